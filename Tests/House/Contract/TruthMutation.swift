import SoakTruth

/// One thing that a truth may get wrong: in its limits, or in what it makes of the stream.
enum TruthMutation: CaseIterable {
    /// A tenth of a bps: a cost that is off by less is caught by the scripted edges of the detector's mutants.
    case costOfATenthMore
    case noGateOnBboAge
    case noGateOnContextAge
    case noGateOnTheMark
    case noGateOnTheSpread
    case sidesSwapped
    case staleOracle
    case contextsIgnored
    case sizesIgnored
    case booksKeptOverAReconnect

    var policy: TruthPolicy {
        var policy = TruthPolicy()
        switch self {
        case .costOfATenthMore: policy.costHundredths += 10
        case .noGateOnBboAge: policy.bboAgeMs = nil
        case .noGateOnContextAge: policy.ctxAgeMs = nil
        case .noGateOnTheMark: policy.markDivergenceHundredths = nil
        case .noGateOnTheSpread: policy.spreadShockRatio = nil
        default: break
        }
        return policy
    }

    /// What the mutant takes in place of `update`; nil: nothing. `lastOracle` is that of the market, kept here.
    func apply(to update: TruthUpdate, lastOracle: inout Int64?) -> TruthUpdate? {
        switch (self, update) {
        case (.sidesSwapped, .bbo(let bid, let ask)): return .bbo(bid: ask, ask: bid)
        case (.sizesIgnored, .bbo(let bid, let ask)): return .bbo(bid: plain(bid), ask: plain(ask))
        case (.staleOracle, .ctx(let oracle, let mark)):
            defer { lastOracle = oracle }
            return .ctx(oraclePxE8: lastOracle ?? oracle, markPxE8: mark)
        case (.contextsIgnored, .ctx(let oracle, _)):
            defer { lastOracle = oracle }
            return lastOracle == nil ? update : nil
        default: return update
        }
    }

    private func plain(_ level: TruthLevel?) -> TruthLevel? {
        level.map { TruthLevel(pxE8: $0.pxE8, sizeE8: 100_000_000) }
    }
}
