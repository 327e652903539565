import DoDCalendar
import DoDFormat

/// What was read of a run's folder at one moment; makes a status of it. Pure.
struct RunFacts {
    var folder: String
    var journal: JournalFold
    /// Nil: the engine writes none.
    var ledger: LedgerFold?
    var log: LogFold
    /// What the programs said on standard error, each with the file before it.
    var errorLines: [String]
    var runner: RunnerPresence
    var notesWaiting: Int
    var diskFreeBytes: Int64?
    var problems: [String]

    /// `nowMs`: the real clock.
    func status(nowMs: Int64, verdict: VerdictSoFar, calendar: TradingCalendar) -> RunStatus {
        let start = journal.start
        let state = RunState.of(journal, runner: runner)
        let runNowMs = runNow(nowMs: nowMs, state)
        let span = start.map { window($0, runNowMs: runNowMs) }
        let name = folder.split(separator: "/").last.map(String.init) ?? folder
        return RunStatus(
            folder: folder, runID: start?.runID ?? name, command: start?.command ?? "",
            scenario: start?.scenario, seed: start?.seed,
            feed: start.map { "\($0.host):\($0.port)" } ?? "", isSynthetic: start?.isSynthetic ?? false,
            rate: start?.rate ?? 1, state: state, madeMs: nowMs, nowMs: runNowMs, window: span,
            session: start.map {
                SessionProgress(window: $0.fromMs, $0.toMs, nowMs: runNowMs, calendar: calendar)
            },
            signals: signals, followupsTaken: ledger?.followupsTaken ?? 0,
            followupsLost: ledger?.followupsLost ?? 0, framesIn: ledger?.framesIn ?? 0, logLines: logLines,
            lastLines: log.lastLines, lastErrors: log.troubles + errorLines, connection: connection(state),
            reconnects: (ledger?.reconnects ?? [:]).sorted { $0.key < $1.key }
                .map { RunStatus.Count(name: $0.key, count: $0.value) },
            engine: engine, restarts: journal.restarts, restartCount: journal.restartCount,
            resumeCount: journal.resumeCount, faults: journal.faults, storage: ledger?.storage,
            resources: resources, notes: journal.notes, notesWaiting: notesWaiting, verdict: verdict,
            problems: problems)
    }

    /// On a live run the real clock; on an accelerated one the newest time that anybody wrote down.
    private func runNow(nowMs: Int64, _ state: RunState) -> Int64 {
        if let end = journal.ended { return end.at.virtualMs }
        let known = max(journal.last?.virtualMs ?? Int64.min, ledger?.lastMs ?? Int64.min)
        if state.isOver || journal.start?.isLive != true { return known == Int64.min ? nowMs : known }
        return nowMs
    }

    private func window(_ start: JournalFold.Start, runNowMs: Int64) -> RunStatus.Window {
        let reached = min(max(runNowMs, start.fromMs), start.toMs)
        let left = journal.ended == nil ? start.toMs - reached : 0
        return RunStatus.Window(
            fromMs: start.fromMs, toMs: start.toMs, elapsedMs: reached - start.fromMs, leftMs: left,
            leftRealMs: start.rate > 0 ? Int64(Double(left) / start.rate) : left)
    }

    private var signals: RunStatus.Signals {
        guard let ledger else {
            return RunStatus.Signals(total: journal.signalsSaid, byMarket: [], asOfMs: nil)
        }
        let tallied = ledger.signalsByMarket.values.reduce(0, +)
        let markets = Set(ledger.signalsByMarket.keys).union(ledger.coins.keys).sorted()
        return RunStatus.Signals(
            total: max(ledger.signalsSealed, tallied),
            byMarket: markets.map {
                .init(
                    market: $0.description, coin: ledger.coins[$0], signals: ledger.signalsByMarket[$0] ?? 0)
            }, asOfMs: ledger.lastMs)
    }

    /// By the engine's own minutes, else as the runner counted, else as this reader did in the log's end.
    private var logLines: RunStatus.LogLines? {
        if let ledger, ledger.minuteCount > 0 { return ledger.logLines }
        if let counted = journal.logLines { return counted }
        return log.lastLines.isEmpty ? nil : log.counts
    }

    private var engine: RunStatus.Engine? {
        guard case .up(let pid, let generation, let at) = journal.engine, journal.ended == nil else {
            return nil
        }
        return RunStatus.Engine(
            pid: pid, generation: generation, sinceMs: at.virtualMs, said: journal.stateSaid)
    }

    private func connection(_ state: RunState) -> RunStatus.Connection? {
        if case .running = state { return ledger?.connection }
        return nil
    }

    private var resources: RunStatus.Resources? {
        var resources = journal.resources
        if resources?.freeBytes == nil { resources?.freeBytes = diskFreeBytes }
        return resources
    }
}

extension JournalFold.Start {
    /// Its clock is the real one.
    var isLive: Bool { rate == 1 && abs(fromMs - wallMs) < Self.startMsMax }

    /// A run at real speed whose window begins further off than this plays another day.
    private static let startMsMax: Int64 = 86_400_000
}
