import Testing

@testable import EngineStore

/// One call after the other is made to fail, until none is left that could: whatever the moment, nothing that
/// was counted is lost or doubled, no line is glued to half a line, and the chain is whole.
@Suite struct SweepTests {
    static let midnight = UTCDay("2026-01-21")!.firstMs

    /// A short life: a first engine, some records, a commit, midnight, more records, the end.
    func live(_ yard: Yard, _ disk: any FileSystem) {
        guard let writer = try? yard.start(disk) else { return }
        writer.process([.markets(line: Array("{}\n".utf8), atMs: Yard.morning)])
        writer.process(yard.signals(3))
        yard.commit(disk)
        writer.process(yard.signals(2) + [.time(Self.midnight)] + yard.signals(2, at: Self.midnight + 5))
        writer.probed(Probe.run(disk, in: yard.data))
        yard.commit(disk)
        writer.retry()
        writer.process(yard.signals(2, at: Self.midnight + 9))
        yard.commit(disk)
        _ = writer.finish(atMs: Self.midnight + 1_000)
    }

    /// An engine that starts on what another one left, goes on for a moment and ends.
    private func recover(_ yard: Yard, _ disk: any FileSystem) {
        defer { yard.kill() }
        guard let writer = try? yard.start(disk, atMs: Self.midnight + 1_500) else { return }
        writer.process(yard.signals(1, at: Self.midnight + 1_501))
        _ = writer.finish(atMs: Self.midnight + 1_600)
    }

    /// An engine whose data directory takes nothing, killed with everything in the spool.
    private func spoolOnly(_ yard: Yard) throws {
        let data = yard.data
        let writer = try yard.start(FaultyFileSystem { $0.path.hasPrefix(data) ? .fail(13) : nil })
        writer.process(yard.signals(4) + [.time(Self.midnight)] + yard.signals(3, at: Self.midnight))
        yard.kill()
    }

    /// What must hold once an engine on a healthy disk has come and gone.
    private func settle(_ yard: Yard) throws -> Verification {
        let writer = try yard.start(atMs: Self.midnight + 2_000)
        #expect(writer.finish(atMs: Self.midnight + 3_000))
        yard.kill()
        return Verification(of: yard)
    }

    func check(_ yard: Yard, _ what: String, mayExceed: Bool) throws {
        let counted = yard.promises.notes
        let found = try settle(yard)
        #expect(found.problems.isEmpty, "\(what): \(found.problems)")
        #expect(Set(found.numbers).count == found.numbers.count, "\(what): doubled in \(found.numbers)")
        #expect(
            Set(counted).isSubset(of: found.numbers), "\(what): counted \(counted), found \(found.numbers)")
        #expect(
            found.numbers == found.numbers.sorted { Int($0)! < Int($1)! }, "\(what): order \(found.numbers)")
        if !mayExceed { #expect(counted == found.numbers, "\(what)") }
    }

    @Test func theYardItself() throws {
        let yard = Yard()
        live(yard, PosixFileSystem())
        try check(yard, "no fault", mayExceed: false)
        #expect(yard.promises.notes.count == 9)
    }

    /// The process dies before, in the middle of, or right after the k-th call.
    @Test(arguments: [0, 7, 1_000_000]) func crashAtEachCall(writing bytes: Int) throws {
        var call = 0
        while true {
            call += 1
            let target = call
            let disk = FaultyFileSystem { $0.number == target ? .crash(writing: bytes) : nil }
            let yard = Yard()
            live(yard, disk)
            yard.kill()
            if disk.fired.isEmpty { break }
            try check(yard, "crash at \(disk.fired[0])", mayExceed: true)
        }
        #expect(call > 40)
    }

    /// The k-th call fails once, with each error that a disk has.
    @Test(arguments: [28 as Int32, 5, 13]) func failOnceAtEachCall(errno: Int32) throws {
        var call = 0
        while true {
            call += 1
            let target = call
            let disk = FaultyFileSystem { $0.number == target ? .fail(errno) : nil }
            let yard = Yard()
            live(yard, disk)
            yard.kill()
            if disk.fired.isEmpty { break }
            try check(yard, "errno \(errno) at \(disk.fired[0])", mayExceed: false)
        }
        #expect(call > 40)
    }

    /// From the k-th call on, every call on the data directory fails; the spool goes on.
    @Test func dataDirectoryFailsForEver() throws {
        for target in 1..<90 {
            let yard = Yard()
            let data = yard.data
            let disk = FaultyFileSystem { $0.number >= target && $0.path.hasPrefix(data) ? .fail(13) : nil }
            live(yard, disk)
            yard.kill()
            try check(yard, "data directory gone at \(target)", mayExceed: false)
            #expect(yard.promises.notes.count == 9, "\(target)")
        }
    }

    /// A short write followed by the error: the first face of a full disk.
    @Test func shortWriteThenFull() throws {
        for target in 1..<90 {
            let yard = Yard()
            let data = yard.data
            let disk = FaultyFileSystem { call in
                guard call.operation == .write, call.path.hasPrefix(data) else { return nil }
                return call.number == target ? .short(100) : call.number > target ? .fail(28) : nil
            }
            live(yard, disk)
            yard.kill()
            try check(yard, "short write at \(target)", mayExceed: false)
        }
    }

    /// A crash while recovering from a crash: what a kill leaves is not made worse by another one.
    @Test(arguments: [0, 7]) func crashDuringRecovery(writing bytes: Int) throws {
        for first in [9, 14, 20, 26, 31, 37] {
            var call = 0
            while true {
                call += 1
                let target = call
                let yard = Yard()
                live(yard, FaultyFileSystem { $0.number == first ? .crash(writing: bytes) : nil })
                yard.kill()
                let disk = FaultyFileSystem { $0.number == target ? .crash(writing: bytes) : nil }
                recover(yard, disk)
                if disk.fired.isEmpty { break }
                try check(yard, "crash at \(first), then at \(disk.fired[0])", mayExceed: true)
            }
        }
    }

    /// A crash while the spool is drained doubles nothing.
    @Test(arguments: [0, 7, 1_000_000]) func crashDuringDrain(writing bytes: Int) throws {
        var call = 0
        while true {
            call += 1
            let target = call
            let yard = Yard()
            try spoolOnly(yard)
            let disk = FaultyFileSystem { $0.number == target ? .crash(writing: bytes) : nil }
            recover(yard, disk)
            if disk.fired.isEmpty { break }
            try check(yard, "crash at \(disk.fired[0])", mayExceed: true)
        }
        #expect(call > 20)
    }
}
