/// Decides for each line where it goes, and puts it there: the file of its day or, while the data directory
/// takes no writes, the spool. Numbers and chains the ledger. Belongs to one thread.
///
/// It never syncs; `beginSync` says what to sync and `finishSync` takes the outcome, so that the thread that
/// writes does not wait for the disk. It asks no clock: its time is the newest that was handed over.
package final class DiskWriter {
    enum Placement {
        /// Each line goes to its file.
        case files
        /// Each line goes to the spool, until the spool was drained: so order holds.
        case spool
        /// The files hold everything again; the spool is kept until they are synced.
        case settling
    }

    let fileSystem: any FileSystem
    let configuration: StoreConfiguration
    let observer: (any StoreObserver)?
    let closedDays: ClosedDays
    var files: [FileName: DayFile] = [:]
    var spool: Spool?
    /// Held for as long as this writer lives.
    var directoryLock: OpenFile?
    var placement = Placement.files
    var chain = LedgerChain()
    /// The day of the newest ledger file. Lines never go back to an older one, so that the chain runs on from
    /// file to file also when the clock was set back over midnight.
    var ledgerDay = UTCDay(number: .min)
    /// The newest time that was handed over.
    var nowMs: Int64 = .min
    /// Accepted into memory only: neither place took them. Nothing is taken from the queue meanwhile.
    var unplaced: [LineBatch] = []
    var failing: FileError?
    var spoolFailing: FileError?
    /// A file was made and its name is not yet known to be on the disk.
    var directoryNeedsSync = false
    var isSyncing = false
    /// A probe went well while the spool was in use: drain as soon as no sync is under way.
    var drainDue = false
    var markets: MarketsFile?
    /// Copies of an earlier run that were found at the start and belong in the data directory.
    var rescued: [FileName: OpenFile] = [:]
    /// How far each file was filled when the spool was drained.
    var settleAt: [FileName: Int64] = [:]

    /// The run before this one, behind those whose interrupted follow-ups nobody has counted yet.
    package internal(set) var previousRuns: [RunSpan] = []
    package internal(set) var signals = 0
    package internal(set) var followups = 0
    package internal(set) var dropped = 0

    /// From the arrival of a frame to its signal's line accepted by a file or the spool.
    package internal(set) var appendLatency = LatencyHistogram()
    /// From the arrival of a frame to the seal over its signal's line, which follows the sync.
    package internal(set) var durableLatency = LatencyHistogram()
    /// What both are measured with, ns; nothing that is written or decided comes of it.
    var stopwatchNs: () -> Int64 = monotonicNs
    /// Of lines whose seal is said and may not be written yet.
    var sealedArrivals = Arrivals()

    private var staged: [LineBatch] = []
    private var countedNotes: [String] = []

    init(
        _ fileSystem: any FileSystem, _ configuration: StoreConfiguration, observer: (any StoreObserver)?
    ) {
        self.fileSystem = fileSystem
        self.configuration = configuration
        self.observer = observer
        closedDays = ClosedDays(fileSystem, directory: configuration.dataDirectory)
    }

    var day: UTCDay { UTCDay(containing: nowMs) }

    /// False while nothing takes writes, or while too much waits for a sync.
    package var takesSubmissions: Bool {
        unplaced.isEmpty && files.values.reduce(0) { $0 + $1.unsynced.count } < StoreBounds.unsyncedBytesMax
    }

    /// Writes a batch, with one call per file.
    package func process(_ submissions: [Submission]) {
        for submission in submissions {
            advance(to: submission.timeMs)
            if case .ledger(let entry) = submission, entry.type == "clock" { nowMs = entry.atMs }
            switch submission {
            case .record(let record):
                let name = FileName(record.stream, UTCDay(containing: record.timeMs))
                stage(name, record.line, record.note, arrivedNs: record.arrivedNs)
            case .ledger(let entry): say(entry.type, atMs: entry.atMs, members: entry.members)
            case .markets(let line, _): markets = MarketsFile(line: line, day: day)
            case .time: break
            }
        }
        flush()
    }

    /// Lines that the queue had no room for.
    package func noteDropped(_ count: Int) {
        guard count > 0 else { return }
        dropped += count
        sayStorage("dropped", nil, records: count, bytes: 0)
        observer?.storage(.dropped(lines: count))
        flush()
    }

    /// Tries again what neither place took.
    package func retry() {
        let waiting = unplaced
        unplaced = []
        for batch in waiting { place(batch) }
        flush()
    }

    /// Moves time on; at midnight the day that ends gets its totals first.
    func advance(to timeMs: Int64) {
        guard timeMs > nowMs else { return }
        let ending = day
        if UTCDay(containing: timeMs) > ending {
            flush()
            say("day-end", atMs: ending.lastMs, members: totals(of: ending))
            flush()
            nowMs = timeMs
            markets?.day = day
            markets?.isDue = true
        }
        nowMs = timeMs
    }

    func stage(_ name: FileName, _ line: [UInt8], _ note: String = "", arrivedNs: Int64? = nil) {
        if let index = staged.firstIndex(where: { $0.file == name }) {
            staged[index].append(line, note: note, arrivedNs: arrivedNs)
        } else {
            var batch = LineBatch(for: name)
            batch.append(line, note: note, arrivedNs: arrivedNs)
            staged.append(batch)
        }
    }

    /// Places what was staged: data first and the ledger last, so that what a ledger line says of the data is
    /// true when it can be read. Placing may stage more ledger lines, when something fails.
    func flush() {
        while !staged.isEmpty {
            let batches = staged
            staged = []
            // The ledger's batches stay in the order in which their lines were chained.
            for batch in batches where batch.file.stream != .ledger { place(batch) }
            for batch in batches where batch.file.stream == .ledger { place(batch) }
        }
        if !countedNotes.isEmpty {
            let notes = countedNotes
            countedNotes = []
            observer?.counted(signals: notes, first: signals - notes.count + 1)
        }
    }

    private func place(_ batch: LineBatch) {
        guard unplaced.isEmpty else { return unplaced.append(batch) }
        var batch = batch
        if placement != .spool {
            do throws(FileError) {
                return try write(&batch)
            } catch {
                reportFailing(error)
                enterSpool(error)
            }
        }
        do throws(FileError) {
            try spoolAway(&batch)
        } catch {
            reportSpoolFailing(error)
            unplaced.append(batch)
        }
    }

    /// Appends a batch to its file. On failure the lines that stand whole in the file are taken out of the
    /// batch, and half a line behind them is cut away.
    private func write(_ batch: inout LineBatch) throws(FileError) {
        let handle = try handle(of: batch.file)
        var written = 0
        do throws(FileError) {
            while written < batch.bytes.count {
                let count = try fileSystem.append(batch.bytes, from: written, to: handle)
                guard count > 0 else { throw FileError(.write, handle.path, 28) }
                written += count
            }
        } catch {
            let whole = batch.wholeLines(within: written)
            accept(&batch, whole) { $0.wrote($1, lines: $2) }
            if written > whole.bytes { cutHalfLine(of: batch.file, handle) }
            throw error
        }
        accept(&batch, (batch.lines.count, batch.bytes.count)) { $0.wrote($1, lines: $2) }
    }

    /// The first face of a full disk: part of a line. If it can't be cut away now, draining does it.
    private func cutHalfLine(of name: FileName, _ handle: OpenFile) {
        do throws(FileError) {
            try fileSystem.truncate(handle, to: files[name]!.fileLength)
        } catch {
            files[name]!.mayBeLonger = true
        }
    }

    func spoolAway(_ batch: inout LineBatch) throws(FileError) {
        guard let spool else { throw spoolFailing ?? FileError(.open, configuration.spoolDirectory, 2) }
        while !batch.isEmpty {
            var part = batch.wholeLines(within: StoreBounds.spoolEntryBytesMax)
            if part.lines == 0 { part = (1, batch.lines[0].length) }
            let file = files[batch.file] ?? DayFile(batch.file, length: 0, records: 0)
            try spool.append(
                .append, file: batch.file.description, offset: file.logicalLength,
                batch.bytes[..<part.bytes], lines: part.lines)
            files[batch.file] = file
            accept(&batch, part) { $0.spooled($1, lines: $2) }
        }
    }

    /// From here on these lines count.
    private func accept(
        _ batch: inout LineBatch, _ whole: (lines: Int, bytes: Int),
        _ note: (inout DayFile, ArraySlice<UInt8>, Int) -> Void
    ) {
        guard whole.lines > 0 else { return }
        let acceptedNs = stopwatchNs()
        note(&files[batch.file]!, batch.bytes[..<whole.bytes], whole.lines)
        switch batch.file.stream {
        case .signals:
            signals += whole.lines
            countedNotes += batch.lines[..<whole.lines].map(\.note)
            for line in batch.lines[..<whole.lines] {
                guard let arrivedNs = line.arrivedNs else { continue }
                appendLatency.note(ns: acceptedNs - arrivedNs)
                files[batch.file]!.tookArrival(arrivedNs)
            }
        case .followups: followups += whole.lines
        case .ledger: break
        }
        batch.removeFirst(lines: whole.lines, bytes: whole.bytes)
    }

    /// The open file for a name, created when its day begins.
    func handle(of name: FileName) throws(FileError) -> OpenFile {
        if let handle = files[name]?.handle { return handle }
        try closedDays.willOpen(name)
        let handle = try fileSystem.open(configuration.path(of: name), .append)
        let isNew = files[name] == nil
        if isNew {
            files[name] = DayFile(name, length: 0, records: 0)
            directoryNeedsSync = true
        }
        files[name]!.handle = handle
        try reconcile(name, with: handle)
        return handle
    }

    /// From here on everything goes to the spool. `error` is the call that showed the need: a probe may have
    /// reported the failure before, but on another path.
    func enterSpool(_ error: FileError? = nil) {
        guard placement != .spool else { return }
        placement = .spool
        sayStorage("spooling", error, records: spool?.lines ?? 0, bytes: Int64(spool?.byteCount ?? 0))
        observer?.storage(.spooling)
    }
}
