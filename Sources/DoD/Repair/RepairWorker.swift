import CChecksum
import DoDFormat
import DoDParquet

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Carries a repair out. Nothing is ever deleted: what a mended file does not have lies in quarantine, with a
/// list that says where each byte of the damaged file is. The damaged file gives way only when both are
/// on disk and were read back.
package struct RepairWorker {
    let folder: String
    private var quarantine: String { "\(folder)/quarantine" }

    /// Where things are now, relative to the directory.
    package struct Outcome: Equatable, Sendable {
        package var mended: String
        package var moved: [String]
    }

    package init(folder: String) { self.folder = folder }

    /// Throws `ReadError`; then the damaged file still stands as it was.
    package func apply(_ repair: FileRepair) throws -> Outcome {
        if mkdir(quarantine, 0o755) != 0, errno != EEXIST {
            throw ReadError(operation: "make folder", path: quarantine, errno: errno)
        }
        switch repair.method {
        case .lines: return try mendLines(repair, of: "\(folder)/\(repair.name)", replacing: true)
        case .unpackedLines: return try mendUnpacked(repair)
        case .rows: return try mendRows(repair)
        }
    }

    // MARK: Lines

    /// `replacing`: the mended file takes the damaged one's name and place.
    private func mendLines(_ repair: FileRepair, of path: String, replacing: Bool) throws -> Outcome {
        let source = try RepairFile(reading: path)
        let temporary = "\(folder)/\(repair.mendedName).mending"
        unlink(temporary)  // left by a repair that was killed: all of it is still in the damaged file
        let mended = try RepairFile(creating: temporary)
        let movedName = freeName("\(repair.name).damaged")
        let moved = try RepairFile(creating: "\(quarantine)/\(movedName)")
        let list = try RepairFile(creating: "\(quarantine)/\(movedName).pieces.jsonl")
        var whole: UInt32 = 0
        for piece in repair.pieces.pieces {
            let target = piece.destination == .quarantine ? moved : mended
            try list.append(
                listed(
                    piece, in: target, name: target === moved ? "quarantine/\(movedName)" : repair.mendedName
                ).utf8)
            try source.read(piece.bytes) {
                $0.withUnsafeBytes { whole = crc32c_extend(whole, $0.baseAddress, $0.count) }
                try target.append($0)
            }
            if case .mended(addsNewline: true) = piece.destination { try target.append([0x0A]) }
        }
        for file in [mended, moved, list] { try file.synchronize() }
        try verify(repair, mended: temporary, moved: moved.path, whole: whole)
        try RepairFile.synchronizeDirectory(quarantine)
        try RepairFile.move(temporary, to: "\(folder)/\(repair.mendedName)")
        try RepairFile.synchronizeDirectory(folder)
        return Outcome(
            mended: repair.mendedName,
            moved: ["quarantine/\(movedName)", "quarantine/\(movedName).pieces.jsonl"])
    }

    private func listed(_ piece: Piece, in target: RepairFile, name: String) -> String {
        var line =
            "{\"at\":\(piece.bytes.lowerBound),\"bytes\":\(piece.bytes.count),\"to\":\"\(name)\",\"to_at\":\(target.bytes)"
        if case .mended(addsNewline: true) = piece.destination { line += ",\"newline_added\":true" }
        return line + "}\n"
    }

    /// Puts the damaged file together again from what was written, and compares.
    private func verify(_ repair: FileRepair, mended: String, moved: String, whole: UInt32) throws {
        let mended = try RepairFile(reading: mended)
        let moved = try RepairFile(reading: moved)
        var mendedAt: Int64 = 0
        var movedAt: Int64 = 0
        var found: UInt32 = 0
        func take(_ file: RepairFile, _ at: inout Int64, _ count: Int64) throws {
            try file.read(at..<at + count) {
                $0.withUnsafeBytes { found = crc32c_extend(found, $0.baseAddress, $0.count) }
            }
            at += count
        }
        for piece in repair.pieces.pieces {
            let count = Int64(piece.bytes.count)
            switch piece.destination {
            case .quarantine: try take(moved, &movedAt, count)
            case .mended(let addsNewline):
                try take(mended, &mendedAt, count)
                if addsNewline { mendedAt += 1 }
            }
        }
        if found != whole {
            throw ReadError(
                operation: "mend", path: "\(folder)/\(repair.name)",
                reason: "what was written does not read back the same; nothing was replaced")
        }
    }

    // MARK: Packed files and Parquet

    private func mendUnpacked(_ repair: FileRepair) throws -> Outcome {
        let unpacked = "\(folder)/\(repair.mendedName).unpacking"
        unlink(unpacked)
        defer { unlink(unpacked) }
        let target = try RepairFile(creating: unpacked)
        do {
            let source = try ByteSource(path: "\(folder)/\(repair.name)", unpacks: true)
            var failure: (any Error)?
            _ = try LineScanner.scan(
                source,
                chunk: { bytes, _ in
                    do { try target.append(bytes) } catch { failure = failure ?? error }
                }, line: { _ in })
            if let failure { throw failure }
        } catch is FormatError {}  // known: that is why it is mended
        var outcome = try mendLines(repair, of: unpacked, replacing: false)
        outcome.moved.append(try moveAway(repair.name))
        return outcome
    }

    private func mendRows(_ repair: FileRepair) throws -> Outcome {
        let temporary = "\(folder)/\(repair.mendedName).mending"
        unlink(temporary)
        let mended = try RepairFile(creating: temporary)
        var rows: Int64 = 0
        do {
            try ParquetRecovery(try ParquetBytes(path: "\(folder)/\(repair.name)")).pieces {
                guard case .rows(let group) = $0 else { return }
                rows += Int64(group.rows)
                try mended.append(OldSignalRow.rows(of: group).map { $0.line + "\n" }.joined().utf8)
            }
        } catch let error as ParquetBytes.Unreadable {
            throw ReadError(operation: error.operation, path: "\(folder)/\(repair.name)", errno: error.errno)
        }
        try mended.synchronize()
        if rows != repair.records {
            throw ReadError(
                operation: "mend", path: "\(folder)/\(repair.name)",
                reason: "\(rows) rows where \(repair.records) were found before; nothing was replaced")
        }
        try RepairFile.move(temporary, to: "\(folder)/\(repair.mendedName)")
        try RepairFile.synchronizeDirectory(folder)
        return Outcome(mended: repair.mendedName, moved: [try moveAway(repair.name)])
    }

    private func moveAway(_ name: String) throws -> String {
        let free = freeName(name)
        try RepairFile.move("\(folder)/\(name)", to: "\(quarantine)/\(free)")
        try RepairFile.synchronizeDirectory(quarantine)
        try RepairFile.synchronizeDirectory(folder)
        return "quarantine/\(free)"
    }

    /// A name in quarantine that nothing has yet.
    private func freeName(_ name: String) -> String {
        var free = name
        var number = 2
        while DirectoryListing.exists("\(quarantine)/\(free)")
            || DirectoryListing.exists("\(quarantine)/\(free).pieces.jsonl")
        {
            free = "\(name)-\(number)"
            number += 1
        }
        return free
    }
}
