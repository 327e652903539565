import DoDParquet

/// Reads one data directory: the ledger first, then every file against what the ledger says of it.
struct DirectoryReader {
    let folder: String
    let prefix: String
    let keepsSequences: Bool
    let threads: ThreadPlan
    let episodes: EpisodeRule

    private var files: [FileFacts] = []
    private var notes: [String] = []
    private var tables: [MarketTable] = []
    private var legacyRows: Int64 = 0

    init(
        folder: String, prefix: String, keepsSequences: Bool, threads: ThreadPlan,
        episodes: EpisodeRule = EpisodeRule()
    ) {
        self.threads = threads
        self.episodes = episodes
        self.folder = folder
        self.prefix = prefix
        self.keepsSequences = keepsSequences
    }

    private struct Named {
        var entry: DirectoryListing.Entry
        var name: FileName
    }

    /// Throws `ReadError`.
    mutating func read() throws -> RunEvidence {
        let named = try list()
        let ledger = try readLedger(named.filter { $0.name.kind == .ledger })
        let claims = LedgerClaims(ledger)
        for item in named where item.name.kind == .markets { try readMarkets(item, claims) }
        let audit = try readRecords(
            named.filter { [.signals, .followups].contains($0.name.kind) }, claims, ledger)
        try readQuarantine()
        addMissing(claims)
        files.sort { Array($0.path.utf8).lexicographicallyPrecedes(Array($1.path.utf8)) }
        return RunEvidence(
            pathPrefix: prefix, ledger: ledger, marketTables: tables, files: files, records: audit.facts,
            notes: notes + (ledger?.notes ?? []))
    }

    /// The files to read, by day; the others are listed at once.
    private mutating func list() throws -> [Named] {
        let entries = try DirectoryListing(path: folder).entries
        let plainNames = Set(entries.map(\.name))
        var named: [Named] = []
        for entry in entries {
            let name = FileName(entry.name)
            if entry.kind != .file, name.kind != .unknown {
                files.append(notAFile(entry, name))
            } else if entry.isDirectory {
                if entry.name != "quarantine" {
                    notes.append("\(prefix)\(entry.name)/ is a folder: left alone")
                }
            } else if name.kind == .unknown || name.isCompressed && plainNames.contains(name.plain) {
                let isTwin = name.kind != .unknown
                let why = isTwin ? "\(name.plain) stands beside it" : "a name that nobody knows"
                notes.append("\(prefix)\(entry.name): \(why), left alone")
                files.append(
                    FileFacts(path: prefix + entry.name, name: entry.name, kind: .unknown, bytes: entry.bytes)
                )
            } else if name.kind == .parquet {
                files.append(try readParquet(entry, name))
            } else {
                named.append(Named(entry: entry, name: name))
            }
        }
        return named.sorted { ($0.name.day!, $0.name.kind.rawValue) < ($1.name.day!, $1.name.kind.rawValue) }
    }

    /// Opening a pipe would wait for ever, and what a link leads to can be changed from elsewhere.
    private func notAFile(_ entry: DirectoryListing.Entry, _ name: FileName) -> FileFacts {
        let what =
            switch entry.kind {
            case .directory: "a folder"
            case .link: "a symbolic link"
            case .file, .other: "a pipe, a socket or a device"
            }
        return FileFacts(
            path: prefix + entry.name, name: name.plain, kind: name.kind, day: name.day,
            isCompressed: name.isCompressed,
            damages: [
                Damage(
                    .notAFile, file: prefix + entry.name, line: 0, byteOffset: 0,
                    detail: "\(what) stands in its place")
            ])
    }

    private mutating func readParquet(_ entry: DirectoryListing.Entry, _ name: FileName) throws -> FileFacts {
        var found = FileFacts(
            path: prefix + entry.name, name: entry.name, kind: .parquet, day: name.day, bytes: entry.bytes)
        var pass = ParquetPass(path: found.path, day: name.day)
        do {
            let bytes = try ParquetBytes(path: "\(folder)/\(entry.name)")
            var checker = RangeChecker(claims: [])
            _ = try LineScanner.scan(
                try ByteSource(path: "\(folder)/\(entry.name)"), chunk: { checker.chunk($0, at: $1) },
                line: { _ in })
            found.crc32c = checker.wholeChecksum
            try pass.read(bytes)
        } catch let error as ParquetBytes.Unreadable {
            let reason = ReadError(operation: error.operation, path: entry.name, errno: error.errno)
            add(FormatError(.unreadable, "\(reason.operation): \(reason.reason)"), to: &found)
            return found
        }
        found.records = pass.rows
        found.damages = pass.damages.kept
        found.damageCount = pass.damages.count
        legacyRows += pass.rows
        if let from = pass.firstMS, let to = pass.lastMS, pass.rows > 0 {
            notes.append(
                "\(found.path): \(pass.rows) signals of the old engine, \(ISOTime.text(from)) to \(ISOTime.text(to))"
            )
        }
        return found
    }

