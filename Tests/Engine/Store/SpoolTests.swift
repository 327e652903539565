import Glibc
import Testing

@testable import EngineStore

/// The data directory takes nothing for a while.
@Suite struct SpoolTests {
    private static let midnight = UTCDay("2026-01-21")!.firstMs

    /// The incident of January 2026: over midnight the directory belongs to somebody else, so the new day's
    /// files can't be made. As an ordinary user by its mode, as root by the call that fails as it would then.
    @Test func newDayCannotBeCreated() throws {
        let yard = Yard()
        let data = yard.data
        let isRoot = geteuid() == 0
        let disk = FaultyFileSystem()
        let writer = try yard.start(disk)
        writer.process(yard.signals(2))
        if isRoot {
            let known = Set((try? PosixFileSystem().list(data)) ?? [])
            disk.set {
                $0.path.hasPrefix(data) && $0.operation != .fdatasync && !known.contains($0.name)
                    ? .fail(13) : nil
            }
        } else {
            #expect(chmod(data, 0o555) == 0)
        }
        writer.process([.time(Self.midnight)] + yard.signals(3, at: Self.midnight))
        writer.probed(Probe.run(disk, in: data))
        yard.commit(disk)
        #expect(writer.failing?.code == 13)
        #expect(yard.promises.notes == ["1", "2", "3", "4", "5"])
        #expect(yard.promises.events.count { if case .failing = $0 { true } else { false } } == 1)
        #expect(!exists(data + "/signals_2026-01-21.jsonl"))
        #expect(writer.spool!.lines > 3)
        disk.set(nil)
        #expect(chmod(data, 0o755) == 0)
        writer.probed(Probe.run(disk, in: data))
        for _ in 0..<3 { yard.commit(disk) }
        #expect(writer.failing == nil)
        #expect(writer.spool!.isEmpty)
        #expect(writer.placement == .files)
        let events = yard.ledger("storage", "2026-01-21").map { $0.split(separator: "\"")[11] }
        #expect(events == ["failing", "spooling", "recovered", "drained"])
        #expect(writer.finish(atMs: Self.midnight + 5))
        yard.kill()
        let found = Verification(of: yard)
        #expect(found.problems.isEmpty, "\(found.problems)")
        #expect(found.numbers == ["1", "2", "3", "4", "5"])
    }

    /// Nothing takes files from before midnight until after it, and records of the old day come late: each goes to
    /// the file of its own day, in order, once; also when the spool fails as well and all of it has to wait.
    @Test(arguments: [false, true], [false, true])
    func eachRecordGoesToItsOwnDay(spoolFailsToo: Bool, isKilled: Bool) throws {
        let yard = Yard()
        let disk = FaultyFileSystem()
        try liveOverMidnight(yard, disk, spoolFailsToo: spoolFailsToo)
        disk.set(nil)
        if isKilled, !spoolFailsToo {
            yard.kill()
            try yard.start(disk, atMs: Self.midnight + 100)
        }
        let writer = try #require(yard.writer)
        writer.retry()
        writer.probed(Probe.run(disk, in: yard.data))
        for _ in 0..<4 { yard.commit(disk) }
        #expect(writer.failing == nil && writer.placement == .files)
        #expect(Set(yard.promises.notes).count == 10)
        writer.process(yard.signals(1, at: Self.midnight + 200))
        #expect(writer.finish(atMs: Self.midnight + 300))
        let numbers = { (day: String) in
            yard.lines("signals_\(day).jsonl").compactMap { line in
                line.split(separator: ",").first { $0.contains("number") }?.split(separator: ":").last
            }.compactMap { Int($0) }
        }
        #expect(numbers("2026-01-20") == [1, 2, 3, 4, 6, 7, 5])
        #expect(numbers("2026-01-21") == [8, 9, 10, 11])
        let found = Verification(of: yard)
        #expect(found.problems.isEmpty, "\(found.problems)")
    }

    private func liveOverMidnight(_ yard: Yard, _ disk: FaultyFileSystem, spoolFailsToo: Bool) throws {
        let data = yard.data
        let writer = try yard.start(disk)
        writer.process(yard.signals(2, at: Self.midnight - 900))
        yard.commit(disk)
        disk.set {
            ($0.path.hasPrefix(data) || spoolFailsToo) && [.write, .open, .create].contains($0.operation)
                ? .fail(28) : nil
        }
        writer.probed(Probe.run(disk, in: data))
        writer.process(yard.signals(2, at: Self.midnight - 1))
        if spoolFailsToo { #expect(!writer.takesSubmissions) }
        // One mail over midnight: the old day's, the new day's, and one that was queued before it and came late.
        let late = yard.signals(1, at: Self.midnight - 5)
        writer.process(yard.signals(2, at: Self.midnight - 1) + yard.signals(2, at: Self.midnight) + late)
        writer.process([.time(Self.midnight + 50)] + yard.signals(1, at: Self.midnight + 60))
        yard.commit(disk)
        #expect(yard.promises.notes.count == (spoolFailsToo ? 2 : 10))
    }

    /// Stopped while everything is in the spool, sealed there, started when the directory is well again.
    @Test func leftoversComeHomeAtTheNextStart() throws {
        let yard = Yard()
        let data = yard.data
        #expect(
            try { () throws -> Bool in
                let disk = FaultyFileSystem { $0.path.hasPrefix(data) ? .fail(30) : nil }
                let writer = try yard.start(disk)
                writer.process([.markets(line: Array("{}\n".utf8), atMs: Yard.morning)] + yard.signals(3))
                yard.commit(disk)
                return writer.finish(atMs: Yard.morning + 1)
            }())
        yard.kill()
        #expect(try PosixFileSystem().list(data).isEmpty)
        let writer = try yard.start(atMs: Yard.morning + 2)
        #expect(yard.lines("signals_2026-01-20.jsonl").count == 3)
        #expect(text(of: data + "/markets_2026-01-20.json") == "{}\n")
        #expect(yard.ledger("stop").count == 1)
        #expect(yard.ledger("adopted").isEmpty)
        #expect(writer.finish(atMs: Yard.morning + 3))
        yard.kill()
        let found = Verification(of: yard)
        #expect(found.problems.isEmpty, "\(found.problems)")
    }

