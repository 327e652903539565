import DoDParquet

/// A data directory on the disk.
struct DiskFolder: DataFolder {
    let folder: String
    /// How its paths begin in the verdict.
    let prefix: String
    let threads: ThreadPlan

    /// Throws `ReadError`.
    func contents() throws -> [FolderEntry] {
        let entries = try DirectoryListing(path: folder).entries
        let plainNames = Set(entries.map(\.name))
        return try entries.compactMap { try content($0, plainNames) }
    }

    private func content(_ entry: DirectoryListing.Entry, _ plainNames: Set<String>) throws -> FolderEntry? {
        let name = FileName(entry.name)
        if entry.kind != .file, name.kind != .unknown {
            return .ready(ReadyFile(name: entry.name, facts: notAFile(entry, name)))
        }
        if entry.isDirectory {
            if entry.name == "quarantine" { return nil }
            let note = "\(prefix)\(entry.name)/ is a folder: left alone"
            return .ready(ReadyFile(name: entry.name, notes: [note]))
        }
        if name.kind == .unknown || name.isCompressed && plainNames.contains(name.plain) {
            let isTwin = name.kind != .unknown
            let why = isTwin ? "\(name.plain) stands beside it" : "a name that nobody knows"
            return .ready(
                ReadyFile(
                    name: entry.name,
                    facts: FileFacts(
                        path: prefix + entry.name, name: entry.name, kind: .unknown, bytes: entry.bytes),
                    notes: ["\(prefix)\(entry.name): \(why), left alone"]))
        }
        return name.kind == .parquet ? .ready(try parquet(entry, name)) : .read(entry, name)
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

    private func parquet(_ entry: DirectoryListing.Entry, _ name: FileName) throws -> ReadyFile {
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
            found.add(FormatError(.unreadable, "\(reason.operation): \(reason.reason)"))
            return ReadyFile(name: entry.name, facts: found)
        }
        found.records = pass.rows
        found.damages = pass.damages.kept.map { damage in
            damage.with(excerpt: Self.bytes(of: "\(folder)/\(entry.name)", at: damage.byteOffset))
        }
        found.damageCount = pass.damages.count
        var ready = ReadyFile(name: entry.name, facts: found, legacyRows: pass.rows)
        if let from = pass.firstMS, let to = pass.lastMS, pass.rows > 0 {
            ready.notes.append(
                "\(found.path): \(pass.rows) signals of the old engine, \(ISOTime.text(from)) to \(ISOTime.text(to))"
            )
        }
        return ready
    }

    /// Some bytes of a file, as an excerpt; none where it can't be read.
    private static func bytes(of path: String, at offset: Int64) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Damage.excerptBytesMax)
        let count = try? bytes.withUnsafeMutableBufferPointer {
            try ByteSource(path: path, part: offset..<Int64.max).read(into: $0)
        }
        return Array(bytes.prefix(count ?? 0))
    }

    func plainFile(_ entry: DirectoryListing.Entry, _ name: FileName) -> String? {
        name.isCompressed ? nil : "\(folder)/\(entry.name)"
    }

    func source(_ entry: DirectoryListing.Entry, _ name: FileName, from: Int64) throws -> ByteSource {
        let path = "\(folder)/\(entry.name)"
        return from == 0
            ? try ByteSource(path: path, unpacks: name.isCompressed)
            : try ByteSource(path: path, part: from..<Int64.max)
    }

    func records(
        _ entry: DirectoryListing.Entry, _ name: FileName, path: String, _ claims: LedgerClaims,
        _ audit: inout RecordAudit
    ) -> RecordFile {
        var reader = RecordFileReader(
            path: "\(folder)/\(entry.name)", bytes: entry.bytes, threads: threads,
            checker: claims.checker(of: name.plain),
            pass: RecordPass(
                path: path, name: name, legacyBytes: claims.legacyBytes[name.plain] ?? 0,
                hasLedger: claims.hasLedger, clockSteps: claims.clockSteps))
        let broken = reader.read(&audit)
        return RecordFile(
            size: reader.size, records: reader.pass.records, checker: reader.checker,
            damages: reader.pass.damages.kept, damageCount: reader.pass.damages.count, broken: broken)
    }

    func quarantine() throws -> [FileFacts] {
        let folder = "\(folder)/quarantine"
        guard DirectoryListing.isDirectory(folder) else { return [] }
        return try DirectoryListing(path: folder).entries.filter { !$0.isDirectory }.map { entry in
            var checker = RangeChecker(claims: [])
            let size = try LineScanner.scan(
                try ByteSource(path: "\(folder)/\(entry.name)", unpacks: false),
                chunk: { checker.chunk($0, at: $1) }, line: { _ in })
            return FileFacts(
                path: "\(prefix)quarantine/\(entry.name)", name: "quarantine/\(entry.name)",
                kind: .quarantine,
                bytes: size, crc32c: checker.wholeChecksum)
        }
    }
}

extension FileFacts {
    /// What concerns the file as a whole, before all that is wrong with its lines: it may be why. `offset`: how far it
    /// could be read.
    mutating func add(_ error: FormatError, at offset: Int64 = 0, excerpt: [UInt8] = []) {
        damageCount += 1
        damages.insert(
            Damage(
                error.kind, file: path, line: 0, byteOffset: offset + Int64(error.at), detail: error.detail,
                excerpt: excerpt), at: 0)
    }
}
