/// Reads one data directory: the ledger first, then every file against what the ledger says of it.
struct DirectoryReader {
    let folder: any DataFolder
    let prefix: String
    let keepsSequences: Bool
    let episodes: EpisodeRule

    private var files: [FileFacts] = []
    private var notes: [String] = []
    private var tables: [MarketTable] = []
    private var legacyRows: Int64 = 0

    init(
        folder: any DataFolder, prefix: String, keepsSequences: Bool, episodes: EpisodeRule = EpisodeRule()
    ) {
        self.episodes = episodes
        self.folder = folder
        self.prefix = prefix
        self.keepsSequences = keepsSequences
    }

    private struct Named {
        var entry: DirectoryListing.Entry
        var name: FileName
    }

    /// Throws `ReadError`, or `PartialError` for partials that can't be joined.
    mutating func read() throws -> RunEvidence {
        let named = try list()
        let ledger = try readLedger(named.filter { $0.name.kind == .ledger })
        let claims = LedgerClaims(ledger)
        for item in named where item.name.kind == .markets { try readMarkets(item, claims) }
        let audit = try readRecords(
            named.filter { [.signals, .followups].contains($0.name.kind) }, context(claims, ledger, named),
            claims)
        files += try folder.quarantine()
        addMissing(claims)
        files.sort { Array($0.path.utf8).lexicographicallyPrecedes(Array($1.path.utf8)) }
        return RunEvidence(
            pathPrefix: prefix, ledger: ledger, marketTables: tables, files: files, records: audit.facts,
            notes: notes + (ledger?.notes ?? []))
    }

    /// The files to read, by day; the others are listed at once.
    private mutating func list() throws -> [Named] {
        var named: [Named] = []
        for content in try folder.contents() {
            switch content {
            case .read(let entry, let name): named.append(Named(entry: entry, name: name))
            case .ready(let ready):
                if let facts = ready.facts { files.append(facts) }
                notes += ready.notes
                legacyRows += ready.legacyRows
            }
        }
        return named.sorted { ($0.name.day!, $0.name.kind.rawValue) < ($1.name.day!, $1.name.kind.rawValue) }
    }

    private mutating func readLedger(_ named: [Named]) throws -> Ledger? {
        var reader = LedgerReader()
        for item in named {
            var file = LedgerFileReader(path: prefix + item.entry.name, day: item.name.day)
            do {
                if let plain = folder.plainFile(item.entry, item.name) {
                    file.readPortions(
                        ofFile: plain, bytes: item.entry.bytes, threads: folder.threads, &reader)
                }
                try file.read(try folder.source(item.entry, item.name, from: file.size), &reader)
            } catch {
                reader.add(try Self.problem(error), file: file.path)
            }
            files.append(facts(item, size: file.size, records: file.records, file.checker))
        }
        return named.isEmpty ? nil : reader.ledger
    }

    /// What records are judged by, so far as the ledger and the tables of the days say.
    private func context(
        _ claims: LedgerClaims, _ ledger: Ledger?, _ named: [Named]
    ) -> RecordAudit.Context {
        var context = RecordAudit.Context()
        context.configs = claims.configs
        context.listedMarkets = claims.listedMarkets
        context.keepsSequences = keepsSequences
        context.clockSteps = claims.clockSteps
        let records = named.filter { [.signals, .followups].contains($0.name.kind) }
        context.boundaries = EpisodeBoundaries(
            ledger, days: Set(records.compactMap(\.name.day)).sorted(), rule: episodes)
        context.window = episodes.window
        for table in tables { context.marketsByDay[table.day] = Set(table.markets.map(\.market)) }
        return context
    }

