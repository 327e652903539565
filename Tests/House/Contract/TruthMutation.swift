import SoakTruth

/// One thing that a truth may get wrong: in its limits, or in what it makes of the stream.
enum TruthMutation: CaseIterable {
    /// A tenth of a bps: a cost that is off by less is caught by the scripted edges of the detector's mutants.
    case costOfATenthMore
    case noGateOnBboAge
    case noGateOnContextAge
    case noGateOnTheMark
    case noGateOnTheSpread
    case noGateOnTheBlockTime
    case noGateOnOpenInterest
    case noGateOnTheTerms
    case noGateOnHalts
    case sidesSwapped
    case missingSidesIgnored
    case staleOracle
    case contextsIgnored
    case sizesIgnored
    case blockTimeOfTheSending
    case openInterestOfTheDay
    case capTwiceAsHigh
    case onlyTheFirstAnswerCounts
    case booksKeptOverAReconnect

    var policy: TruthPolicy {
        var policy = TruthPolicy()
        switch self {
        case .costOfATenthMore: policy.costHundredths += 10
        case .noGateOnBboAge: policy.bboAgeMs = nil
        case .noGateOnContextAge: policy.ctxAgeMs = nil
        case .noGateOnTheMark: policy.markDivergenceHundredths = nil
        case .noGateOnTheSpread: policy.spreadShockRatio = nil
        case .noGateOnTheBlockTime: policy.timeRegression = false
        case .noGateOnOpenInterest: policy.openInterestCap = false
        case .noGateOnTheTerms: policy.parameterChange = false
        case .noGateOnHalts: policy.halt = false
        default: break
        }
        return policy
    }

    var capFactor: Int64 { self == .capTwiceAsHigh ? 2 : 1 }

    /// What a mutant keeps of one market.
    struct Last {
        var oracle: Int64?
        var openInterest: Int64?
        var bid: TruthLevel?
        var ask: TruthLevel?
        var frames: Int64 = 0
    }

    /// What the mutant takes in place of `update`; nil: nothing.
    func apply(to update: TruthUpdate, last: inout Last) -> TruthUpdate? {
        switch update {
        case .bbo(let bid, let ask, let timeMs): book(bid, ask, timeMs, &last)
        case .ctx(let oracle, let mark, let openInterest): context(oracle, mark, openInterest, &last)
        }
    }

    private func book(
        _ bid: TruthLevel?, _ ask: TruthLevel?, _ timeMs: Int64?, _ last: inout Last
    ) -> TruthUpdate {
        switch self {
        case .sidesSwapped: return .bbo(bid: ask, ask: bid, timeMs: timeMs)
        case .sizesIgnored: return .bbo(bid: plain(bid), ask: plain(ask), timeMs: timeMs)
        case .missingSidesIgnored:
            last.bid = bid ?? last.bid
            last.ask = ask ?? last.ask
            return .bbo(bid: last.bid, ask: last.ask, timeMs: timeMs)
        case .blockTimeOfTheSending:
            last.frames += 1
            return .bbo(bid: bid, ask: ask, timeMs: last.frames)
        default: return .bbo(bid: bid, ask: ask, timeMs: timeMs)
        }
    }

    private func context(
        _ oracle: Int64, _ mark: Int64, _ openInterest: Int64?, _ last: inout Last
    ) -> TruthUpdate? {
        let isFirst = last.oracle == nil
        let before = last
        last.oracle = oracle
        last.openInterest = last.openInterest ?? openInterest
        switch self {
        case .staleOracle:
            return .ctx(
                oraclePxE8: before.oracle ?? oracle, markPxE8: mark, openInterestE8: openInterest)
        case .contextsIgnored where !isFirst: return nil
        case .openInterestOfTheDay:
            return .ctx(oraclePxE8: oracle, markPxE8: mark, openInterestE8: last.openInterest)
        default: return .ctx(oraclePxE8: oracle, markPxE8: mark, openInterestE8: openInterest)
        }
    }

    private func plain(_ level: TruthLevel?) -> TruthLevel? {
        level.map { TruthLevel(pxE8: $0.pxE8, sizeE8: 100_000_000) }
    }
}
