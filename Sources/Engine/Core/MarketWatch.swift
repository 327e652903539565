/// One market: its detector, its gates' changes and its minute.
struct MarketWatch: Sendable {
    var detector: Detector
    private var gates = GateWatch()
    private var terms = TermsWatch()
    var tally = MarketTally()
    private var lastArrivalMS: Int64
    /// Since when both sides of the book are known, or since the minute began.
    private var twoSidedSinceMS: Int64?

    init(market: Market, settings: DetectorSettings, nowMS: Int64) {
        detector = Detector(market: market, settings: settings)
        lastArrivalMS = nowMS
    }

    mutating func bbo(bid: Level?, ask: Level?, timeMS: Int64?, nowMS: Int64) -> DetectorOutcome {
        if let before = detector.state.bboArrivedMS { tally.interval.add(nowMS - before) }
        let outcome = detector.bbo(bid: bid, ask: ask, timeMS: timeMS, nowMS: nowMS)
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

    mutating func context(
        oracle: Price?, mark: Price?, openInterest: Size?, nowMS: Int64
    ) -> DetectorOutcome {
        if let before = detector.state.oracle, let oracle, before != oracle { tally.oracleChanges += 1 }
        let outcome = detector.context(
            oracle: oracle, mark: mark, openInterest: openInterest, nowMS: nowMS)
        tally.context += 1
        noteUpdate(outcome, nowMS: nowMS)
        return outcome
    }

    mutating func connectionLost(slot: Int, nowMS: Int64, actions: inout [ObservatoryAction]) {
        addTwoSided(until: nowMS)
        twoSidedSinceMS = nil
        detector.connectionLost()
        noteGates(detector.blocking(nowMS: nowMS), slot: slot, nowMS: nowMS, actions: &actions)
    }

    /// The clock was set by this much, after the minute was taken.
    mutating func shift(byMS: Int64) {
        if let since = twoSidedSinceMS { twoSidedSinceMS = since + byMS }
        lastArrivalMS += byMS
        detector.shift(byMS: byMS)
    }

    /// A market that changed before and changes again is told anew: the gate's line ends and begins again.
    mutating func terms(
        _ latest: MarketTerms, slot: Int, nowMS: Int64, actions: inout [ObservatoryAction]
    ) {
        guard latest != terms.latest else { return }
        let changesBefore = terms.changes
        terms.note(latest)
        detector.stands(terms.standing)
        let blocking = detector.blocking(nowMS: nowMS)
        if terms.changes != changesBefore {
            let others = blocking.subtracting(BlockingGates(.parameterChange))
            noteGates(others, slot: slot, nowMS: nowMS, actions: &actions)
        }
        noteGates(blocking, slot: slot, nowMS: nowMS, actions: &actions)
    }

    /// Tells of each gate that began or stopped to block.
    @inline(__always)
    mutating func noteGates(
        _ blocking: BlockingGates, slot: Int, nowMS: Int64, actions: inout [ObservatoryAction]
    ) {
        guard blocking != gates.blocking else { return }
        let (state, terms) = (detector.state, terms)
        gates.update(blocking, slot: slot, nowMS: nowMS, actions: &actions) {
            MarketWatch.detail($0, state, terms)
        }
    }

    private static func detail(_ gate: GateName, _ state: MarketState, _ terms: TermsWatch) -> String {
        switch gate {
        case .timeRegression:
            "time \(state.blockTime.regressedToMS ?? 0) after \(state.blockTime.latestMS ?? 0)"
        case .openInterestCap:
            "open interest \(state.openInterest ?? .zero) at \(state.mark ?? state.oracle ?? .zero), "
                + "cap \(state.standing.openInterestCap ?? .zero)"
        case .parameterChange: terms.changes
        case .bboAge, .contextAge, .markDivergence, .spreadShock, .halt: ""
        }
    }

    /// Ends the minute at `endMS` and hands it out. What lasts goes on in the next.
    mutating func takeTally(endMS: Int64) -> MarketTally {
        addTwoSided(until: endMS)
        if twoSidedSinceMS != nil { twoSidedSinceMS = endMS }
        noteSilence(until: endMS)
        tally.blockedMS = gates.takeBlockedMS(endMS: endMS)
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
