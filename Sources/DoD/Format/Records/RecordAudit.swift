/// Goes along with all records of a directory, day after day: counts them, tries each rule, watches the
/// order of ids. Keeps no record, but the few numbers that the truth is compared with.
struct RecordAudit {
    static let violationsKeptMax = 200

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

        /// True when a clock line explains that time fell.
        func mayFall(from: Int64, to: Int64) -> Bool {
            clockSteps.contains { $0.toMS < $0.fromMS && to >= $0.toMS && from <= $0.fromMS }
        }

        func config(at ms: Int64) -> EngineConfig? {
            var low = 0
            var high = configs.count
            while low < high {
                let middle = (low + high) / 2
                if configs[middle].atMS <= ms { low = middle + 1 } else { high = middle }
            }
            return low > 0 ? configs[low - 1].config : nil
        }

        /// Nil when no table says which markets there were.
        func knows(_ market: MarketKey, on day: UTCDay) -> Bool? {
            if listedMarkets.contains(market) { return true }
            guard let table = marketsByDay[day] else { return listedMarkets.isEmpty ? nil : false }
            return table.contains(market)
        }
    }

    let context: Context
    private(set) var facts = RecordFacts()
    private var lastIDs: [MarketSide: SignalID] = [:]
    private var followupIDs: [FollowupKey: RecentIDs] = [:]

    private struct FollowupKey: Hashable {
        var key: MarketSide
        var offsetMS: Int64
    }

    init(context: Context) { self.context = context }

    mutating func add(_ signal: SignalRecord, at place: @autoclosure () -> LinePlace) {
        let key = MarketSide(market: signal.market, side: signal.side)
        tally(signal, key)
        if let config = context.config(at: signal.timestampMS) {
            for (kind, detail) in RecordRules.problems(of: signal, config: config) {
                violate(kind, place(), detail)
            }
        } else {
            facts.recordsWithoutConfig += 1
        }
        switch context.knows(signal.market, on: UTCDay(containing: signal.timestampMS)) {
        case true?: break
        case false?: violate(.unknownMarket, place(), "\(signal.market) is not in the day's table")
        case nil: facts.recordsWithoutTable += 1
        }
        if let last = lastIDs[key], !signal.id.isAfter(last),
            signal.id == last || !context.mayFall(from: last.timestampMS, to: signal.id.timestampMS)
        {
            violate(
                .idOrder, place(),
                signal.id == last ? "\(signal.id) again" : "\(signal.id) comes after \(last)")
        } else {
            lastIDs[key] = signal.id
        }
        if context.keepsSequences {
            facts.sequences[key, default: []].append(
                RecordedSignal(
                    timestampMS: signal.timestampMS, best: signal.best, bestSize: signal.bestSize ?? .zero,
                    oracle: signal.oracle))
        }
    }

    private mutating func tally(_ signal: SignalRecord, _ key: MarketSide) {
        let ms = signal.timestampMS
        facts.signals += 1
        facts.firstSignalMS = min(facts.firstSignalMS ?? ms, ms)
        facts.lastSignalMS = max(facts.lastSignalMS ?? ms, ms)
        facts.signalsBySide[key, default: 0] += 1
        let minute = MarketMinuteKey(market: signal.market, minuteMS: ms - ms % MinuteRecord.milliseconds)
        facts.signalsByMinute[minute, default: 0] += 1
        facts.signalsBySlot[SideSlotKey(side: signal.side, containing: ms), default: 0] += 1
        if signal.bestSize == nil { facts.signalsWithoutSize += 1 }
    }

    mutating func add(_ followup: FollowupRecord, at place: @autoclosure () -> LinePlace) {
        facts.followups += 1
        let minuteMS = followup.capturedAtMS - followup.capturedAtMS % MinuteRecord.milliseconds
        facts.followupsByMinute[MarketMinuteKey(market: followup.market, minuteMS: minuteMS), default: 0] += 1
        for (kind, detail) in RecordRules.problems(of: followup) { violate(kind, place(), detail) }
        let key = FollowupKey(
            key: MarketSide(market: followup.id.market, side: followup.id.side), offsetMS: followup.offsetMS)
        switch followupIDs[key, default: RecentIDs()].add(followup.id) {
        case .new: break
        case .twice: violate(.followupOrder, place(), "\(followup.id) after \(followup.offsetMS) ms, again")
        case .tooOld(let later):
            guard context.mayFall(from: later.timestampMS, to: followup.id.timestampMS) else {
                violate(.followupOrder, place(), "\(followup.id) comes long after later ones")
                break
            }
            // The clock was set back: from here on the sequence rises anew.
            followupIDs[key] = RecentIDs()
            _ = followupIDs[key]?.add(followup.id)
        }
    }

    mutating func addLegacy(_ count: Int64 = 1) { facts.legacyRecords += count }

    private mutating func violate(_ kind: ViolationKind, _ place: LinePlace, _ detail: String) {
        facts.violationCounts[kind, default: 0] += 1
        if facts.violations.count < Self.violationsKeptMax {
            facts.violations.append(Violation(kind, place: place, detail: detail))
        }
    }
}
