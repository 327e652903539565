/// Goes along with all records of a directory, day after day: counts them, tries each rule, watches the
/// order of ids. Keeps no record, but the few numbers that the truth is compared with.
struct RecordAudit {
    static let violationsKeptMax = 200

    let context: Context
    private var tally = RecordTally()
    private var order = IDOrder()
    private var episodes = EpisodeTrace()
    /// Violations, sequences and what could not be tried; the counts are the tally's.
    private var found = RecordFacts()
    /// Asked for again and again, and nearly always the same.
    private var costs = ConfigWindow()
    private var known = KnownMarkets()
    /// Set where a single day is looked at: what it can't settle on its own.
    private(set) var doubts: AuditDoubts?

    /// `isPartial`: other days' ledgers may say more.
    init(context: Context, isPartial: Bool = false) {
        self.context = context
        if isPartial { doubts = AuditDoubts() }
    }

    /// All that was learned so far.
    var facts: RecordFacts {
        var tally = tally
        var facts = tally.settle()
        facts.violations = found.violations
        facts.violationCounts = found.violationCounts
        facts.recordsWithoutConfig += found.recordsWithoutConfig
        facts.recordsWithoutTable += found.recordsWithoutTable
        facts.legacyRecords += found.legacyRecords
        facts.sequences = found.sequences
        facts.episodes = found.episodes
        return facts
    }

    mutating func add(_ signal: SignalRecord, at place: @autoclosure () -> LinePlace) {
        tally.add(signal)
        episodes.add(signal, context.boundaries)
        if !RecordRules.isRight(signal) {
            for (kind, detail) in RecordRules.problems(of: signal) { violate(kind, place(), detail) }
        }
        if let costs = costs.config(at: signal.timestampMS, context) {
            if !RecordRules.isRight(signal, by: costs) {
                for (kind, detail) in RecordRules.problems(of: signal, by: costs) {
                    violate(kind, place(), detail)
                }
            }
        } else if doubts != nil {
            doubts?.add(signal, at: place())
        } else {
            found.recordsWithoutConfig += 1
            if let problem = RecordRules.sizeProblem(of: signal) { violate(.size, place(), problem) }
        }
        let isKnown = known.knows(signal.market, at: signal.timestampMS, context)
        if doubts != nil, isKnown != true {
            doubts?.add(signal.market, isKnown, atMS: signal.timestampMS, place: place())
        } else {
            settle(isKnown, signal, place)
        }
        if let problem = order.add(signal, context) { violate(.idOrder, place(), problem) }
        if context.keepsSequences {
            found.sequences[MarketSide(market: signal.market, side: signal.side), default: []].append(
                RecordedSignal(
                    timestampMS: signal.timestampMS, best: signal.best, bestSize: signal.bestSize ?? .zero,
                    oracle: signal.oracle))
        }
    }

    private mutating func settle(_ isKnown: Bool?, _ signal: SignalRecord, _ place: () -> LinePlace) {
        switch isKnown {
        case true?: break
        case false?: violate(.unknownMarket, place(), "\(signal.market) is not in the day's table")
        case nil: found.recordsWithoutTable += 1
        }
    }

    mutating func add(_ followup: FollowupRecord, at place: @autoclosure () -> LinePlace) {
        tally.add(followup)
        episodes.add(followup, context.boundaries)
        if !RecordRules.isRight(followup) {
            for (kind, detail) in RecordRules.problems(of: followup) { violate(kind, place(), detail) }
        }
        if let problem = order.add(followup, context) { violate(.followupOrder, place(), problem) }
    }

    /// Counts the episodes that began before `ms`. Every record of the time before must have been added.
    mutating func settleEpisodes(before ms: Int64, threads: Int) {
        let context = context
        episodes.settle(before: ms, context.boundaries, threads: threads, into: &found.episodes) {
            guard context.window?.contains($0.firstMS) ?? true else { return }
            let config = context.configIndex(at: $0.firstMS).map { context.configs[$0].config }
            $1.add($0, cost: config.map { $0.fee + $0.slippage })
        }
    }

    mutating func addLegacy(_ count: Int64 = 1) { found.legacyRecords += count }

    private mutating func violate(_ kind: ViolationKind, _ place: LinePlace, _ detail: String) {
        found.violationCounts[kind, default: 0] += 1
        if found.violations.count < Self.violationsKeptMax {
            found.violations.append(Violation(kind, place: place, detail: detail))
        }
    }