    /// Neither place takes anything: nothing is counted meanwhile, and nothing is lost once one of them does.
    @Test func bothFailForAWhile() throws {
        let yard = Yard()
        let disk = FaultyFileSystem()
        let writer = try yard.start(disk)
        disk.set { $0.operation == .write ? .fail(28) : nil }
        writer.process(yard.signals(2))
        #expect(!writer.takesSubmissions)
        #expect(yard.promises.notes.isEmpty)
        writer.retry()
        #expect(!writer.takesSubmissions)
        disk.set(nil)
        writer.retry()
        #expect(writer.takesSubmissions)
        #expect(yard.promises.notes == ["1", "2"])
        #expect(writer.finish(atMs: Yard.morning + 1))
        yard.kill()
        let found = Verification(of: yard)
        #expect(found.problems.isEmpty, "\(found.problems)")
        #expect(found.numbers == ["1", "2"])
    }

    /// The first face of a full disk: a part of a line. What stands whole counts there, the rest is cut away.
    @Test func halfLineOfAFullDiskIsCutAway() throws {
        let yard = Yard()
        let disk = FaultyFileSystem()
        let writer = try yard.start(disk)
        let calls = disk.calls
        disk.set { call in
            guard call.operation == .write, call.name.hasPrefix("signals_") else { return nil }
            return call.number == calls + 2 ? .short(100) : .fail(28)
        }
        writer.process(yard.signals(3))
        let whole = contents(of: yard.data + "/signals_2026-01-20.jsonl")
        #expect(whole.last == UInt8(ascii: "\n"))
        #expect(yard.lines("signals_2026-01-20.jsonl").count == 1)
        #expect(yard.promises.notes == ["1", "2", "3"])
        #expect(writer.spool!.entries.first?.offset == Int64(whole.count))
    }

    @Test func fullSpoolKeepsWhatFitsAndWaits() throws {
        let yard = Yard()
        let data = yard.data
        let disk = FaultyFileSystem { $0.path.hasPrefix(data) && $0.operation == .write ? .fail(28) : nil }
        let writer = try yard.start(disk)
        var batches = 0
        while writer.takesSubmissions, batches < 200 {
            batches += 1
            writer.process(yard.signals(20))
        }
        #expect(batches > 10 && batches < 200)
        #expect(writer.spoolFailing?.code == 28)
        disk.set(nil)
        writer.probed(nil)
        for _ in 0..<3 { yard.commit(disk) }
        #expect(writer.takesSubmissions)
        #expect(writer.spoolFailing == nil)
        #expect(yard.promises.notes.count == batches * 20)
        #expect(writer.finish(atMs: Yard.morning + 1))
        yard.kill()
        let found = Verification(of: yard)
        #expect(found.problems.isEmpty, "\(found.problems)")
        #expect(found.numbers.count == batches * 20)
    }

    @Test func failedSyncCutsBackAndWritesAgain() throws {
        let yard = Yard()
        let disk = FaultyFileSystem()
        let writer = try yard.start(disk)
        writer.process(yard.signals(2))
        yard.commit(disk)
        yard.commit(disk)
        let sure = contents(of: yard.data + "/signals_2026-01-20.jsonl").count
        writer.process(yard.signals(2))
        disk.set { $0.operation == .fdatasync && $0.name == "signals_2026-01-20.jsonl" ? .fail(5) : nil }
        yard.commit(disk)
        #expect(contents(of: yard.data + "/signals_2026-01-20.jsonl").count == sure)
        #expect(yard.ledger("seal").count == 1)
        let kept = "\(yard.data)/quarantine/signals_2026-01-20.jsonl.at-\(sure).bytes-\(sure)"
        #expect(contents(of: kept).count == sure)
        disk.set(nil)
        writer.probed(nil)
        for _ in 0..<3 { yard.commit(disk) }
        #expect(writer.finish(atMs: Yard.morning + 1))
        yard.kill()
        let found = Verification(of: yard)
        #expect(found.problems.isEmpty, "\(found.problems)")
        #expect(found.numbers == ["1", "2", "3", "4"])
    }

    @Test func entriesOfAnotherGenerationAreNotRead() throws {
        let place = TemporaryDirectory()
        let disk = PosixFileSystem()
        func open() throws -> Spool { try Spool(disk, directory: place.path, bytes: 1 << 16) }
        func fill(_ count: Int, reset: Bool) throws {
            let spool = try open()
            if reset { try spool.reset() }
            for number in 0..<count {
                try spool.append(
                    .append, file: "signals_2026-01-20.jsonl", offset: Int64(number), Array("x\n".utf8)[...],
                    lines: 1)
            }
        }
        try fill(5, reset: false)
        #expect(try open().entries.count == 5)
        try fill(2, reset: true)
        #expect(try open().entries.map(\.offset) == [0, 1])
        // A flipped bit ends what is believed.
        let path = place.path + "/" + Spool.fileName
        var bytes = contents(of: path)
        let second = 4_096 + SpoolFrame.headerBytes + "signals_2026-01-20.jsonl".utf8.count + 2
        bytes[second + SpoolFrame.headerBytes] ^= 1
        let file = try disk.open(path, .readWrite)
        try disk.writeAll(bytes, to: file, at: 0)
        #expect(try open().entries.map(\.offset) == [0])
    }
}
