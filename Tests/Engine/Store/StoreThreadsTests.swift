import Synchronization
import Testing

@testable import EngineStore

/// The store with its threads, on a real disk.
@Suite struct StoreThreadsTests {
    private func start(_ yard: Yard, _ disk: any FileSystem = PosixFileSystem()) throws -> Store {
        try Store(
            yard.configuration, on: disk,
            start: LedgerEntry("start", atMs: Yard.morning, members: Array(#""run_id":"t""#.utf8)),
            observer: yard.promises)
    }

    /// Waits for something to become true; the deadline only guards against a hang.
    private func wait(_ what: String, _ isTrue: () -> Bool) {
        let deadline = monotonicNs() + 30_000_000_000
        while !isTrue() {
            if monotonicNs() > deadline { Issue.record("never: \(what)"); return }
            sleep(ns: 2_000_000)
        }
    }

    @Test func stopLosesNothing() throws {
        let yard = Yard()
        let store = try start(yard)
        for _ in 0..<50 { for submission in yard.signals(40) { #expect(store.submit(submission)) } }
        #expect(store.stop(atMs: Yard.morning + 1_000))
        #expect(store.status.signals == 2_000)
        #expect(yard.promises.notes == (1...2_000).map(String.init))
        #expect(!store.submit(.time(Yard.morning + 2_000)))
        let found = Verification(of: yard)
        #expect(found.problems.isEmpty, "\(found.problems)")
        #expect(found.numbers == yard.promises.notes)
        #expect(yard.ledger().last.orEmpty.hasPrefix(#"{"type":"stop""#))
    }

    @Test func linesAreSealedWithoutBeingAsked() throws {
        let yard = Yard()
        let store = try start(yard)
        for submission in yard.signals(3) { store.submit(submission) }
        wait("a seal") { !yard.ledger("seal").isEmpty }
        #expect(store.stop(atMs: Yard.morning + 1))
    }

    @Test func sickDirectoryIsNoticedByTheProbeAndHeals() throws {
        let yard = Yard()
        let data = yard.data
        let disk = FaultyFileSystem()
        let store = try start(yard, disk)
        disk.set { $0.path.hasPrefix(data) && $0.operation != .fdatasync ? .fail(13) : nil }
        wait("failing") { store.status.failing != nil }
        for submission in yard.signals(5) { store.submit(submission) }
        wait("counted in the spool") { store.status.signals == 5 && store.status.spoolLines > 0 }
        disk.set(nil)
        wait("drained") { store.status.failing == nil && store.status.spoolLines == 0 }
        #expect(store.stop(atMs: Yard.morning + 1))
        let found = Verification(of: yard)
        #expect(found.problems.isEmpty, "\(found.problems)")
        #expect(found.numbers.count == 5)
    }

    /// A sync that does not come back keeps nothing from being written, and is seen from outside.
    @Test func slowSyncDoesNotHoldTheWriter() throws {
        let yard = Yard()
        let gate = Monitor(false)
        let disk = FaultyFileSystem { call in
            if call.operation == .fdatasync, call.name.hasPrefix("signals_") { gate.wait({ $0 }) { _ in } }
            return nil
        }
        let store = try start(yard, disk)
        for submission in yard.signals(1) { store.submit(submission) }
        wait("the sync hangs") { store.status.syncPending > .milliseconds(50) }
        for submission in yard.signals(9) { store.submit(submission) }
        wait("written") { store.status.signals == 10 }
        #expect(yard.lines("signals_2026-01-20.jsonl").count == 10)
        #expect(yard.ledger("seal").isEmpty)
        gate.change { $0 = true }
        #expect(store.stop(atMs: Yard.morning + 1))
        #expect(Verification(of: yard).problems.isEmpty)
    }

    @Test func fullQueueDropsAndSaysSo() throws {
        let inbox = Inbox(recordsMax: 3)
        let yard = Yard()
        let results = yard.signals(5).map { inbox.submit($0) }
        #expect(results == [true, true, true, false, false])
        // A ledger line still finds room: it may be the one that tells.
        #expect(inbox.submit(.ledger(LedgerEntry("minute", atMs: Yard.morning, members: []))))
        let mail = inbox.take(submissions: true, until: 0)
        #expect(mail.submissions.count == 4)
        #expect(mail.dropped == 2)
        let writer = try yard.start()
        writer.noteDropped(mail.dropped)
        #expect(writer.dropped == 2)
        #expect(
            yard.ledger("storage").last.orEmpty.contains(
                #""event":"dropped","operation":null,"path":null,"errno":null,"records":2,"bytes":0"#))
        #expect(writer.finish(atMs: Yard.morning + 1))
        #expect(yard.ledger("stop").last.orEmpty.contains(#""dropped":2"#))
    }

    @Test func closedDaysArePackedBesideTheWork() throws {
        let yard = Yard()
        var settings = yard.configuration
        settings.compressesClosedDays = true
        let store = try Store(
            settings,
            start: LedgerEntry("start", atMs: Yard.morning, members: Array(#""run_id":"t""#.utf8)),
            observer: yard.promises)
        for submission in yard.signals(3) { store.submit(submission) }
        store.submit(.time(UTCDay("2026-01-21")!.firstMs + ClosedDays.restMs))
        wait("two packed files") {
            yard.promises.events.count { if case .packed = $0 { true } else { false } } == 2
        }
        #expect(store.stop(atMs: UTCDay("2026-01-21")!.firstMs + ClosedDays.restMs + 1))
        #expect(exists(yard.data + "/signals_2026-01-20.jsonl.gz"))
        #expect(exists(yard.data + "/ledger_2026-01-20.jsonl.gz"))
        #expect(!exists(yard.data + "/signals_2026-01-20.jsonl"))
    }
}
