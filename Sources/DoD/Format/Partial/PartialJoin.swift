/// Several partials put together to the evidence of the whole.
package struct PartialJoin: Sendable {
    package let evidence: Evidence
    /// By what the days are to be judged, as it was given when they were looked at.
    package let terms: [String]
    /// What whoever joins them should know; no part of the verdict.
    package let remarks: [String]

    /// By what partials are to be judged. Throws `ReadError` or `PartialError`.
    package static func terms(of paths: [String]) throws -> [String] {
        guard let first = paths.first else { throw PartialError("name the partials to join") }
        return try part(first).head.terms
    }

    /// `phases`: the hours of the exchange, as `EpisodeRule` has them. Throws `ReadError` or `PartialError`.
    package init(
        _ paths: [String], phases: @escaping @Sendable (UTCDay) -> [PhaseChange] = { _ in [] }
    ) throws {
        let parts = try paths.map(Self.part)
        guard let first = parts.first else { throw PartialError("name the partials to join") }
        for other in parts.dropFirst() { try Self.compare(first, other) }
        try Self.tryOverlap(parts)
        remarks = Self.missingDays(parts)
        terms = first.head.terms
        let folder = PartialFolder(parts: parts)
        let witnesses = first.head.witnesses
        let truth = try Self.witness(
            witnesses.hasTruth, "truth", parts, first.head.prefix, PartialHead.section(ofTruth:))
        let observer = try Self.witness(
            witnesses.hasObserver, "observer", parts, first.head.prefix, PartialHead.section(ofObserver:))
        var reader = DirectoryReader(
            folder: folder, prefix: first.head.prefix, keepsSequences: witnesses.isAny,
            episodes: EpisodeRule(window: first.head.window, phases: phases))
        var run = try reader.read()
        run.journal = try Self.journal(parts, first.head.prefix)
        run.notes += run.journal?.notes ?? []
        run.truth = truth
        run.observer = observer
        evidence = Evidence(runs: [run], askedWindow: first.head.window)
    }

    private static func part(_ path: String) throws -> PartialFolder.Part {
        let sections = try PartialFile.sections(of: path)
        let ranges = Dictionary(sections.map { ($0.name, $0.range) }) { $1 }
        guard let range = ranges[PartialHead.section] else { throw PartialError("\(path): it has no head") }
        var pack = PackReader(try Gzip.unpacked(path, range))
        return PartialFolder.Part(path: path, head: try PartialHead(from: &pack), sections: ranges)
    }

    private static func compare(_ first: PartialFolder.Part, _ other: PartialFolder.Part) throws {
        func differ(_ what: String) -> PartialError {
            PartialError("\(first.path) and \(other.path) were made \(what): make them again with the same")
        }
        for (index, words) in ["under different policies", "under different calendars"].enumerated()
        where first.head.terms[index] != other.head.terms[index] { throw differ(words) }
        if first.head.window != other.head.window { throw differ("for different times (--from, --to)") }
        if first.head.prefix != other.head.prefix {
            throw differ("one of a data directory and one of a run directory")
        }
        if first.head.witnesses.hasTruth != other.head.witnesses.hasTruth {
            throw differ("one with a truth (--truth, --run) and one without")
        }
        if first.head.witnesses.hasObserver != other.head.witnesses.hasObserver {
            throw differ("one with an observer (RUN/observer) and one without")
        }
    }

    private static func tryOverlap(_ parts: [PartialFolder.Part]) throws {
        var seen: [String: String] = [:]
        for part in parts {
            for name in part.head.read.map(\.entry.name) + part.head.ready.map(\.name) {
                // `signals_D.jsonl` and its packed twin are one file, too.
                let plain = FileName(name).plain
                if let other = seen[plain] {
                    throw PartialError(
                        "\(plain) is in \(other) and in \(part.path): each day goes into one partial")
                }
                seen[plain] = part.path
            }
        }
    }

    private static func missingDays(_ parts: [PartialFolder.Part]) -> [String] {
        let days = Set(parts.flatMap(\.head.read).compactMap { FileName($0.entry.name).day })
        guard let first = days.min(), let last = days.max() else { return [] }
        let missing = (first.daysSinceEpoch...last.daysSinceEpoch).map { UTCDay(daysSinceEpoch: $0) }
            .filter { !days.contains($0) }
        guard let day = missing.first else { return [] }
        let more = missing.count > 1 ? " and \(missing.count - 1) more" : ""
        return ["no partial holds \(day)\(more), between \(first) and \(last): its evidence is missing"]
    }

    /// The one journal that those have which were made with one.
    private static func journal(_ parts: [PartialFolder.Part], _ prefix: String) throws -> Journal? {
        guard let (part, range) = try common(PartialHead.journal, parts) else { return nil }
        var reader = JournalReader()
        let label = prefix.hasSuffix("data/") ? String(prefix.dropLast(5)) : prefix
        _ = try LineScanner.scan(
            try ByteSource(path: part.path, part: range, unpacks: true), chunk: { _, _ in }
        ) { line in
            reader.line(line, path: "\(label)\(PartialHead.journal)")
        }
        return reader.journal
    }

    /// What a witness left, the same in all partials; nil where there was none.
    private static func witness(
        _ isThere: Bool, _ folder: String, _ parts: [PartialFolder.Part], _ prefix: String,
        _ section: (String) -> String
    ) throws -> Truth? {
        guard isThere else { return nil }
        let label = prefix.hasSuffix("data/") ? String(prefix.dropLast(5)) : prefix
        return try TruthReader.read(label: "\(label)\(folder)/") { name in
            try common(section(name), parts).map {
                try ByteSource(path: $0.path, part: $1, unpacks: true)
            }
        }
    }

    /// A section that every partial which has it has alike.
    private static func common(
        _ section: String, _ parts: [PartialFolder.Part]
    ) throws -> (PartialFolder.Part, Range<Int64>)? {
        var found: (part: PartialFolder.Part, range: Range<Int64>, bytes: [UInt8])?
        for part in parts {
            guard let range = part.sections[section] else { continue }
            let bytes = try Gzip.unpacked(part.path, range)
            if let found, found.bytes != bytes {
                throw PartialError(
                    "\(found.part.path) and \(part.path) hold different \(section): they are of different runs"
                )
            }
            if found == nil { found = (part, range, bytes) }
        }
        return found.map { ($0.part, $0.range) }
    }
}
