import Glibc
import Synchronization

/// Keeps lines: takes them from any thread without waiting, writes them from one thread of its own, syncs
/// them from another, and probes the directory from a third.
///
/// A line counts once a file or the spool has accepted it whole; it is durable once the ledger has a seal over
/// it. Nothing is lost while one of the two places takes writes.
package final class Store: Sendable {
    /// The time of the last ledger line of the run before this one; nil when there was none.
    package let previousEndMs: Int64?
    private let inbox = Inbox()
    private let syncs = JobSlot<SyncJob>()
    private let fileSystem: any FileSystem
    private let configuration: StoreConfiguration
    private let shared = Mutex(Shared())
    private let threads = Mutex<[OwnThread]>([])

    private struct Shared {
        var status = StorageStatus()
        var syncBeganNs: Int64?
        var isStopping = false
        var endedWell: Bool?
    }

    /// Recovers what earlier runs left (it may wait for the disk) and starts the threads.
    package init(
        _ configuration: StoreConfiguration, on fileSystem: any FileSystem = PosixFileSystem(),
        start: LedgerEntry, observer: (any StoreObserver)? = nil
    ) throws(StoreOpenError) {
        self.fileSystem = fileSystem
        self.configuration = configuration
        let writer = WriterBox(
            try DiskWriter.open(fileSystem, configuration, start: start, observer: observer))
        previousEndMs = writer.writer.previousEndMs
        publish(writer.writer)
        threads.withLock { threads in
            threads.append(OwnThread("store-write") { self.write(with: writer.writer) })
            threads.append(OwnThread("store-sync") { self.sync() })
            threads.append(OwnThread("store-probe") { self.probe() })
        }
    }

    /// Hands a line over. Never waits for the disk. False when the queue was full: the line is dropped, and the
    /// ledger will say so.
    @discardableResult
    package func submit(_ submission: Submission) -> Bool { inbox.submit(submission) }

    package var status: StorageStatus {
        var (status, began) = shared.withLock { ($0.status, $0.syncBeganNs) }
        status.waiting = inbox.count
        if let began { status.syncPending = .nanoseconds(monotonicNs() - began) }
        return status
    }

    /// Writes, syncs and seals everything that was handed over, says `stop`, and ends the threads. Waits for
    /// the disk. False when something could be kept nowhere.
    package func stop(atMs: Int64) -> Bool {
        inbox.stop(atMs: atMs)
        let running = threads.withLock { threads in
            defer { threads = [] }
            return threads
        }
        shared.withLock { $0.isStopping = true }
        for thread in running { thread.join() }
        return shared.withLock { $0.endedWell ?? false }
    }

    private func write(with writer: DiskWriter) {
        let interval = Int64(configuration.syncInterval / .nanoseconds(1))
        var syncDueNs: Int64?
        while true {
            let now = monotonicNs()
            let wanted = writer.takesSubmissions
            let retryNs = wanted ? now + StoreBounds.probeIntervalNs : now + StoreBounds.retryIntervalNs
            let mail = inbox.take(submissions: wanted, until: min(syncDueNs ?? retryNs, retryNs))
            for notice in mail.notices { heed(notice, writer) }
            writer.noteDropped(mail.dropped)
            if !wanted { writer.retry() }
            writer.process(mail.submissions)
            writer.drainIfDue()
            if let stopAtMs = mail.stopAtMs { return end(writer, atMs: stopAtMs) }
            syncDueNs = commit(writer, dueNs: syncDueNs, interval: interval)
            publish(writer)
            if mail.submissions.count >= StoreBounds.coalescingLines { sleep(ns: StoreBounds.coalescingNs) }
        }
    }

    private func heed(_ notice: Inbox.Notice, _ writer: DiskWriter) {
        switch notice {
        case .probed(let error): writer.probed(error)
        case .synced(let outcome):
            shared.withLock { $0.syncBeganNs = nil }
            writer.finishSync(outcome)
        }
    }

    /// Begins a group commit when the oldest line has waited for the interval. Gives when the next is due.
    private func commit(_ writer: DiskWriter, dueNs: Int64?, interval: Int64) -> Int64? {
        guard !writer.isSyncing, writer.needsSync else { return nil }
        let now = monotonicNs()
        guard let dueNs else { return now + interval }
        guard dueNs <= now else { return dueNs }
        guard let job = writer.beginSync() else { return nil }
        shared.withLock { $0.syncBeganNs = now }
        syncs.put(job)
        return nil
    }

    private func end(_ writer: DiskWriter, atMs: Int64) {
        syncs.close()
        while writer.isSyncing {
            let mail = inbox.take(submissions: false, until: .max)
            for notice in mail.notices { heed(notice, writer) }
        }
        // What came between the last mail and the stop.
        let rest = inbox.take(submissions: true, until: 0)
        writer.noteDropped(rest.dropped)
        writer.process(rest.submissions)
        let endedWell = writer.finish(atMs: atMs)
        publish(writer)
        shared.withLock { $0.endedWell = endedWell }
    }

    private func publish(_ writer: DiskWriter) {
        shared.withLock {
            $0.status.signals = writer.signals
            $0.status.followups = writer.followups
            $0.status.dropped = writer.dropped
            $0.status.failing = writer.failing
            $0.status.spoolFailing = writer.spoolFailing
            $0.status.spoolLines = writer.spool?.lines ?? 0
            $0.status.spoolBytes = writer.spool?.byteCount ?? 0
        }
    }

    private func sync() {
        while let job = syncs.take() { inbox.notify(.synced(job.run(on: fileSystem))) }
    }

    private func probe() {
        while !shared.withLock({ $0.isStopping }) {
            inbox.notify(.probed(Probe.run(fileSystem, in: configuration.dataDirectory)))
            var slept: Int64 = 0
            while slept < StoreBounds.probeIntervalNs, !shared.withLock({ $0.isStopping }) {
                sleep(ns: 20_000_000)
                slept += 20_000_000
            }
        }
    }
}

/// The writer is made on the caller's thread and then belongs to its own.
private struct WriterBox: @unchecked Sendable {
    let writer: DiskWriter

    init(_ writer: DiskWriter) { self.writer = writer }
}
