import Glibc
import Testing

@testable import EngineStore

/// A file that somebody cuts while its next lines wait in the spool.
@Suite struct CutFileTests {
    private let signals = "signals_2026-01-20.jsonl"

    /// Four lines in the file, three behind them in the spool, the file cut to `length` bytes; not drained yet.
    private func cut(_ yard: Yard, to length: Int) throws {
        let data = yard.data
        let disk = FaultyFileSystem()
        let writer = try yard.start(disk)
        writer.process(yard.signals(4))
        for _ in 0..<3 { yard.commit(disk) }
        disk.set { $0.path.hasPrefix(data) && $0.operation == .write ? .fail(28) : nil }
        writer.process(yard.signals(3))
        #expect(writer.spool!.lines >= 3)
        yard.kill()
        #expect(truncate(data + "/" + signals, off_t(length)) == 0)
    }

    private var lineBytes: Int {
        #"{"timestamp_ms":\#(Yard.morning),"number":1,"filler":"abcdefghij"}"#.utf8.count + 1
    }

    /// The file's whole lines stay, what was cut is said, and half a line is glued to nothing.
    @Test(arguments: [0, 1, 40, 70, 100, 150])
    func linesOfTheSpoolFollowTheWholeLinesThatAreLeft(length: Int) throws {
        let yard = Yard()
        try cut(yard, to: length)
        let writer = try yard.start(atMs: Yard.morning + 1)
        #expect(writer.finish(atMs: Yard.morning + 2))
        let left = (1...4).prefix(length / lineBytes).map(String.init)
        let found = Verification(of: yard)
        #expect(found.numbers == left + ["5", "6", "7"], "cut to \(length)")
        #expect(!found.problems.contains { $0.contains("half") || $0.contains("whole") }, "\(found.problems)")
        #expect(yard.ledger("storage").contains { $0.contains(#""event":"shrunk""#) })
    }

    /// Killed at each call of the drain of such a file, and started again: nothing twice.
    @Test(arguments: [0, 7, 1_000_000]) func killedInTheDrainDoublesNothing(writing bytes: Int) throws {
        for length in [0, 100] {
            var call = 0
            while true {
                call += 1
                let target = call
                let yard = Yard()
                try cut(yard, to: length)
                let disk = FaultyFileSystem { $0.number == target ? .crash(writing: bytes) : nil }
                if let writer = try? yard.start(disk, atMs: Yard.morning + 1) {
                    _ = writer.finish(atMs: Yard.morning + 2)
                }
                yard.kill()
                if disk.fired.isEmpty { break }
                let writer = try yard.start(atMs: Yard.morning + 3)
                #expect(writer.finish(atMs: Yard.morning + 4))
                yard.kill()
                let left = (1...4).prefix(length / lineBytes).map(String.init)
                let found = Verification(of: yard)
                #expect(
                    found.numbers == left + ["5", "6", "7"], "cut to \(length), killed at \(disk.fired[0])")
            }
            #expect(call > 20)
        }
    }

    /// Half a line of a full disk is cut away at once, and the next lines stand in the spool behind whole ones.
    @Test(arguments: [1, 30, 63, 64, 100, 127, 128])
    func halfALineOfAFullDisk(taken: Int) throws {
        let yard = Yard()
        let disk = FaultyFileSystem()
        let writer = try yard.start(disk)
        let calls = disk.calls
        disk.set { call in
            guard call.operation == .write, call.name.hasPrefix("signals_") else { return nil }
            return call.number <= calls + 2 ? .short(taken) : .fail(28)
        }
        writer.process(yard.signals(3))
        let bytes = contents(of: yard.data + "/" + signals)
        #expect(bytes.isEmpty || bytes.last == UInt8(ascii: "\n"))
        #expect(yard.promises.notes == ["1", "2", "3"])
        #expect(writer.spool!.entries.first { $0.file == signals }?.offset == Int64(bytes.count))
        disk.set(nil)
        writer.probed(nil)
        for _ in 0..<3 { yard.commit() }
        #expect(writer.finish(atMs: Yard.morning + 1))
        let found = Verification(of: yard)
        #expect(found.problems.isEmpty, "\(found.problems)")
        #expect(found.numbers == ["1", "2", "3"])
    }

    /// Drained is not yet durable: until the files are synced the spool holds its lines as well.
    @Test func spoolKeepsItsLinesUntilTheFilesAreSynced() throws {
        let yard = Yard()
        let data = yard.data
        let disk = FaultyFileSystem { $0.path.hasPrefix(data) ? .fail(28) : nil }
        let writer = try yard.start(disk)
        writer.process(yard.signals(3))
        yard.commit(disk)
        disk.set(nil)
        writer.probed(nil)
        writer.drainIfDue()
        #expect(yard.lines(signals).count == 3)
        #expect(writer.placement == .settling && writer.spool!.lines >= 3)
        // A sync that fails leaves them there.
        disk.set { $0.operation == .fdatasync && $0.path.hasPrefix(data) ? .fail(5) : nil }
        yard.commit(disk)
        #expect(writer.spool!.lines >= 3)
        disk.set(nil)
        writer.probed(nil)
        for _ in 0..<3 { yard.commit(disk) }
        #expect(writer.spool!.isEmpty && writer.placement == .files)
        #expect(writer.finish(atMs: Yard.morning + 1))
        let found = Verification(of: yard)
        #expect(found.problems.isEmpty, "\(found.problems)")
        #expect(found.numbers == ["1", "2", "3"])
    }
}