    /// As if the records that `next` saw had been added here one by one. False, and nothing is changed, where that
    /// can't be known: something was wrong with one of them, or their ids do not all come after those seen here.
    mutating func join(_ next: RecordAudit) -> Bool {
        guard next.found.violationCounts.isEmpty, order.join(next.order) else { return false }
        tally.merge(next.tally)
        episodes.join(next.episodes)
        found.recordsWithoutConfig += next.found.recordsWithoutConfig
        found.recordsWithoutTable += next.found.recordsWithoutTable
        found.legacyRecords += next.found.legacyRecords
        found.sequences.merge(next.found.sequences, uniquingKeysWith: +)
        return true
    }

    /// As if the records of a whole file had been added here one by one: `counts` are all that it came to, with what
    /// is wrong in it, `next` the order of its ids. False where that can't be known: they do not all come after those
    /// that were seen here.
    mutating func join(_ next: IDOrder, _ trace: EpisodeTrace, counts: RecordFacts) -> Bool {
        guard order.join(next) else { return false }
        episodes.join(trace.placed(in: context.boundaries))
        tally.add(counts)
        found.recordsWithoutConfig += counts.recordsWithoutConfig
        found.recordsWithoutTable += counts.recordsWithoutTable
        found.legacyRecords += counts.legacyRecords
        found.sequences.merge(counts.sequences, uniquingKeysWith: +)
        found.violationCounts.merge(counts.violationCounts, uniquingKeysWith: +)
        let room = Self.violationsKeptMax - found.violations.count
        found.violations += counts.violations.prefix(max(0, room))
        return true
    }

    /// The order of ids and the episodes so far, for a partial.
    var idOrder: IDOrder { order }
    var trace: EpisodeTrace { episodes }
}

extension RecordAudit {
    /// What the ledger says that records are judged by.
    struct Context {
        /// Configs in force, by the time of their `start`, rising.
        var configs: [(atMS: Int64, config: EngineConfig)] = []
        /// Markets of a day's table, and those the ledger listed.
        var marketsByDay: [UTCDay: Set<MarketKey>] = [:]
        var listedMarkets: Set<MarketKey> = []
        var keepsSequences = false
        /// Each `clock` line of the ledger.
        var clockSteps: [ClockStep] = []
        /// What episodes are cut by, and those that count.
        var boundaries = EpisodeBoundaries()
        var window: TimeWindow?

        /// True when a clock line explains that time fell.
        func mayFall(from: Int64, to: Int64) -> Bool {
            clockSteps.contains { $0.toMS < $0.fromMS && to >= $0.toMS && from <= $0.fromMS }
        }

        /// The position of the config in force; nil before the first.
        func configIndex(at ms: Int64) -> Int? {
            var low = 0
            var high = configs.count
            while low < high {
                let middle = (low + high) / 2
                if configs[middle].atMS <= ms { low = middle + 1 } else { high = middle }
            }
            return low > 0 ? low - 1 : nil
        }

        /// Nil when no table says which markets there were.
        func knows(_ market: MarketKey, on day: UTCDay) -> Bool? {
            if listedMarkets.contains(market) { return true }
            guard let table = marketsByDay[day] else { return listedMarkets.isEmpty ? nil : false }
            return table.contains(market)
        }
    }

    /// The costs that records are judged by, and for how long they are in force.
    private struct ConfigWindow {
        private var config: RecordRules.Costs?
        private var fromMS: Int64 = 0
        private var toMS: Int64 = 0

        @inline(__always)
        mutating func config(at ms: Int64, _ context: Context) -> RecordRules.Costs? {
            if ms < fromMS || ms >= toMS { look(at: ms, context) }
            return config
        }

        private mutating func look(at ms: Int64, _ context: Context) {
            let index = context.configIndex(at: ms)
            let next = index.map { $0 + 1 } ?? 0
            fromMS = index.map { context.configs[$0].atMS } ?? .min
            toMS = next < context.configs.count ? context.configs[next].atMS : .max
            config = index.map { RecordRules.Costs(context.configs[$0].config) }
        }
    }

    /// Which markets the tables of the current day know.
    private struct KnownMarkets {
        private var slots = MarketSlots()
        private var answers: [Bool?] = []
        private var fromMS: Int64 = 0
        private var toMS: Int64 = 0

        mutating func knows(_ market: MarketKey, at ms: Int64, _ context: Context) -> Bool? {
            if ms < fromMS || ms >= toMS {
                let day = UTCDay(containing: ms)
                (fromMS, toMS) = (day.startMS, day.endMS)
                for slot in answers.indices { answers[slot] = context.knows(slots.markets[slot], on: day) }
            }
            let slot = slots.slot(of: market)
            if slot == answers.count {
                answers.append(context.knows(market, on: UTCDay(containing: ms)))
            }
            return answers[slot]
        }
    }
}
