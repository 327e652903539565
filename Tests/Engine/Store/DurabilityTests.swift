import EngineCore
import Testing

@testable import EngineStore

/// What docs/durability.md promises of a power cut, on a disk that knows what was synced.
@Suite struct DurabilityTests {
    private static let configuration = StoreConfiguration(
        dataDirectory: "/m/data", spoolDirectory: "/m/spool", spoolBytes: StoreConfiguration.spoolBytesMin)
    private static let path = "/m/data/signals_2026-01-20.jsonl"
    private static let ledger = "/m/data/ledger_2026-01-20.jsonl"

    private func start(_ disk: any FileSystem) throws -> DiskWriter {
        try DiskWriter.open(
            disk, Self.configuration,
            start: LedgerEntry("start", atMs: Yard.morning, members: Array(#""run_id":"r""#.utf8)))
    }

    private func line(_ number: Int) -> [UInt8] { Array("{\"timestamp_ms\":1,\"n\":\(number)}\n".utf8) }

    private func record(_ number: Int) -> Submission {
        .record(Record(.signals, timeMs: Yard.morning, line: line(number)))
    }

    private func commit(_ writer: DiskWriter, _ disk: any FileSystem) {
        if let job = writer.beginSync() { writer.finishSync(job.run(on: disk)) }
    }

    /// Whatever the cut leaves of the bytes behind the last sync: what that sync reached is there, nothing of it
    /// is torn, and no seal speaks of more.
    @Test(arguments: [0, 1, 7, 20, 1_000_000]) func powerCutTakesOnlyWhatTheLastSyncDidNotReach(kept: Int)
        throws
    {
        for synced in 0...6 {
            let disk = MemoryFileSystem()
            var writer: DiskWriter? = try start(disk)
            commit(writer!, disk)
            for number in 0..<10 {
                writer!.process([record(number)])
                if number < synced { commit(writer!, disk) }
            }
            writer = nil
            disk.powerCut(keeping: kept)
            writer = try start(disk)
            let found = disk.bytes(of: Self.path)
            let sure = (0..<synced).flatMap { line($0) }
            #expect(found.starts(with: sure), "synced \(synced), kept \(kept)")
            #expect((0..<10).flatMap { line($0) }.starts(with: found))
            #expect(found.isEmpty || found.last == UInt8(ascii: "\n"))
            let said = String(decoding: disk.bytes(of: Self.ledger), as: UTF8.self)
            #expect(!said.contains("shrunk"), "a seal spoke of bytes that no sync had reached: \(said)")
            writer = nil
        }
    }

    /// The same for lines that stood in the spool.
    @Test(arguments: [0, 7, 1_000_000]) func powerCutSparesWhatTheSpoolSynced(kept: Int) throws {
        let disk = MemoryFileSystem()
        var writer: DiskWriter? = try start(disk)
        writer!.probed(FileError(.create, "/m/data/probe", 13))
        writer!.enterSpool(nil)
        writer!.process((0..<5).map(record))
        commit(writer!, disk)
        writer!.process((5..<9).map(record))
        writer = nil
        disk.powerCut(keeping: kept)
        writer = try start(disk)
        let found = disk.bytes(of: Self.path)
        #expect(found.starts(with: (0..<5).flatMap { line($0) }))
        #expect((0..<9).flatMap { line($0) }.starts(with: found))
        writer = nil
    }

    @Test func aSyncBeginsWhenTheOldestLineHasWaitedForTheInterval() {
        var schedule = GroupCommit(intervalNs: 100)
        do { let isDue = schedule.isDue(nowNs: 0, needsSync: false, isSyncing: false); #expect(!isDue) }
        schedule.accepted(nowNs: 10)
        schedule.accepted(nowNs: 90)
        do { let isDue = schedule.isDue(nowNs: 109, needsSync: true, isSyncing: false); #expect(!isDue) }
        do { let isDue = schedule.isDue(nowNs: 110, needsSync: true, isSyncing: false); #expect(isDue) }
        schedule.began()
        // Accepted while the sync is under way: its time counts from there, not from the end of that sync.
        schedule.accepted(nowNs: 120)
        do { let isDue = schedule.isDue(nowNs: 500, needsSync: true, isSyncing: true); #expect(!isDue) }
        do { let isDue = schedule.isDue(nowNs: 500, needsSync: true, isSyncing: false); #expect(isDue) }
    }

    @Test func aSyncOfEachRecordBeginsAtOnce() {
        var schedule = GroupCommit(intervalNs: 0)
        schedule.accepted(nowNs: 10)
        do { let isDue = schedule.isDue(nowNs: 10, needsSync: true, isSyncing: false); #expect(isDue) }
        schedule.began()
        schedule.accepted(nowNs: 11)
        do { let isDue = schedule.isDue(nowNs: 11, needsSync: true, isSyncing: true); #expect(!isDue) }
        do { let isDue = schedule.isDue(nowNs: 12, needsSync: true, isSyncing: false); #expect(isDue) }
    }
}
