/// Everything that a criterion may look at: what was read from folders, nothing else. No clock, no file.
package struct Evidence: Sendable {
    /// Each data directory with its own ledger, journal and truth. In the order asked for.
    package var runs: [RunEvidence]
    /// As asked for with `--from` and `--to`; nil: what the ledgers cover.
    package var askedWindow: TimeWindow?

    /// An end of `askedWindow` that is open is the evidence's own.
    package init(runs: [RunEvidence], askedWindow: TimeWindow? = nil) {
        self.runs = runs
        self.askedWindow = askedWindow?.closed(by: runs.compactMap(\.observedWindow))
    }

    /// The time that is judged: as asked for, else from the first to the last minute of any ledger.
    /// Nil when there is neither.
    package var window: TimeWindow? {
        if let askedWindow { return askedWindow }
        let observed = runs.compactMap(\.observedWindow)
        guard let from = observed.map(\.fromMS).min(), let to = observed.map(\.toMS).max() else { return nil }
        return TimeWindow(fromMS: from, toMS: to)
    }
}

/// One data directory, and what the runner and the exchange say of the same time.
package struct RunEvidence: Sendable {
    /// How paths of this run begin in the verdict: empty for a single one, else `name/`.
    package var pathPrefix: String
    /// Nil when the directory holds no ledger: then nothing tells whether something is missing.
    package var ledger: Ledger?
    package var marketTables: [MarketTable]
    /// Every file of the directory, by path; the ledger's too.
    package var files: [FileFacts]
    package var records: RecordFacts
    /// Nil when no run directory was given or found.
    package var journal: Journal?
    /// Nil when there is none, as with a live feed.
    package var truth: Truth?
    /// What the runner's own connection to a live venue saw; nil when it had none.
    package var observer: Truth?
    /// Said beside the verdict: unknown files, newer formats.
    package var notes: [String]

    package init(
        pathPrefix: String = "", ledger: Ledger?, marketTables: [MarketTable] = [], files: [FileFacts] = [],
        records: RecordFacts = RecordFacts(), journal: Journal? = nil, truth: Truth? = nil,
        notes: [String] = []
    ) {
        self.pathPrefix = pathPrefix
        self.ledger = ledger
        self.marketTables = marketTables
        self.files = files
        self.records = records
        self.journal = journal
        self.truth = truth
        self.notes = notes
    }

    /// From the first to the last moment that a minute line speaks of. A minute that a process saw only
    /// in part counts from its start, or to what it saw: never more than was observed.
    package var observedWindow: TimeWindow? {
        guard let ledger else { return nil }
        var from: Int64?
        var to: Int64?
        for process in ledger.processes {
            for minute in process.minutes {
                let whole = minute.minuteMS + MinuteRecord.milliseconds
                let isFirst = minute.minuteMS <= process.startedMS
                let begin = isFirst ? max(minute.minuteMS, process.startedMS) : minute.minuteMS
                let end =
                    isFirst
                    ? min(whole, begin + minute.observedMS)
                    : minute.minuteMS + min(minute.observedMS, MinuteRecord.milliseconds)
                from = min(from ?? begin, begin)
                to = max(to ?? end, end)
            }
        }
        guard let from, let to, from < to else { return nil }
        return TimeWindow(fromMS: from, toMS: to)
    }
}