    private mutating func readLedger(_ named: [Named]) throws -> Ledger? {
        var reader = LedgerReader()
        for item in named {
            let path = prefix + item.entry.name
            var checker = RangeChecker(claims: [])
            var records: Int64 = 0
            let size = try scan(item, chunk: { checker.chunk($0, at: $1) }) { line in
                if line.endsWithNewline { records += 1 }
                reader.line(line, path: path, day: item.name.day)
            } damaged: {
                reader.add($0, file: path)
            }
            files.append(facts(item, size: size, records: records, checker))
        }
        return named.isEmpty ? nil : reader.ledger
    }

    private mutating func readRecords(
        _ named: [Named], _ claims: LedgerClaims, _ ledger: Ledger?
    ) throws -> RecordAudit {
        var context = RecordAudit.Context()
        context.configs = claims.configs
        context.listedMarkets = claims.listedMarkets
        context.keepsSequences = keepsSequences
        context.clockSteps = claims.clockSteps
        context.boundaries = EpisodeBoundaries(
            ledger, days: Set(named.compactMap(\.name.day)).sorted(), rule: episodes)
        context.window = episodes.window
        for table in tables { context.marketsByDay[table.day] = Set(table.markets.map(\.market)) }
        var audit = RecordAudit(context: context)
        audit.addLegacy(legacyRows)
        var settled: UTCDay?
        for item in named {
            let name = item.name
            // Files come by day: all of the days before are read, follow-ups over midnight among them.
            if let day = name.day, let before = settled, day > before {
                audit.settleEpisodes(before: before.startMS)
            }
            settled = name.day ?? settled
            var reader = RecordFileReader(
                path: "\(folder)/\(item.entry.name)", bytes: item.entry.bytes, threads: threads,
                checker: claims.checker(of: name.plain),
                pass: RecordPass(
                    path: prefix + item.entry.name, name: name,
                    legacyBytes: claims.legacyBytes[name.plain] ?? 0, clockSteps: claims.clockSteps))
            let broken = reader.read(&audit)
            var found = facts(item, size: reader.size, records: reader.pass.records, reader.checker)
            found.damages = reader.pass.damages.kept
            found.damageCount = reader.pass.damages.count
            if let broken { add(broken, to: &found) }
            found.ranges = reader.checker.findings(size: reader.size)
            found.totals = claims.totalFindings(of: name.plain, reader.checker, size: reader.size)
            files.append(found)
        }
        audit.settleEpisodes(before: .max)
        return audit
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
            add(error, to: &found)
        }
        files.append(found)
    }

    private mutating func readQuarantine() throws {
        let folder = "\(folder)/quarantine"
        guard DirectoryListing.isDirectory(folder) else { return }
        for entry in try DirectoryListing(path: folder).entries where !entry.isDirectory {
            var checker = RangeChecker(claims: [])
            let size = try LineScanner.scan(
                try ByteSource(path: "\(folder)/\(entry.name)", unpacks: false),
                chunk: { checker.chunk($0, at: $1) }, line: { _ in })
            files.append(
                FileFacts(
                    path: "\(prefix)quarantine/\(entry.name)", name: "quarantine/\(entry.name)",
                    kind: .quarantine,
                    bytes: size, crc32c: checker.wholeChecksum))
        }
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
            let source = try ByteSource(path: "\(folder)/\(item.entry.name)", unpacks: item.name.isCompressed)
            return try LineScanner.scan(
                source,
                chunk: { bytes, offset in
                    size = offset + Int64(bytes.count)
                    chunk(bytes, offset)
                }, line: line)
        } catch let error as FormatError {
            damaged(error)
            return size
        } catch let error as ReadError {
            damaged(FormatError(.unreadable, "\(error.operation): \(error.reason)"))
            return size
        }
    }

    private func facts(_ item: Named, size: Int64, records: Int64, _ checker: RangeChecker) -> FileFacts {
        FileFacts(
            path: prefix + item.entry.name, name: item.name.plain, kind: item.name.kind, day: item.name.day,
            isCompressed: item.name.isCompressed, bytes: size, records: records, crc32c: checker.wholeChecksum
        )
    }

    private func add(_ error: FormatError, to found: inout FileFacts) {
        found.damageCount += 1
        found.damages.append(
            Damage(error.kind, file: found.path, line: 0, byteOffset: Int64(error.at), detail: error.detail))
    }
}
