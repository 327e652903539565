/// The days of several partials as one data directory.
struct PartialFolder: DataFolder {
    struct Part: Sendable {
        var path: String
        var head: PartialHead
        var sections: [String: Range<Int64>]
    }

    let parts: [Part]

    func contents() throws -> [FolderEntry] {
        var found: [(name: String, entry: FolderEntry)] = []
        for part in parts {
            for file in part.head.ready { found.append((file.name, .ready(file))) }
            for file in part.head.read {
                found.append((file.entry.name, .read(file.entry, FileName(file.entry.name))))
            }
        }
        return found.sorted { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }
            .map(\.entry)
    }

    private func part(with name: String) throws -> (Part, PartialHead.ReadName) {
        for part in parts {
            if let file = part.head.read.first(where: { $0.entry.name == name }) { return (part, file) }
        }
        throw PartialError("no partial holds \(name)")
    }

    private func range(_ section: String, in part: Part) throws -> Range<Int64> {
        guard let range = part.sections[section] else {
            throw PartialError("\(part.path): it lacks its section \(section)")
        }
        return range
    }

    var threads: ThreadPlan { ThreadPlan() }

    func plainFile(_ entry: DirectoryListing.Entry, _ name: FileName) -> String? { nil }

    func source(_ entry: DirectoryListing.Entry, _ name: FileName, from: Int64) throws -> ByteSource {
        let (part, file) = try part(with: entry.name)
        let source = try ByteSource(
            path: part.path, part: try range(PartialHead.section(ofRaw: entry.name), in: part), unpacks: true)
        source.failure = file.broken
        return source
    }

    func quarantine() throws -> [FileFacts] {
        try parts.flatMap { part in
            var pack = PackReader(
                try Gzip.unpacked(part.path, try range(PartialHead.quarantine, in: part)))
            return try pack.list { try $0.file() }
        }
    }

    func records(
        _ entry: DirectoryListing.Entry, _ name: FileName, path: String, _ claims: LedgerClaims,
        _ audit: inout RecordAudit
    ) throws -> RecordFile {
        let (part, _) = try part(with: entry.name)
        var pack = PackReader(
            try Gzip.unpacked(part.path, try range(PartialHead.section(ofRecords: entry.name), in: part)))
        let day = try DayFile(from: &pack)
        guard pack.isAtEnd else { throw PartialError("\(part.path): more stands in it than it should") }
        let legacy = claims.legacyBytes[name.plain] ?? 0
        let reading = day.readings.first {
            $0.hasLedger == claims.hasLedger
                && ($0.legacyBytes == legacy || $0.legacyBytes == .max && legacy >= day.size)
        }
        guard let reading else {
            throw Self.refusal(
                part, entry.name,
                "\(legacy) of its bytes are older than the ledger, which its own day did not know")
        }
        try tryClock(reading, part, entry.name, claims)
        let counts = try DoubtSettlement(audit.context, file: entry.name, part: part.path).counts(of: reading)
        guard reading.cutsMS == reading.episodes.cuts(of: audit.context.boundaries) else {
            throw Self.refusal(part, entry.name, "another day's ledger tells of a lost connection in it")
        }
        guard audit.join(reading.order, reading.episodes, counts: counts) else {
            throw Self.refusal(part, entry.name, "its ids do not come after those of the day before")
        }
        var checker = claims.checker(of: name.plain)
        if let offset = checker.join(day.marks, size: day.size) {
            throw Self.refusal(
                part, entry.name, "another day's ledger speaks of byte \(offset), where it has no mark")
        }
        return RecordFile(
            size: day.size, records: reading.records, checker: checker, damages: reading.damages,
            damageCount: reading.damageCount, broken: day.broken)
    }

    /// A step of the clock that only another day's ledger tells of may explain what looks wrong here.
    private func tryClock(
        _ reading: DayFile.Reading, _ part: Part, _ name: String, _ claims: LedgerClaims
    ) throws {
        let foreign = claims.clockSteps.filter { $0.toMS < $0.fromMS && !part.head.clockSteps.contains($0) }
        guard !foreign.isEmpty else { return }
        let kinds: [ViolationKind] = [.idOrder, .followupOrder]
        if reading.damages.contains(where: { $0.kind == .timeBack })
            || kinds.contains(where: { reading.counts.violationCounts[$0, default: 0] > 0 })
        {
            throw Self.refusal(
                part, name, "its time falls, and another day's ledger tells of a step of the clock")
        }
    }

    static func refusal(_ part: Part, _ name: String, _ why: String) -> PartialError {
        PartialError("\(part.path): \(name) can't be joined: \(why); check the directories together instead")
    }
}
