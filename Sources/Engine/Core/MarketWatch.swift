/// One market: its detector, its gates' changes and its minute.
struct MarketWatch: Sendable {
    var detector: Detector
    var gates = GateWatch()
    var tally = MarketTally()
    private var lastArrivalMS: Int64
    /// Since when both sides of the book are known, or since the minute began.
    private var twoSidedSinceMS: Int64?

    init(market: Market, settings: DetectorSettings, nowMS: Int64) {
        detector = Detector(market: market, settings: settings)
        lastArrivalMS = nowMS
    }

    mutating func bbo(bid: Level?, ask: Level?, nowMS: Int64) -> DetectorOutcome {
        if let before = detector.state.bboArrivedMS { tally.interval.add(nowMS - before) }
        let outcome = detector.bbo(bid: bid, ask: ask, nowMS: nowMS)
        tally.bbo += 1
        if detector.state.isTwoSided {
            if twoSidedSinceMS == nil { twoSidedSinceMS = nowMS }
        } else {
            tally.bboNull += 1
            addTwoSided(until: nowMS)
            twoSidedSinceMS = nil
        }
        noteUpdate(outcome, nowMS: nowMS)
        return outcome
    }

    mutating func context(oracle: Price?, mark: Price?, nowMS: Int64) -> DetectorOutcome {
        if let before = detector.state.oracle, let oracle, before != oracle { tally.oracleChanges += 1 }
        let outcome = detector.context(oracle: oracle, mark: mark, nowMS: nowMS)
        tally.context += 1
        noteUpdate(outcome, nowMS: nowMS)
        return outcome
    }

    mutating func connectionLost(nowMS: Int64) {
        addTwoSided(until: nowMS)
        twoSidedSinceMS = nil
        detector.connectionLost()
    }

    /// Ends the minute at `endMS` and hands it out. What lasts goes on in the next.
    mutating func takeTally(endMS: Int64) -> MarketTally {
        addTwoSided(until: endMS)
        if twoSidedSinceMS != nil { twoSidedSinceMS = endMS }
        noteSilence(until: endMS)
        let ended = tally
        tally = MarketTally()
        return ended
    }

    private mutating func noteUpdate(_ outcome: DetectorOutcome, nowMS: Int64) {
        noteSilence(until: nowMS)
        lastArrivalMS = nowMS
        if let arrived = detector.state.contextArrivedMS { tally.contextAge.add(nowMS - arrived) }
        if let arrived = detector.state.bboArrivedMS { tally.bboAge.add(nowMS - arrived) }
        if outcome.buy.crossBegan { tally.crossesBuy += 1 }
        if outcome.sell.crossBegan { tally.crossesSell += 1 }
        note(outcome.buy)
        note(outcome.sell)
    }

    @inline(__always)
    private mutating func note(_ outcome: SideOutcome) {
        if outcome.crossEndedTicks > 0 { tally.crossTicks.add(outcome.crossEndedTicks) }
        switch outcome.verdict {
        case .nothing: break
        case .emitted: tally.signals += 1
        case .blocked(let gate): tally.blocked[Int(gate.rawValue)] += 1
        }
    }

    private mutating func noteSilence(until nowMS: Int64) {
        tally.silenceMSMax = max(tally.silenceMSMax, nowMS - lastArrivalMS)
    }

    private mutating func addTwoSided(until nowMS: Int64) {
        if let since = twoSidedSinceMS { tally.twoSidedMS += nowMS - since }
    }
}
