/// Counts records by market, side and time. Those of the current minute stand in arrays; when the minute is over
/// they go to the tables of `RecordFacts`.
struct RecordTally {
    /// Counts of one stretch of time, by slot.
    private struct Window {
        let lengthMS: Int64
        var fromMS: Int64 = -1
        var counts: [Int64] = []

        @inline(__always)
        func holds(_ ms: Int64) -> Bool { fromMS >= 0 && ms >= fromMS && ms - fromMS < lengthMS }

        mutating func count(_ slot: Int) {
            while counts.count <= slot { counts.append(0) }
            counts[slot] += 1
        }
    }

    private var slots = MarketSlots()
    private var signals = Window(lengthMS: MinuteRecord.milliseconds)
    private var followups = Window(lengthMS: MinuteRecord.milliseconds)
    private var sides = Window(lengthMS: SideSlotKey.milliseconds)
    /// By slot and side.
    private var bySide: [Int64] = []
    /// What is settled.
    private var facts = RecordFacts()

    mutating func add(_ signal: SignalRecord) {
        let ms = signal.timestampMS
        let slot = slots.slot(of: signal.market)
        let side = signal.side == .buy ? 0 : 1
        facts.signals += 1
        facts.firstSignalMS = min(facts.firstSignalMS ?? ms, ms)
        facts.lastSignalMS = max(facts.lastSignalMS ?? ms, ms)
        if signal.bestSize == nil { facts.signalsWithoutSize += 1 }
        if !signals.holds(ms) { turnSignals(to: ms) }
        signals.count(slot)
        if !sides.holds(ms) { turnSides(to: ms) }
        sides.count(side)
        while bySide.count <= 2 * slot + 1 { bySide.append(0) }
        bySide[2 * slot + side] += 1
    }

    mutating func add(_ followup: FollowupRecord) {
        facts.followups += 1
        let ms = followup.capturedAtMS
        if !followups.holds(ms) { turnFollowups(to: ms) }
        followups.count(slots.slot(of: followup.market))
    }

    private mutating func turnSignals(to ms: Int64) {
        for slot in signals.counts.indices where signals.counts[slot] > 0 {
            let key = MarketMinuteKey(market: slots.markets[slot], minuteMS: signals.fromMS)
            facts.signalsByMinute.add(signals.counts[slot], to: key)
            signals.counts[slot] = 0
        }
        signals.fromMS = ms - ms % signals.lengthMS
    }

    private mutating func turnFollowups(to ms: Int64) {
        for slot in followups.counts.indices where followups.counts[slot] > 0 {
            let key = MarketMinuteKey(market: slots.markets[slot], minuteMS: followups.fromMS)
            facts.followupsByMinute.add(followups.counts[slot], to: key)
            followups.counts[slot] = 0
        }
        followups.fromMS = ms - ms % followups.lengthMS
    }

    private mutating func turnSides(to ms: Int64) {
        for side in sides.counts.indices where sides.counts[side] > 0 {
            let key = SideSlotKey(side: side == 0 ? .buy : .sell, fromMS: sides.fromMS)
            facts.signalsBySlot[key, default: 0] += sides.counts[side]
            sides.counts[side] = 0
        }
        sides.fromMS = ms - ms % sides.lengthMS
    }

    /// All that was counted. Counting may go on.
    mutating func settle() -> RecordFacts {
        turnSignals(to: 0)
        turnFollowups(to: 0)
        turnSides(to: 0)
        signals.fromMS = -1
        followups.fromMS = -1
        sides.fromMS = -1
        for index in bySide.indices where bySide[index] > 0 {
            let key = MarketSide(market: slots.markets[index / 2], side: index % 2 == 0 ? .buy : .sell)
            facts.signalsBySide[key, default: 0] += bySide[index]
            bySide[index] = 0
        }
        return facts
    }

    /// Adds counts that are settled; what could not be tried is not counted here.
    mutating func add(_ counts: RecordFacts) {
        var counts = counts
        counts.recordsWithoutConfig = 0
        counts.recordsWithoutTable = 0
        counts.legacyRecords = 0
        facts.addCounts(of: counts)
    }

    /// Adds what another one counted.
    mutating func merge(_ other: RecordTally) {
        var other = other
        facts.addCounts(of: other.settle())
    }
}

extension RecordFacts {
    /// Adds the counts of another stretch of records; violations and sequences are left as they are.
    mutating func addCounts(of other: RecordFacts) {
        signals += other.signals
        followups += other.followups
        if let first = other.firstSignalMS { firstSignalMS = min(firstSignalMS ?? first, first) }
        if let last = other.lastSignalMS { lastSignalMS = max(lastSignalMS ?? last, last) }
        signalsBySide.merge(other.signalsBySide, uniquingKeysWith: +)
        signalsByMinute.merge(other.signalsByMinute)
        signalsBySlot.merge(other.signalsBySlot, uniquingKeysWith: +)
        followupsByMinute.merge(other.followupsByMinute)
        signalsWithoutSize += other.signalsWithoutSize
        recordsWithoutConfig += other.recordsWithoutConfig
        recordsWithoutTable += other.recordsWithoutTable
        legacyRecords += other.legacyRecords
    }
}