    private mutating func readRecords(
        _ named: [Named], _ context: RecordAudit.Context, _ claims: LedgerClaims
    ) throws -> RecordAudit {
        var audit = RecordAudit(context: context)
        audit.addLegacy(legacyRows)
        var settled: UTCDay?
        let threads = folder.threads.threads
        for item in named {
            let name = item.name
            // Files come by day: all of the days before are read, follow-ups over midnight among them.
            if let day = name.day, let before = settled, day > before {
                audit.settleEpisodes(before: before.startMS, threads: threads)
            }
            settled = name.day ?? settled
            let file = try folder.records(item.entry, name, path: prefix + item.entry.name, claims, &audit)
            var found = facts(item, size: file.size, records: file.records, file.checker)
            found.damages = file.damages
            found.damageCount = file.damageCount
            if let broken = file.broken { found.add(broken, at: file.size) }
            found.ranges = file.checker.findings(size: file.size)
            found.totals = claims.totalFindings(of: name.plain, file.checker, size: file.size)
            files.append(found)
        }
        audit.settleEpisodes(before: .max, threads: threads)
        return audit
    }

    /// What a single day's own ledger and tables say, for a partial.
    mutating func dayContext() throws -> (context: RecordAudit.Context, claims: LedgerClaims) {
        let named = try list()
        let ledger = try readLedger(named.filter { $0.name.kind == .ledger })
        let claims = LedgerClaims(ledger)
        for item in named where item.name.kind == .markets { try readMarkets(item, claims) }
        return (context(claims, ledger, named), claims)
    }

    private mutating func readMarkets(_ item: Named, _ claims: LedgerClaims) throws {
        var checker = claims.checker(of: item.name.plain)
        var bytes: [UInt8] = []
        var records: Int64 = 0
        var problem: FormatError?
        let size = try scan(item) { chunk, offset in
            checker.chunk(chunk, at: offset)
            if bytes.count < LineScanner.lineBytesMax { bytes.append(contentsOf: chunk) }
        } line: { line in
            if line.endsWithNewline {
                records += 1
                checker.line(endingAt: line.endOffset)
            }
        } damaged: {
            problem = $0
        }
        var found = facts(item, size: size, records: records, checker)
        found.ranges = checker.findings(size: size)
        found.totals = claims.totalFindings(of: item.name.plain, checker, size: size)
        do {
            if let problem { throw problem }
            tables.append(try MarketTableDecoder.table(bytes, day: item.name.day!))
        } catch let error as FormatError {
            let placed = bytes.withUnsafeBufferPointer { error.placed(in: $0) }
            found.add(placed, excerpt: Array(bytes.dropFirst(placed.at)))
        }
        files.append(found)
    }

    /// Files that the ledger vouches for and that are not there.
    private mutating func addMissing(_ claims: LedgerClaims) {
        let found = Set(files.map(\.name))
        for name in claims.fileNames.sorted() where !found.contains(name) {
            let parsed = FileName(name)
            files.append(claims.missingFile(name, path: prefix + name, kind: parsed.kind, day: parsed.day))
        }
    }

    private func scan(
        _ item: Named, chunk: (UnsafeBufferPointer<UInt8>, Int64) -> Void, line: (ScannedLine) -> Void,
        damaged: (FormatError) -> Void
    ) throws -> Int64 {
        var size: Int64 = 0
        do {
            return try LineScanner.scan(
                try folder.source(item.entry, item.name, from: 0),
                chunk: { bytes, offset in
                    size = offset + Int64(bytes.count)
                    chunk(bytes, offset)
                }, line: line)
        } catch {
            damaged(try Self.problem(error))
            return size
        }
    }

    /// Why a file could not be read to its end. Throws what is not about the file.
    private static func problem(_ error: any Error) throws -> FormatError {
        if let error = error as? FormatError { return error }
        guard let error = error as? ReadError else { throw error }
        return FormatError(.unreadable, "\(error.operation): \(error.reason)")
    }

    private func facts(_ item: Named, size: Int64, records: Int64, _ checker: RangeChecker) -> FileFacts {
        FileFacts(
            path: prefix + item.entry.name, name: item.name.plain, kind: item.name.kind, day: item.name.day,
            isCompressed: item.name.isCompressed, bytes: size, records: records, crc32c: checker.wholeChecksum
        )
    }
}
