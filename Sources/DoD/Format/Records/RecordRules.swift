/// What a well-formed record must say: from its own numbers alone, and from the costs in force, which only a ledger
/// tells. Pure.
package enum RecordRules {
    /// Follow-ups are taken this long after their signal.
    package static let followupOffsetsMS: [Int64] = [1_000, 3_000, 5_000]

    /// The edge in favour of the side, half to even at 2 decimals. The oracle price must be above zero.
    package static func rawEdge(_ side: Side, best: Amount, oracle: Amount) -> BasisPoints {
        BasisPoints(change: gain(side, best: best, oracle: oracle), over: oracle.units)
    }

    private static func gain(_ side: Side, best: Amount, oracle: Amount) -> Int64 {
        side == .buy ? oracle.units - best.units : best.units - oracle.units
    }

    /// What records are judged by, of a config.
    package struct Costs: Hashable, Sendable {
        package let cost: BasisPoints
        package let sizingAlpha: Amount

        init(cost: BasisPoints, sizingAlpha: Amount) {
            self.cost = cost
            self.sizingAlpha = sizingAlpha
        }

        package init(_ config: EngineConfig) {
            cost = config.cost
            sizingAlpha = config.sizingAlpha
        }
    }

    /// True when the signal breaks no rule of its own numbers; without allocating. `problems` says which it breaks.
    static func isRight(_ signal: SignalRecord) -> Bool {
        let gain = gain(signal.side, best: signal.best, oracle: signal.oracle)
        return gain > 0 && signal.rawEdge.isRounded(change: gain, over: signal.oracle.units)
            && isOf(signal.id, signal.market, signal.side, signal.timestampMS)
    }

    /// True when the signal breaks no rule that needs the costs; without allocating.
    static func isRight(_ signal: SignalRecord, by costs: Costs) -> Bool {
        let gain = gain(signal.side, best: signal.best, oracle: signal.oracle)
        guard signal.netEdge == signal.rawEdge - costs.cost, reaches(gain, costs, signal) else {
            return false
        }
        guard let size = signal.bestSize else { return true }
        return !isAbove(signal.suggestedSize, costs.sizingAlpha, of: size)
    }

    private static func reaches(_ gain: Int64, _ costs: Costs, _ signal: SignalRecord) -> Bool {
        Int128(gain) * 1_000_000 >= Int128(costs.cost.hundredths) * Int128(signal.oracle.units)
    }

    private static func isOf(_ id: SignalID, _ market: MarketKey, _ side: Side, _ ms: Int64) -> Bool {
        id.timestampMS == ms && id.side == side && id.market == market
    }

    /// Each rule that the signal breaks, with what it says and what it should.
    package static func problems(of signal: SignalRecord, config: EngineConfig) -> [(ViolationKind, String)] {
        problems(of: signal) + problems(of: signal, by: Costs(config))
    }

    /// Of its own numbers.
    static func problems(of signal: SignalRecord) -> [(ViolationKind, String)] {
        var problems: [(ViolationKind, String)] = []
        let gain = gain(signal.side, best: signal.best, oracle: signal.oracle)
        if gain <= 0 {
            problems.append(
                (
                    .side,
                    "\(signal.side.rawValue) at \(signal.best) with the oracle at \(signal.oracle) is no cross"
                ))
        }
        let edge = BasisPoints(change: gain, over: signal.oracle.units)
        if edge != signal.rawEdge {
            problems.append((.edge, "raw_edge_bps \(signal.rawEdge), from its prices \(edge)"))
        }
        let id = signal.id
        if id.market != signal.market || id.side != signal.side || id.timestampMS != signal.timestampMS {
            problems.append((.idContent, "\(id) on a \(signal.side.rawValue) of \(signal.market)"))
        }
        return problems
    }

    static func problems(of signal: SignalRecord, by costs: Costs) -> [(ViolationKind, String)] {
        var problems: [(ViolationKind, String)] = []
        let gain = gain(signal.side, best: signal.best, oracle: signal.oracle)
        if signal.netEdge != signal.rawEdge - costs.cost {
            problems.append(
                (.netEdge, "net_edge_bps \(signal.netEdge), raw less cost \(signal.rawEdge - costs.cost)"))
        }
        if !reaches(gain, costs, signal) {
            let edge = BasisPoints(change: gain, over: signal.oracle.units)
            problems.append((.threshold, "an edge of \(edge) does not reach the cost of \(costs.cost)"))
        }
        if let size = signal.bestSize, isAbove(signal.suggestedSize, costs.sizingAlpha, of: size) {
            problems.append(
                (.size, "suggested_size \(signal.suggestedSize) is above \(costs.sizingAlpha) of \(size)"))
        }
        return problems
    }

    /// Where no ledger says how large a part of the best size is suggested, all of it is the most. In words.
    static func sizeProblem(of signal: SignalRecord) -> String? {
        guard let size = signal.bestSize, signal.suggestedSize > size else { return nil }
        return "suggested_size \(signal.suggestedSize) is above the best_size \(size)"
    }

    private static func isAbove(_ suggested: Amount, _ alpha: Amount, of size: Amount) -> Bool {
        Int128(suggested.units) * Int128(Amount.unitsPerOne) > Int128(alpha.units) * Int128(size.units)
    }

    /// True when the follow-up breaks no rule; without allocating.
    static func isRight(_ followup: FollowupRecord) -> Bool {
        let f = followup
        return isOf(f.id, f.market, f.side, f.signalTimestampMS)
            && (f.offsetMS == 1_000 || f.offsetMS == 3_000 || f.offsetMS == 5_000)
            && f.capturedAtMS >= f.signalTimestampMS + f.offsetMS
            && f.thenRawEdge.isRounded(
                change: gain(f.side, best: f.thenBest, oracle: f.thenOracle), over: f.thenOracle.units)
            && f.rawEdge.isRounded(change: gain(f.side, best: f.best, oracle: f.oracle), over: f.oracle.units)
            && f.edgeChange == f.rawEdge - f.thenRawEdge
            && f.oracleMoved.isRounded(
                change: f.oracle.units - f.thenOracle.units, over: f.thenOracle.units)
            && f.marketMoved.isRounded(change: f.best.units - f.thenBest.units, over: f.thenBest.units)
    }

    package static func problems(of followup: FollowupRecord) -> [(ViolationKind, String)] {
        var problems: [(ViolationKind, String)] = []
        let id = followup.id
        if id.market != followup.market || id.side != followup.side
            || id.timestampMS != followup.signalTimestampMS
        {
            problems.append((.idContent, "\(id) on a \(followup.side.rawValue) of \(followup.market)"))
        }
        if !followupOffsetsMS.contains(followup.offsetMS) {
            problems.append((.followupOffset, "offset_ms \(followup.offsetMS)"))
        }
        if followup.capturedAtMS < followup.signalTimestampMS + followup.offsetMS {
            problems.append(
                (
                    .followupTime,
                    "captured \(followup.capturedAtMS - followup.signalTimestampMS) ms after its signal, not \(followup.offsetMS)"
                ))
        }
        problems += edgeProblems(of: followup)
        problems += moveProblems(of: followup)
        return problems
    }

    private static func edgeProblems(of followup: FollowupRecord) -> [(ViolationKind, String)] {
        var problems: [(ViolationKind, String)] = []
        let then = rawEdge(followup.side, best: followup.thenBest, oracle: followup.thenOracle)
        if then != followup.thenRawEdge {
            problems.append(
                (.followupEdge, "t0_raw_edge_bps \(followup.thenRawEdge), from its prices \(then)"))
        }
        let now = rawEdge(followup.side, best: followup.best, oracle: followup.oracle)
        if now != followup.rawEdge {
            problems.append((.followupEdge, "raw_edge_bps \(followup.rawEdge), from its prices \(now)"))
        }
        if followup.edgeChange != followup.rawEdge - followup.thenRawEdge {
            let change = followup.rawEdge - followup.thenRawEdge
            problems.append(
                (.followupEdge, "edge_change_bps \(followup.edgeChange), the difference is \(change)"))
        }
        return problems
    }

    private static func moveProblems(of followup: FollowupRecord) -> [(ViolationKind, String)] {
        var problems: [(ViolationKind, String)] = []
        let oracle = BasisPoints(
            change: followup.oracle.units - followup.thenOracle.units, over: followup.thenOracle.units)
        if oracle != followup.oracleMoved {
            problems.append(
                (.followupMove, "oracle_moved_bps \(followup.oracleMoved), from its prices \(oracle)"))
        }
        let market = BasisPoints(
            change: followup.best.units - followup.thenBest.units, over: followup.thenBest.units)
        if market != followup.marketMoved {
            problems.append(
                (.followupMove, "market_moved_bps \(followup.marketMoved), from its prices \(market)"))
        }
        return problems
    }
}
