/// What one update meant for one side of a market.
struct SideOutcome: Sendable {
    enum Verdict: Sendable {
        case nothing
        case emitted(Signal)
        case blocked(GateName)
    }

    var crossBegan = false
    /// How many updates a cross lasted that ended now; 0 when none ended.
    var crossEndedTicks: Int64 = 0
    var verdict = Verdict.nothing
}

/// What one update meant for a market.
struct DetectorOutcome: Sendable {
    let blocking: BlockingGates
    let buy: SideOutcome
    let sell: SideOutcome
}

/// Finds the crosses of one market and decides which become signals: the emission rule, to the letter.
struct Detector: Sendable {
    private let marketKey: String
    private let settings: DetectorSettings
    private let cost: BasisPoints
    private let gates: GateSet
    private(set) var state = MarketState()
    private var buy = CrossTracker()
    private var sell = CrossTracker()

    init(market: Market, settings: DetectorSettings) {
        self.marketKey = market.key
        self.settings = settings
        self.cost = settings.cost
        self.gates = GateSet(settings.gates)
    }

    /// The gates are asked before the mean of the spread learns this spread, and it learns none that comes while
    /// a gate blocks.
    mutating func bbo(bid: Level?, ask: Level?, timeMS: Int64?, nowMS: Int64) -> DetectorOutcome {
        if let timeMS { state.blockTime.note(timeMS) }
        state.bid = bid
        state.ask = ask
        state.bboArrivedMS = nowMS
        let blocking = gates.blocking(state, nowMS: nowMS)
        let outcome = evaluate(blocking, nowMS: nowMS)
        if blocking.isEmpty, let spread = state.spread { state.spreadAverage.add(spread) }
        return outcome
    }

    /// A nil oracle is a venue that names none: no edge, so no cross.
    mutating func context(
        oracle: Price?, mark: Price?, openInterest: Size?, nowMS: Int64
    ) -> DetectorOutcome {
        state.oracle = oracle
        state.mark = mark
        state.openInterest = openInterest
        state.contextArrivedMS = nowMS
        return evaluate(gates.blocking(state, nowMS: nowMS), nowMS: nowMS)
    }

    /// What the venue's tables say changed. No update of the market: nothing is emitted.
    mutating func stands(_ standing: MarketStanding) { state.standing = standing }

    /// The clock was set by this much: what came is as old as it was.
    mutating func shift(byMS: Int64) {
        if let arrived = state.bboArrivedMS { state.bboArrivedMS = arrived + byMS }
        if let arrived = state.contextArrivedMS { state.contextArrivedMS = arrived + byMS }
    }

    func blocking(nowMS: Int64) -> BlockingGates { gates.blocking(state, nowMS: nowMS) }

    mutating func connectionLost() {
        state = MarketState(standing: state.standing)
        buy.clear()
        sell.clear()
    }

    mutating func resumeNumbering(_ signal: Signal) {
        switch signal.side {
        case .buy: buy.resume(timestampMS: signal.timestampMS, number: signal.number)
        case .sell: sell.resume(timestampMS: signal.timestampMS, number: signal.number)
        }
    }

    private mutating func evaluate(_ blocking: BlockingGates, nowMS: Int64) -> DetectorOutcome {
        DetectorOutcome(
            blocking: blocking,
            buy: evaluate(.buy, &buy, blocking, nowMS: nowMS),
            sell: evaluate(.sell, &sell, blocking, nowMS: nowMS))
    }

    @inline(__always)
    private func evaluate(
        _ side: Side, _ tracker: inout CrossTracker, _ blocking: BlockingGates, nowMS: Int64
    ) -> SideOutcome {
        guard let oracle = state.oracle, let best = state.level(side),
            Edge.reaches(cost, side: side, best: best.price, oracle: oracle)
        else {
            return SideOutcome(crossEndedTicks: tracker.end())
        }
        var outcome = SideOutcome(crossBegan: tracker.tick())
        let candidate = CrossTracker.Emitted(best: best, oracle: oracle)
        guard tracker.isNew(candidate) else { return outcome }
        if let gate = blocking.first {
            outcome.verdict = .blocked(gate)
        } else {
            let number = tracker.emit(candidate, nowMS: nowMS)
            outcome.verdict = .emitted(signal(side, best, oracle, number: number, nowMS: nowMS))
        }
        return outcome
    }

    private func signal(
        _ side: Side, _ best: Level, _ oracle: Price, number: Int64, nowMS: Int64
    ) -> Signal {
        let raw = Edge.hundredths(side: side, best: best.price, oracle: oracle)
        return Signal(
            timestampMS: nowMS, marketKey: marketKey, side: side, rawEdgeHundredths: raw,
            netEdgeHundredths: Edge.netHundredths(raw: raw, cost: cost), oracle: oracle, best: best,
            suggestedSize: SuggestedSize.of(
                best, in: state, settings: settings, isShrunk: gates.shrinksSize(state)),
            number: number)
    }
}
