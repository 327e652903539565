import DoDFormat
import DoDParquet

/// Looks through a data directory for files that can be mended. Writes nothing.
package struct RepairPlanner {
    let folder: String

    package init(folder: String) { self.folder = folder }

    /// In the order of their names; files with nothing wrong are not in it. Throws `ReadError`.
    package func repairs() throws -> [FileRepair] {
        let entries = try DirectoryListing(path: folder).entries.filter { $0.kind == .file }
        let names = Set(entries.map(\.name))
        var repairs: [FileRepair] = []
        for entry in entries {
            let name = FileName(entry.name)
            // A packed file beside its plain one is not read by anybody.
            if name.isCompressed, names.contains(name.plain) { continue }
            switch name.kind {
            case .signals, .followups: try lines(entry, name).map { repairs.append($0) }
            case .parquet: try rows(entry, names: names).map { repairs.append($0) }
            case .ledger, .markets, .quarantine, .unknown: break
            }
        }
        return repairs
    }

    private func lines(_ entry: DirectoryListing.Entry, _ name: FileName) throws -> FileRepair? {
        var repair = FileRepair(
            name: entry.name, kind: name.kind, method: name.isCompressed ? .unpackedLines : .lines,
            bytes: entry.bytes, mendedName: name.plain)
        let mender = LineMender(name.kind)
        do {
            let source = try ByteSource(path: "\(folder)/\(entry.name)", unpacks: name.isCompressed)
            _ = try LineScanner.scan(source, chunk: { _, _ in }) { add($0, mender, to: &repair) }
        } catch let error as FormatError {
            repair.add(reason: "\(error.kind.words): \(error.detail)")
        }
        return repair.reasonCount == 0 ? nil : repair
    }

    private func add(_ line: ScannedLine, _ mender: LineMender, to repair: inout FileRepair) {
        if line.isTooLong {
            repair.lines.insert(line.number)
            repair.add(reason: "line \(line.number) at byte \(line.offset): longer than any record")
            return repair.pieces.add(line.offset..<line.endOffset, .quarantine)
        }
        let problem = RecordLine.problem(of: line.bytes, kind: repair.kind)
        if problem != nil || !line.endsWithNewline {
            let words = problem?.kind.words ?? "no newline at its end"
            repair.lines.insert(line.number)
            repair.add(reason: "line \(line.number) at byte \(line.offset): \(words)")
        }
        for part in mender.parts(line.bytes, endsWithNewline: line.endsWithNewline) {
            switch part {
            case .keep(let range, let addsNewline):
                repair.records += 1
                repair.pieces.add(range.shifted(by: line.offset), .mended(addsNewline: addsNewline))
            case .move(let range): repair.pieces.add(range.shifted(by: line.offset), .quarantine)
            }
        }
    }

    private func rows(_ entry: DirectoryListing.Entry, names: Set<String>) throws -> FileRepair? {
        let plain = entry.name.dropLast("parquet".utf8.count) + "jsonl"
        var repair = FileRepair(
            name: entry.name, kind: .parquet, method: .rows, bytes: entry.bytes, mendedName: String(plain))
        do {
            let bytes = try ParquetBytes(path: "\(folder)/\(entry.name)")
            do {
                let file = try ParquetFile(bytes)
                for index in 0..<file.footer.groupCount { _ = try file.rowGroup(index) }
                return nil
            } catch let flaw as ParquetFlaw {
                repair.add(reason: flaw.description)
            }
            try ParquetRecovery(bytes).pieces {
                switch $0 {
                case .rows(let group): repair.records += Int64(group.rows)
                case .lost(let range, let why):
                    repair.add(reason: "\(range.count) bytes at \(range.lowerBound): \(why)")
                }
            }
        } catch let error as ParquetBytes.Unreadable {
            throw ReadError(operation: error.operation, path: "\(folder)/\(entry.name)", errno: error.errno)
        }
        if repair.records == 0 {
            repair.obstacle = "no complete row group is in it"
        } else if names.contains(repair.mendedName) || names.contains(repair.mendedName + ".gz") {
            repair.obstacle = "\(repair.mendedName) stands there already; move one of them away first"
        }
        return repair
    }
}

extension Range<Int> {
    func shifted(by offset: Int64) -> Range<Int64> {
        offset + Int64(lowerBound)..<offset + Int64(upperBound)
    }
}
