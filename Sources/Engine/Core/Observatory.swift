/// All watched markets as one pure machine: an event and its time in, actions out. It holds no clock, no
/// socket and no file, so a live day and a replayed one run through the same code.
///
/// Times are milliseconds since the Unix epoch and do not fall; one that does is taken as the latest seen.
/// At each event what is due comes first: minutes that are over, then follow-ups, then the event itself.
/// Actions gather in order until they are taken.
package struct Observatory: Sendable {
    package static let minuteMS: Int64 = 60_000

    /// A *slot* is a position here.
    package private(set) var markets: [Market]
    package private(set) var actions: [ObservatoryAction] = []

    private let settings: DetectorSettings
    private let followupLatenessMaxMS: Int64
    private var watches: [MarketWatch]
    private var schedule = FollowupSchedule()
    private var nowMS: Int64
    private var minuteBeginMS: Int64
    private var observedFromMS: Int64
    private var minuteEndMS: Int64

    package init(markets: [Market], settings: DetectorSettings, nowMS: Int64) {
        self.markets = markets
        self.nowMS = nowMS
        self.settings = settings
        followupLatenessMaxMS = settings.followupLatenessMaxMS
        watches = markets.map { MarketWatch(market: $0, settings: settings, nowMS: nowMS) }
        minuteBeginMS = nowMS - nowMS % Observatory.minuteMS
        minuteEndMS = minuteBeginMS + Observatory.minuteMS
        observedFromMS = nowMS
        actions.reserveCapacity(256)
    }

    /// The next time at which `tick` has something to do.
    package var nextDeadlineMS: Int64 { min(minuteEndMS, schedule.nextDueMS) }
    package var followupsPending: Int { schedule.count }

    /// What is known of a market now.
    package func state(slot: Int) -> MarketState { watches[slot].detector.state }

    /// One market more, at the next slot. Its tally of the minute that runs begins now.
    package mutating func add(_ market: Market, nowMS: Int64) {
        advance(to: nowMS)
        markets.append(market)
        watches.append(MarketWatch(market: market, settings: settings, nowMS: self.nowMS))
    }

    /// What the venue lists of this market changed: its name, its terms. It stays the same market.
    package mutating func update(slot: Int, _ market: Market) {
        precondition(market.key == markets[slot].key)
        markets[slot] = market
    }

    /// What one market did so far in the minute that runs.
    package func runningTally(slot: Int) -> MarketTally { watches[slot].tally }

    /// The best levels of one market changed; nil is a side without orders. `timeMS` is the venue's own time of
    /// the change, nil when it named none: compared with others of its kind, never with `nowMS`.
    package mutating func bbo(slot: Int, bid: Level?, ask: Level?, timeMS: Int64? = nil, nowMS: Int64) {
        advance(to: nowMS)
        let outcome = watches[slot].bbo(bid: bid, ask: ask, timeMS: timeMS, nowMS: self.nowMS)
        act(on: outcome, slot: slot)
    }

    /// The context of one market came, changed or not. `openInterest` is a size, nil when it is not known.
    package mutating func context(
        slot: Int, oracle: Price?, mark: Price?, openInterest: Size? = nil, nowMS: Int64
    ) {
        advance(to: nowMS)
        let outcome = watches[slot].context(
            oracle: oracle, mark: mark, openInterest: openInterest, nowMS: self.nowMS)
        act(on: outcome, slot: slot)
    }

    /// What the venue's tables say of one market, changed or not. The first ones are the baseline that the gate
    /// on changed parameters compares with, for as long as this process lives. It is no update of the market:
    /// gates change, but no signal comes of it.
    package mutating func terms(slot: Int, _ terms: MarketTerms, nowMS: Int64) {
        advance(to: nowMS)
        watches[slot].terms(terms, slot: slot, nowMS: self.nowMS, actions: &actions)
    }

    /// Nothing is known of any market from here on but what the venue's tables said. Follow-ups that fall due
    /// meanwhile are missed.
    package mutating func connectionLost(nowMS: Int64) {
        advance(to: nowMS)
        for slot in watches.indices {
            watches[slot].connectionLost(slot: slot, nowMS: self.nowMS, actions: &actions)
        }
    }

    /// Time passed. To be called when `nextDeadlineMS` is reached, or whenever one likes.
    package mutating func tick(nowMS: Int64) { advance(to: nowMS) }

    /// The process ends in order: each gate that blocks is told to have ended, and what was seen of this minute
    /// is handed out. Nothing may follow but `restart`.
    package mutating func stop(nowMS: Int64) {
        advance(to: nowMS)
        for slot in watches.indices {
            watches[slot].noteGates([], slot: slot, nowMS: self.nowMS, actions: &actions)
        }
        if self.nowMS > observedFromMS { closeMinute(endMS: self.nowMS) }
    }

    /// The clock was set, and time goes on at `nowMS`, which may be lower than what was. To come after `stop`, at the
    /// same moment: all that is known is as old as it was, and a cross goes on. Follow-ups that were pending have no
    /// time to be due at any more and are missed.
    package mutating func restart(nowMS: Int64) {
        while schedule.count > 0, let (pending, _) = schedule.takeDue(nowMS: .max) {
            watches[pending.slot].tally.followupsMissed += 1
        }
        for slot in watches.indices { watches[slot].shift(byMS: nowMS - self.nowMS) }
        self.nowMS = nowMS
        minuteBeginMS = nowMS - nowMS % Observatory.minuteMS
        minuteEndMS = minuteBeginMS + Observatory.minuteMS
        observedFromMS = nowMS
    }

    /// Counts follow-ups that an earlier process left pending, in the minute that runs.
    package mutating func addInterruptedFollowups(slot: Int, count: Int) {
        watches[slot].tally.followupsInterrupted += count
    }

    /// Makes sure that no id of an earlier process comes again, should this one run in the same millisecond.
    package mutating func resumeNumbering(slot: Int, after signal: Signal) {
        watches[slot].detector.resumeNumbering(signal)
    }

    /// Takes what is to be done, in order. The memory stays, so that a frame costs no allocation.
    package mutating func drainActions(_ body: (ObservatoryAction) throws -> Void) rethrows {
        guard !actions.isEmpty else { return }
        defer { actions.removeAll(keepingCapacity: true) }
        for action in actions { try body(action) }
    }

    @inline(__always)
    private mutating func act(on outcome: DetectorOutcome, slot: Int) {
        watches[slot].noteGates(outcome.blocking, slot: slot, nowMS: nowMS, actions: &actions)
        if case .emitted(let signal) = outcome.buy.verdict { emit(signal, slot: slot) }
        if case .emitted(let signal) = outcome.sell.verdict { emit(signal, slot: slot) }
    }

    private mutating func emit(_ signal: Signal, slot: Int) {
        actions.append(.signal(slot: slot, signal))
        schedule.add(signal, slot: slot)
    }

    @inline(__always)
    private mutating func advance(to time: Int64) {
        if time > nowMS { nowMS = time }
        while nowMS >= minuteEndMS { closeMinute(endMS: minuteEndMS) }
        while let (pending, offsetMS) = schedule.takeDue(nowMS: nowMS) { follow(pending, offsetMS: offsetMS) }
    }

    private mutating func follow(_ pending: FollowupSchedule.Pending, offsetMS: Int64) {
        let slot = pending.slot
        let state = watches[slot].detector.state
        let dueMS = pending.signal.timestampMS + offsetMS
        guard nowMS - dueMS <= followupLatenessMaxMS, let oracle = state.oracle,
            let best = state.level(pending.signal.side)
        else {
            watches[slot].tally.followupsMissed += 1
            return
        }
        watches[slot].tally.followupsTaken += 1
        let followup = Followup(
            signal: pending.signal, offsetMS: offsetMS, capturedAtMS: nowMS, oracle: oracle, best: best)
        actions.append(.followup(slot: slot, followup))
    }

    private mutating func closeMinute(endMS: Int64) {
        var tallies: [MarketTally] = []
        tallies.reserveCapacity(watches.count)
        for slot in watches.indices { tallies.append(watches[slot].takeTally(endMS: endMS)) }
        actions.append(
            .minute(
                MinuteReport(
                    minuteMS: minuteBeginMS, observedMS: endMS - observedFromMS, atMS: endMS - 1,
                    markets: tallies)))
        observedFromMS = endMS
        guard endMS == minuteEndMS else { return }
        minuteBeginMS = endMS
        minuteEndMS = endMS + Observatory.minuteMS
    }
}
