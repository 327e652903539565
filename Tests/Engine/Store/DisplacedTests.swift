import Glibc
import Testing

@testable import EngineStore

/// The directory or a file of it is removed or replaced while the engine holds it open.
@Suite struct DisplacedTests {
    private static let signals = "signals_2026-01-20.jsonl"
    private var signals: String { Self.signals }

    /// What somebody does to a directory, and what is there again later.
    enum Deed: String, CaseIterable, CustomTestStringConvertible {
        case directoryRemoved, directoryMoved, directoryReplaced, movedAndBack, copiedBack
        case fileRemoved, fileReplaced, fileReplacedByABeginning, fileReplacedByACopy

        var testDescription: String { rawValue }
    }

    private func removeAll(_ path: String) throws {
        for name in (try? PosixFileSystem().list(path)) ?? [] { try removeAll(path + "/" + name) }
        #expect(remove(path) == 0)
    }

    private func doIt(_ deed: Deed, _ yard: Yard) throws {
        let data = yard.data
        let file = data + "/" + signals
        let bytes = text(of: file)
        switch deed {
        case .directoryRemoved: try removeAll(data)
        case .directoryMoved, .movedAndBack: #expect(rename(data, data + ".away") == 0)
        case .directoryReplaced:
            #expect(rename(data, data + ".away") == 0)
            #expect(mkdir(data, 0o755) == 0)
        case .copiedBack:
            #expect(rename(data, data + ".away") == 0)
            #expect(mkdir(data, 0o755) == 0)
            for name in try PosixFileSystem().list(data + ".away") {
                write(text(of: data + ".away/" + name), to: data + "/" + name)
            }
        case .fileRemoved: #expect(remove(file) == 0)
        case .fileReplaced:
            #expect(remove(file) == 0)
            write("{\"other\":\"line\"}\nhalf", to: file)
        case .fileReplacedByABeginning:
            #expect(remove(file) == 0)
            write(String(bytes.prefix(bytes.count / 2 + 3)), to: file)
        case .fileReplacedByACopy:
            #expect(remove(file) == 0)
            write(bytes, to: file)
        }
    }

    /// Brings back what the deed took, so that the directory is well again.
    private func mend(_ deed: Deed, _ yard: Yard) {
        switch deed {
        case .directoryRemoved, .directoryMoved: #expect(mkdir(yard.data, 0o755) == 0)
        case .movedAndBack: #expect(rename(yard.data + ".away", yard.data) == 0)
        default: break
        }
    }

    private func isGone(_ deed: Deed) -> Bool {
        [.directoryRemoved, .directoryMoved, .movedAndBack].contains(deed)
    }

    /// Four lines before, two that go to where no path leads, two after it was noticed, two at the end.
    private func live(_ deed: Deed, _ yard: Yard, _ disk: any FileSystem) throws {
        let writer = try yard.start(disk)
        writer.process(yard.signals(4))
        for _ in 0..<3 { yard.commit(disk) }
        try doIt(deed, yard)
        writer.process(yard.signals(2))
        writer.probed(Probe.run(disk, in: yard.data))
        yard.commit(disk)
        writer.process(yard.signals(2))
        yard.commit(disk)
    }

    private func end(_ yard: Yard, _ writer: DiskWriter, _ disk: any FileSystem = PosixFileSystem()) {
        writer.probed(Probe.run(disk, in: yard.data))
        for _ in 0..<4 { yard.commit(disk) }
        writer.process(yard.signals(2))
        #expect(writer.finish(atMs: Yard.morning + 60_000))
        yard.kill()
    }

