import EngineCore
import Glibc
import Testing

@testable import EngineStore

/// A file of 1,000 lines, cut at every byte: what is recovered is exactly the whole lines before the cut, the
/// torn bytes are in the quarantine and in the ledger, and the next line is never glued to them.
@Suite struct TruncationTests {
    private static let data = "/m/data"
    private static let name = FileName(.signals, UTCDay("2026-01-20")!)
    private static let path = data + "/" + name.description
    private static let ledgerPath = data + "/ledger_2026-01-20.jsonl"
    private static let morning = Yard.morning

    private static func line(_ number: Int) -> [UInt8] {
        // Short, so that every byte of a thousand of them is soon tried.
        Array(#"{"number":\#(number)}"#.utf8) + [UInt8(ascii: "\n")]
    }

    private static let configuration = StoreConfiguration(
        dataDirectory: data, spoolDirectory: "/m/spool", spoolBytes: StoreConfiguration.spoolBytesMin)

    private func start(_ disk: any FileSystem, atMs: Int64 = morning) throws -> DiskWriter {
        try DiskWriter.open(
            disk, Self.configuration,
            start: LedgerEntry("start", atMs: atMs, members: Array(#""run_id":"r""#.utf8)))
    }

    private func text(_ disk: MemoryFileSystem, _ path: String) -> String {
        String(decoding: disk.bytes(of: path), as: UTF8.self)
    }

    /// Every cut of the file of records. Group commits have sealed all but the last lines before the cut, as they
    /// do; one writer recovers all of them, one after the other.
    @Test func everyByteOfAThousandSignals() throws {
        let lines = (0..<1_000).map(Self.line)
        let bytes = lines.flatMap { $0 }
        let disk = MemoryFileSystem()
        let writer = try start(disk)
        let handle = try disk.open(Self.path, .append)
        let next = Self.line(9_999)
        var whole = 0
        for (number, line) in lines.enumerated() {
            let sealed = lines[max(0, number - 2)..<number].reduce(whole) { $0 - $1.count }
            for torn in 0..<line.count {
                disk.put(bytes[..<(whole + torn)], at: Self.path)
                disk.put([], at: Self.ledgerPath)
                writer.files[FileName(.ledger, Self.name.day)] = DayFile(
                    FileName(.ledger, Self.name.day), length: 0, records: nil)
                writer.files[Self.name] = DayFile(Self.name, length: Int64(sealed), records: 0)
                try writer.reconcile(Self.name, with: handle)
                writer.process([.record(Record(.signals, timeMs: Self.morning, line: next))])
                let found = disk.bytes(of: Self.path)
                let kept = "quarantine/\(Self.name).at-\(whole).bytes-\(torn)"
                guard found.count == whole + next.count, Self.begins(found, with: bytes, count: whole),
                    found[whole...].elementsEqual(next)
                else { Issue.record("cut at \(whole + torn): \(found.count) bytes"); return }
                guard torn > 0 else { continue }
                let moved = disk.bytes(of: Self.data + "/" + kept)
                guard moved.elementsEqual(line[..<torn]) else {
                    Issue.record("cut at \(whole + torn): \(moved.count) bytes moved, \(torn) expected")
                    return
                }
                guard
                    disk.bytes(of: Self.ledgerPath).contains(
                        Array(#""at_byte":\#(whole),"bytes":\#(torn),"#.utf8))
                else { Issue.record("cut at \(whole + torn): no word of it in the ledger"); return }
                disk.forget(Self.data + "/" + kept)
            }
            whole += line.count
        }
        #expect(whole == bytes.count)
    }

    /// Compared as memory: this is asked for every cut.
    private static func begins(_ found: [UInt8], with bytes: [UInt8], count: Int) -> Bool {
        found.withUnsafeBytes { found in
            bytes.withUnsafeBytes { count == 0 || memcmp(found.baseAddress!, $0.baseAddress!, count) == 0 }
        }
    }

    /// Whole starts, at cuts spread over the file so that every place in a line is hit.
    @Test func startsOnCutFiles() throws {
        let lines = (0..<1_000).map(Self.line)
        let bytes = lines.flatMap { $0 }
        for cut in stride(from: 0, through: bytes.count, by: 101) {
            let disk = MemoryFileSystem()
            disk.put(bytes[..<cut], at: Self.path)
            let writer = try start(disk)
            writer.process([.record(Record(.signals, timeMs: Self.morning, line: Self.line(9_999)))])
            let whole = bytes[..<cut].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
            #expect(disk.bytes(of: Self.path) == bytes[..<whole] + Self.line(9_999), "cut at \(cut)")
            #expect(
                disk.bytes(of: Self.data + "/quarantine/\(Self.name).at-\(whole).bytes-\(cut - whole)")
                    == Array(bytes[whole..<cut]))
            #expect(text(disk, Self.ledgerPath).contains(#""type":"repair""#) == (cut > whole))
            #expect(writer.finish(atMs: Self.morning + 1))
        }
    }

    /// The same on a real disk.
    @Test func startsOnCutRealFiles() throws {
        let lines = (0..<1_000).map(Self.line)
        let bytes = lines.flatMap { $0 }
        for cut in stride(from: 1, through: bytes.count, by: 487) {
            let yard = Yard()
            let path = yard.data + "/" + Self.name.description
            write(String(decoding: bytes, as: UTF8.self), to: path)
            #expect(truncate(path, off_t(cut)) == 0)
            let writer = try yard.start()
            let whole = bytes[..<cut].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
            #expect(contents(of: path) == Array(bytes[..<whole]), "cut at \(cut)")
            let kept = "\(yard.data)/quarantine/\(Self.name).at-\(whole).bytes-\(cut - whole)"
            #expect(contents(of: kept) == Array(bytes[whole..<cut]), "cut at \(cut)")
            #expect(yard.ledger("repair").count == (cut > whole ? 1 : 0))
            writer.process([.record(Record(.signals, timeMs: Self.morning, line: Self.line(9_999)))])
            #expect(contents(of: path) == bytes[..<whole] + Self.line(9_999), "cut at \(cut)")
        }
    }

    private func ledgerLines(_ count: Int) -> [[UInt8]] {
        var chain = LedgerChain()
        return (0..<count).map {
            chain.line("minute", atMs: Self.morning, members: Array(#""minute_ms":\#($0)"#.utf8)).bytes
        }
    }

    /// Every cut of a ledger of 1,000 lines: the reader stops behind the last whole line, whatever was torn.
    @Test func everyByteOfAThousandLedgerLines() {
        var scan = LedgerScan()
        var reading = LedgerReading()
        var whole: Int64 = 0
        for (number, line) in ledgerLines(1_000).enumerated() {
            for torn in 0..<line.count {
                var (scanned, read) = (scan, reading)
                read.feed(line[..<torn], to: &scanned)
                let sequence = scanned.last.map { Int($0.sequence) } ?? -1
                guard read.validEnd == whole, sequence == number - 1 else {
                    Issue.record("cut \(torn) bytes behind \(whole): \(read.validEnd)")
                    return
                }
            }
            reading.feed(line[...], to: &scan)
            whole += Int64(line.count)
            #expect(reading.validEnd == whole)
        }
    }

    /// Whole starts on a cut ledger: the torn bytes are moved, and the chain goes on behind the last whole line.
    @Test func startsOnCutLedgers() throws {
        let lines = ledgerLines(1_000)
        let bytes = lines.flatMap { $0 }
        for cut in stride(from: 3, through: bytes.count, by: 1_999) {
            let disk = MemoryFileSystem()
            disk.put(bytes[..<cut], at: Self.ledgerPath)
            #expect(try start(disk).finish(atMs: Self.morning + 1))
            let whole = bytes[..<cut].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
            let found = disk.bytes(of: Self.ledgerPath)
            #expect(found.starts(with: bytes[..<whole]))
            let rest = String(decoding: found[whole...], as: UTF8.self)
            let sequence = bytes[..<whole].count { $0 == UInt8(ascii: "\n") }
            #expect(
                rest.hasPrefix(#"{"type":"start","at_ms":\#(Self.morning),"seq":\#(sequence),"#), "\(cut)")
            let kept = "/quarantine/ledger_2026-01-20.jsonl.at-\(whole).bytes-\(cut - whole)"
            #expect(disk.bytes(of: Self.data + kept) == Array(bytes[whole..<cut]))
            #expect(rest.contains(#""at_byte":\#(whole),"bytes":\#(cut - whole),"#) == (cut > whole))
        }
    }

    private func spool(_ disk: MemoryFileSystem, entries: Int) throws -> (bytes: [UInt8], ends: [Int]) {
        let spool = try Spool(disk, directory: "/m/spool", bytes: 1 << 20)
        var offset: Int64 = 0
        var ends: [Int] = []
        for number in 0..<entries {
            let line = Self.line(number)
            try spool.append(
                .append, file: Self.name.description, offset: offset, line[...], lines: 1)
            offset += Int64(line.count)
            ends.append(Int(spool.syncTarget))
        }
        return (Array(disk.bytes(of: "/m/spool/" + Spool.fileName)[..<ends[entries - 1]]), ends)
    }

    /// Every cut of a spool: the entries before it are believed, and nothing of the torn one.
    @Test func everyByteOfASpool() throws {
        let (bytes, ends) = try spool(MemoryFileSystem(), entries: 8)
        for cut in Int(4_096)...bytes.count {
            let disk = MemoryFileSystem()
            disk.put(bytes[..<cut], at: "/m/spool/" + Spool.fileName)
            let found = try Spool(disk, directory: "/m/spool", bytes: 1 << 14)
            guard found.entries.count == ends.count(where: { $0 <= cut }) else {
                Issue.record("cut at \(cut): \(found.entries.count) entries")
                return
            }
        }
    }

    /// 1,000 lines in the spool, cut: they come home whole, and the next line is not glued to a torn one.
    @Test func startsOnCutSpools() throws {
        let (bytes, ends) = try spool(MemoryFileSystem(), entries: 1_000)
        for cut in stride(from: 4_096, through: bytes.count, by: 6_991) {
            let disk = MemoryFileSystem()
            disk.put(bytes[..<cut], at: "/m/spool/" + Spool.fileName)
            let writer = try start(disk)
            writer.process([.record(Record(.signals, timeMs: Self.morning, line: Self.line(9_999)))])
            let whole = (0..<ends.count(where: { $0 <= cut })).flatMap { Self.line($0) }
            #expect(disk.bytes(of: Self.path) == whole + Self.line(9_999), "cut at \(cut)")
        }
    }
}
