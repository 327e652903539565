import Glibc
import Synchronization

/// Keeps lines: takes them from any thread without waiting, writes them from one thread of its own, syncs
/// them from another, and probes the directory from a third.
///
/// A line counts once a file or the spool has accepted it whole; it is durable once the ledger has a seal over
/// it. Nothing is lost while one of the two places takes writes.
package final class Store: Sendable {
    /// The run before this one, behind those whose interrupted follow-ups nobody has counted yet.
    package let previousRuns: [RunSpan]
    private let inbox = Inbox()
    private let syncs = JobSlot<SyncJob>()
    private let fileSystem: any FileSystem
    private let configuration: StoreConfiguration
    private let shared = Mutex(Shared())
    private let threads = Mutex<[OwnThread]>([])

    private struct Shared {
        var status = StorageStatus()
        var syncBeganNs: Int64?
        var probes = ProbeSchedule()
        var isStopping = false
        var packable: (before: UTCDay, held: Set<FileName>)?
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
        previousRuns = writer.writer.previousRuns
        publish(writer.writer)
        threads.withLock { threads in
            threads.append(OwnThread("store-write") { self.write(with: writer.writer) })
            threads.append(OwnThread("store-sync") { self.sync() })
            threads.append(OwnThread("store-probe") { self.probe() })
            guard configuration.compressesClosedDays else { return }
            let days = writer.writer.closedDays
            threads.append(OwnThread("store-pack") { self.pack(days, observer) })
        }
    }

    /// Hands a line over. Never waits for the disk. False when the queue was full: the line is dropped, and the
    /// ledger will say so.
    @discardableResult
    package func submit(_ submission: Submission) -> Bool { inbox.submit(submission) }

    package var status: StorageStatus {
        var (status, began, probes) = shared.withLock { ($0.status, $0.syncBeganNs, $0.probes) }
        status.waiting = inbox.count
        if let began { status.syncPending = .nanoseconds(monotonicNs() - began) }
        status.probePending = probes.pending(at: monotonicNs())
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
        var schedule = GroupCommit(intervalNs: Int64(configuration.syncInterval / .nanoseconds(1)))
        while true {
            let now = monotonicNs()
            let wanted = writer.takesSubmissions
            let retryNs = wanted ? now + StoreBounds.probeIntervalNs : now + StoreBounds.retryIntervalNs
            // While a sync is under way its end is what wakes.
            let wakeNs = writer.isSyncing ? retryNs : schedule.dueNs ?? retryNs
            let mail = inbox.take(submissions: wanted, until: min(wakeNs, retryNs))
            for notice in mail.notices { heed(notice, writer) }
            writer.noteDropped(mail.dropped)
            if !wanted { writer.retry() }
            writer.process(mail.submissions)
            writer.drainIfDue()
            if let stopAtMs = mail.stopAtMs { return end(writer, atMs: stopAtMs) }
            if !mail.submissions.isEmpty { schedule.accepted(nowNs: monotonicNs()) }
            commit(writer, &schedule)
            publish(writer)
            if mail.submissions.count >= StoreBounds.coalescingLines, schedule.intervalNs > 0 {
                sleep(ns: StoreBounds.coalescingNs)
            }
        }
    }

    private func heed(_ notice: Inbox.Notice, _ writer: DiskWriter) {
        switch notice {
        case .probed(let error): writer.probed(error)
        case .synced(let outcome):
            let now = monotonicNs()
            shared.withLock {
                if let began = $0.syncBeganNs {
                    $0.status.syncs += 1
                    $0.status.syncTotal += .nanoseconds(now - began)
                }
                $0.syncBeganNs = nil
            }
            writer.finishSync(outcome)
        }
    }

    private func commit(_ writer: DiskWriter, _ schedule: inout GroupCommit) {
        let now = monotonicNs()
        // A disk that fails is not asked again and again without a pause.
        let isSick = writer.failing != nil || writer.spoolFailing != nil
        let wanted = Int64(configuration.syncInterval / .nanoseconds(1))
        schedule.intervalNs = isSick ? max(wanted, StoreBounds.retryIntervalNs) : wanted
        let isDue = schedule.isDue(nowNs: now, needsSync: writer.needsSync, isSyncing: writer.isSyncing)
        guard isDue else { return }
        schedule.began()
        guard let job = writer.beginSync() else {
            return schedule.postpone(toNs: now + max(schedule.intervalNs, StoreBounds.retryIntervalNs))
        }
        shared.withLock { $0.syncBeganNs = now }
        syncs.put(job)
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
        let packable = configuration.compressesClosedDays ? writer.packable : nil
        shared.withLock {
            $0.packable = packable
            $0.status.signals = writer.signals
            $0.status.followups = writer.followups
            $0.status.appendLatency = writer.appendLatency
            $0.status.durableLatency = writer.durableLatency
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
        while !isStopping {
            let wait = shared.withLock { $0.probes.wait(at: monotonicNs()) }
            if wait > 0 {
                // In short sleeps, so that a stop does not wait.
                sleep(ns: min(wait, 20_000_000))
                continue
            }
            shared.withLock { $0.probes.began(at: monotonicNs()) }
            inbox.notify(.probed(Probe.run(fileSystem, in: configuration.dataDirectory)))
            shared.withLock { $0.probes.ended() }
        }
    }

    /// Packs one closed day's file after the other, with rests between them: nobody waits for it.
    private func pack(_ days: ClosedDays, _ observer: (any StoreObserver)?) {
        while !isStopping {
            var pause = StoreBounds.probeIntervalNs
            if let (day, held) = shared.withLock({ $0.packable }) {
                var name: FileName?
                do throws(FileError) {
                    name = try days.due(before: day, except: held).first
                    if let name,
                        case .packed(let from, let to) = try days.pack(name, isStopping: { isStopping })
                    {
                        observer?.storage(.packed(file: name.description, from: from, to: to))
                    }
                } catch {
                    observer?.storage(
                        .notPacked(file: name?.description ?? configuration.dataDirectory, error))
                    pause = StoreBounds.packRetryNs
                }
            }
            rest(pause)
        }
    }

    private var isStopping: Bool { shared.withLock { $0.isStopping } }

    private func rest(_ duration: Int64) {
        var slept: Int64 = 0
        while slept < duration, !isStopping {
            sleep(ns: 20_000_000)
            slept += 20_000_000
        }
    }
}

/// The writer is made on the caller's thread and then belongs to its own.
private struct WriterBox: @unchecked Sendable {
    let writer: DiskWriter

    init(_ writer: DiskWriter) { self.writer = writer }
}