    @Test(arguments: Deed.allCases) func everyLineComesHome(deed: Deed) throws {
        let yard = Yard()
        let disk = PosixFileSystem()
        try live(deed, yard, disk)
        let writer = try #require(yard.writer)
        if isGone(deed) {
            #expect(writer.failing != nil && writer.placement == .spool)
            // Nothing of it is only ours.
            let rescue = RescueDirectory(
                fileSystem: disk, spoolDirectory: yard.configuration.spoolDirectory)
            #expect(try rescue.names().map(\.description).sorted() == ["ledger_2026-01-20.jsonl", signals])
        }
        mend(deed, yard)
        end(yard, writer)
        #expect(yard.promises.notes == (1...10).map(String.init))
        let found = Verification(of: yard)
        #expect(found.problems.isEmpty, "\(found.problems)")
        #expect(found.numbers == yard.promises.notes)
        // Told once, and once that it is over.
        let failures = yard.promises.events.filter { if case .failing = $0 { true } else { false } }
        let recoveries = yard.promises.events.filter { if case .recovered = $0 { true } else { false } }
        #expect(failures.count == 1 && recoveries.count == 1, "\(yard.promises.events)")
        guard case .failing(let error) = failures.first else { return }
        #expect(
            error.code
                == (isGone(deed) || deed == .fileRemoved || deed == .directoryReplaced ? ENOENT : ESTALE))
        if deed == .fileReplaced {
            let kept = "quarantine/\(signals).at-0.bytes-21"
            #expect(text(of: yard.data + "/" + kept) == "{\"other\":\"line\"}\nhalf")
            let crc = Verification.crc(Array("{\"other\":\"line\"}\nhalf".utf8))
            #expect(
                yard.ledger("repair").contains {
                    $0.contains(
                        #""file":"\#(signals)","at_byte":0,"bytes":21,"crc32c":"\#(crc)","quarantine":"\#(kept)""#
                    )
                })
        } else {
            #expect(yard.ledger("repair").isEmpty)
        }
    }

    /// Ended in order, or killed, while the directory is away: the next start brings everything home.
    @Test(arguments: [Deed.directoryRemoved, .directoryMoved], [true, false])
    func anotherStartBringsItHome(deed: Deed, isKilled: Bool) throws {
        let yard = Yard()
        try live(deed, yard, PosixFileSystem())
        if !isKilled { #expect(yard.writer?.finish(atMs: Yard.morning + 9) == true) }
        yard.kill()
        mend(deed, yard)
        let writer = try yard.start(atMs: Yard.morning + 10)
        end(yard, writer)
        let found = Verification(of: yard)
        #expect(found.problems.isEmpty, "\(found.problems)")
        #expect(found.numbers == (1...10).map(String.init))
        #expect(yard.ledger("start").count == 2)
    }

    /// The directory goes between the last probe and the end.
    @Test func endedBeforeItWasNoticed() throws {
        let yard = Yard()
        try yard.start().process(yard.signals(3))
        try doIt(.directoryRemoved, yard)
        #expect(yard.writer?.finish(atMs: Yard.morning + 1) == true)
        yard.kill()
        mend(.directoryRemoved, yard)
        end(yard, try yard.start(atMs: Yard.morning + 2))
        let found = Verification(of: yard)
        #expect(found.problems.isEmpty, "\(found.problems)")
        #expect(found.numbers == ["1", "2", "3", "4", "5"])
    }

    enum Moment: CaseIterable { case beforeTheSync, duringTheSync }

    /// Killed before any probe looked: what was sealed is in a file with a name all the same.
    @Test(arguments: Moment.allCases, [Deed.fileRemoved, .fileReplaced, .directoryReplaced])
    func sealIsOfAFileWithAName(moment: Moment, deed: Deed) throws {
        let yard = Yard()
        try liveUntilSealed(yard, moment, deed)
        yard.kill()
        end(yard, try yard.start(atMs: Yard.morning + 2))
        let found = Verification(of: yard)
        #expect(found.problems.isEmpty, "\(found.problems)")
        #expect(found.numbers == (1...7).map(String.init))
    }

    private func liveUntilSealed(_ yard: Yard, _ moment: Moment, _ deed: Deed) throws {
        let writer = try yard.start()
        writer.process(yard.signals(3))
        for _ in 0..<2 { yard.commit() }
        writer.process(yard.signals(2))
        if moment == .beforeTheSync { try doIt(deed, yard) }
        let job = try #require(writer.beginSync())
        if moment == .duringTheSync { try doIt(deed, yard) }
        writer.finishSync(job.run(on: PosixFileSystem()))
        for _ in 0..<2 { yard.commit() }
        #expect(writer.failing != nil && writer.placement == .spool)
    }

    /// A file of today that this run has not written to yet is held all the same.
    @Test func fileOfAnEarlierRunIsHeldFromTheStart() throws {
        let yard = Yard()
        try yard.start().process(yard.signals(3))
        #expect(yard.writer?.finish(atMs: Yard.morning + 1) == true)
        yard.kill()
        let writer = try yard.start(atMs: Yard.morning + 2)
        try doIt(.directoryReplaced, yard)
        end(yard, writer)
        let found = Verification(of: yard)
        #expect(found.problems.isEmpty, "\(found.problems)")
        #expect(found.numbers == ["1", "2", "3", "4", "5"])
    }

    /// Killed at each call of the way there and home. What was noticed before the kill is never lost; nothing is
    /// ever doubled or glued.
    @Test(arguments: [Deed.directoryReplaced, .fileReplaced, .directoryRemoved], [0, 7])
    func killedAtEachCall(deed: Deed, writing bytes: Int) throws {
        var call = 0
        while true {
            call += 1
            let target = call
            let yard = Yard()
            let disk = FaultyFileSystem { $0.number == target ? .crash(writing: bytes) : nil }
            let noticed = try liveUntilKilled(deed, yard, disk)
            if disk.fired.isEmpty { break }
            if !exists(yard.data) { mend(deed, yard) }
            let writer = try yard.start(atMs: Yard.morning + 60)
            #expect(writer.finish(atMs: Yard.morning + 70))
            yard.kill()
            let found = Verification(of: yard)
            let what = "killed at \(disk.fired[0])"
            #expect(Set(found.numbers).count == found.numbers.count, "\(what): \(found.numbers)")
            // A foreign line that stood there before anybody could know is none of ours; ours are never glued.
            let glued = found.problems.filter {
                $0.contains("half a line") || ($0.contains("whole") && $0.contains("timestamp_ms"))
            }
            #expect(glued.isEmpty, "\(what): \(glued)")
            if noticed {
                #expect(Set(yard.promises.notes).isSubset(of: found.numbers), "\(what): \(found.numbers)")
            }
        }
        #expect(call > 40)
    }

    /// True when the deed had been noticed (a probe came back) before the process was gone.
    private func liveUntilKilled(_ deed: Deed, _ yard: Yard, _ disk: FaultyFileSystem) throws -> Bool {
        defer { yard.kill() }
        guard let writer = try? yard.start(disk) else { return false }
        writer.process(yard.signals(4))
        for _ in 0..<3 { yard.commit(disk) }
        guard disk.fired.isEmpty else { return true }
        try doIt(deed, yard)
        writer.process(yard.signals(2))
        writer.probed(Probe.run(disk, in: yard.data))
        let noticed = disk.fired.isEmpty
        yard.commit(disk)
        writer.process(yard.signals(2))
        mend(deed, yard)
        writer.probed(Probe.run(disk, in: yard.data))
        for _ in 0..<3 { yard.commit(disk) }
        _ = writer.finish(atMs: Yard.morning + 50)
        return noticed
    }

    /// Two engines never own one directory: the new one at our path may be somebody else's.
    @Test func directoryThatAnotherEngineHoldsIsNotTaken() throws {
        let yard = Yard()
        let writer = try yard.start()
        writer.process(yard.signals(2))
        yard.commit()
        try doIt(.directoryReplaced, yard)
        var other: DiskWriter? = try DiskWriter.open(
            PosixFileSystem(),
            StoreConfiguration(
                dataDirectory: yard.data, spoolDirectory: yard.directory.path + "/other-spool",
                spoolBytes: StoreConfiguration.spoolBytesMin),
            start: LedgerEntry("start", atMs: Yard.morning, members: []))
        for _ in 0..<3 {
            writer.probed(Probe.run(PosixFileSystem(), in: yard.data))
            yard.commit()
        }
        #expect(writer.failing != nil && writer.placement == .spool)
        #expect(yard.lines(signals).isEmpty && yard.ledger("start").count == 1)
        writer.process(yard.signals(2))
        #expect(yard.promises.notes == ["1", "2", "3", "4"])
        #expect(other?.failing == nil)
        other = nil
        end(yard, writer)
        #expect(Verification(of: yard).numbers == (1...6).map(String.init))
    }

    /// We hold the directory that came in the place of ours, and not the one that was moved away.
    @Test func lockGoesWithTheDirectory() throws {
        let yard = Yard()
        let writer = try yard.start()
        try doIt(.directoryReplaced, yard)
        writer.probed(Probe.run(PosixFileSystem(), in: yard.data))
        let disk = PosixFileSystem()
        #expect(try !disk.lock(disk.open(yard.data, .directory)))
        #expect(try disk.lock(disk.open(yard.data + ".away", .directory)))
        end(yard, writer)
    }
}
