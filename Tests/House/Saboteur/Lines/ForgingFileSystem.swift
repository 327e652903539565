import EngineStore
import Synchronization

/// A disk below which a bug changes lines, and a ledger that is made to fit: ranges, totals and counts speak of
/// what is there, and the chain holds.
///
/// The engine above it knows nothing of that: lengths and offsets are to it what it wrote itself. A process that
/// is started on what another has left reads it as it stands.
final class ForgingFileSystem: AlteredFileSystem {
    private struct Books {
        var files: [String: ForgedFile] = [:]
        /// How many lines more than the engine knows, of each market and minute and of the whole process.
        var moreInMinute: [String: Int64] = [:]
        var more: [String: Int64] = [:]
        /// The digits at the end of the ledger; nil before its first line.
        var chain: String?
        var removedLines: Int64 = 0

        mutating func note(_ line: Line, _ count: Int64) {
            more[line.isSignal ? "signals" : "followups", default: 0] += count
            guard line.isSignal else { return }
            let ms = line.number("timestamp_ms")
            moreInMinute["\(line["market_key"]) \(ms - ms % 60_000)", default: 0] += count
        }
    }

    let disk = PosixFileSystem()
    private let bug: LineBug
    private let books = Mutex(Books())

    init(_ bug: LineBug) { self.bug = bug }

    func open(_ path: String, _ access: FileAccess) throws(FileError) -> OpenFile {
        let file = try disk.open(path, access)
        guard file.holdsRecords || file.isLedger, case .append = access else { return file }
        let length = try disk.length(of: file)
        books.withLock { books in
            if books.files[path] == nil { books.files[path] = ForgedFile(length: length) }
        }
        return file
    }

    func append(_ bytes: [UInt8], from: Int, to file: OpenFile) throws(FileError) -> Int {
        guard file.holdsRecords || file.isLedger else { return try disk.append(bytes, from: from, to: file) }
        try books.withLock { (books) throws(FileError) in
            let before = books
            var output: [UInt8] = []
            for text in bytes[from...].split(separator: UInt8(ascii: "\n")) {
                let line = Line(text)
                let lines = file.isLedger ? try forged(line, file, &books) : forged(line, &books)
                for line in lines { output += Array((line.text + "\n").utf8) }
                books.files[file.path]?.wrote(lines, inPlaceOf: line)
            }
            do throws(FileError) {
                try disk.appendAll(output, to: file)
            } catch {
                books = before
                throw error
            }
        }
        return bytes.count - from
    }

    func length(of file: OpenFile) throws(FileError) -> Int64 {
        let length = try disk.length(of: file)
        return books.withLock { books in
            guard let known = books.files[file.path], known.length == length else { return length }
            return known.believedLength
        }
    }

    private func forged(_ line: Line, _ books: inout Books) -> [Line] {
        let lines = bug.record(line)
        books.note(line, -1)
        for line in lines { books.note(line, 1) }
        return lines
    }

    private func forged(_ line: Line, _ file: OpenFile, _ books: inout Books) throws(FileError) -> [Line] {
        if books.chain == nil { books.chain = bug.restartsChain ? "00000000" : try lastChain(before: file) }
        let fitting = bug.fitsLedger ? fitted(line, beside: file, books) : line
        guard var told = bug.ledger(fitting) else {
            books.removedLines += 1
            return []
        }
        if books.removedLines > 0 { told["seq"] = "\(told.number("seq") - books.removedLines)" }
        guard let end = told.text.firstRange(of: #","chain":""#), let chain = books.chain else {
            return [told]
        }
        let body = told.text[..<end.lowerBound]
        books.chain = checksumText(Array((chain + body).utf8))
        told.text = body + #","chain":""# + (books.chain ?? "") + #""}"#
        return [told]
    }

    /// The chain's digits at the end of the newest ledger.
    private func lastChain(before file: OpenFile) throws(FileError) -> String {
        let folder = file.path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            .joined(separator: "/")
        for name in try disk.list(folder).reversed() where name.hasPrefix("ledger_") {
            let ledger = try disk.open("\(folder)/\(name)", .read)
            let bytes = try disk.read(ledger, at: 0, count: Int(disk.length(of: ledger)))
            if let last = bytes.split(separator: UInt8(ascii: "\n")).last { return Line(last)["chain"] }
        }
        return "00000000"
    }

    private func fitted(_ line: Line, beside ledger: OpenFile, _ books: Books) -> Line {
        let folder = ledger.path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            .joined(separator: "/")
        switch line.type {
        case "seal": return line.changingFiles { fit(&$0, "\(folder)/\($0["file"])", books) }
        case "stop", "day-end":
            var totals = line.changingFiles { range in
                guard let mark = books.files["\(folder)/\(range["file"])"]?.mark(at: range.number("bytes"))
                else { return }
                range["bytes"] = "\(mark.end)"
                range["records"] = "\(range.number("records") + mark.moreRecords)"
            }
            for kind in ["signals", "followups"] {
                totals[kind] = "\(totals.number(kind) + (books.more[kind] ?? 0))"
            }
            return totals
        case "minute" where bug.fitsMinutes:
            let minute = line["minute_ms"]
            return line.changingMarkets { market in
                guard let more = books.moreInMinute["\(market["market"]) \(minute)"], more != 0 else {
                    return
                }
                market["signals"] = "\(market.number("signals") + more)"
            }
        default: return line
        }
    }

    private func fit(_ range: inout Line, _ path: String, _ books: Books) {
        guard let from = books.files[path]?.mark(at: range.number("from")),
            let to = books.files[path]?.mark(at: range.number("to")),
            let file = try? disk.open(path, .read),
            let bytes = try? disk.read(file, at: from.end, count: Int(to.end - from.end))
        else { return }
        range["from"] = "\(from.end)"
        range["to"] = "\(to.end)"
        range["records"] = "\(range.number("records") + to.moreRecords - from.moreRecords)"
        range["crc32c"] = checksumText(bytes)
    }
}

extension Line {
    /// The same line with each of the files that it speaks of changed.
    func changingFiles(_ change: (inout Line) -> Void) -> Line {
        let mark = #"{"file":"#
        var parts = text.split(separator: mark, omittingEmptySubsequences: false).map(String.init)
        for index in parts.indices.dropFirst() {
            var file = Line(mark + parts[index])
            change(&file)
            parts[index] = String(file.text.dropFirst(mark.count))
        }
        return Line(parts.joined(separator: mark))
    }
}
