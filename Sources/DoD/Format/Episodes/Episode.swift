/// When after its signal a follow-up looks at the market.
package enum Horizon: Int, Hashable, CaseIterable, Sendable {
    case oneSecond, threeSeconds, fiveSeconds

    package var offsetMS: Int64 { RecordRules.followupOffsetsMS[rawValue] }

    init?(offsetMS: Int64) {
        switch offsetMS {
        case 1_000: self = .oneSecond
        case 3_000: self = .threeSeconds
        case 5_000: self = .fiveSeconds
        default: return nil
        }
    }
}

/// A value for each horizon.
package struct ByHorizon<Value> {
    package var oneSecond: Value
    package var threeSeconds: Value
    package var fiveSeconds: Value

    package init(all value: Value) {
        oneSecond = value
        threeSeconds = value
        fiveSeconds = value
    }

    package subscript(horizon: Horizon) -> Value {
        get {
            switch horizon {
            case .oneSecond: oneSecond
            case .threeSeconds: threeSeconds
            case .fiveSeconds: fiveSeconds
            }
        }
        set {
            switch horizon {
            case .oneSecond: oneSecond = newValue
            case .threeSeconds: threeSeconds = newValue
            case .fiveSeconds: fiveSeconds = newValue
            }
        }
    }
}

extension ByHorizon: Equatable where Value: Equatable {}
extension ByHorizon: Hashable where Value: Hashable {}
extension ByHorizon: Sendable where Value: Sendable {}

/// Signals of one market and side with at most 5 s between two of them: one bet, however often a tick repeats it.
package struct Episode: Hashable, Sendable {
    package var market: MarketKey
    package var side: Side
    /// Of its first and last signal.
    package var firstMS: Int64
    package var lastMS: Int64
    package var signals: Int64
    /// Of its first signal.
    package var rawEdge: BasisPoints
    package var phase: TradingPhase
    /// What its first signal would have gained before costs, by the follow-ups; nil where there is none.
    package var gain: ByHorizon<BasisPoints?>

    package init(
        market: MarketKey, side: Side, firstMS: Int64, lastMS: Int64, signals: Int64, rawEdge: BasisPoints,
        phase: TradingPhase, gain: ByHorizon<BasisPoints?>
    ) {
        self.market = market
        self.side = side
        self.firstMS = firstMS
        self.lastMS = lastMS
        self.signals = signals
        self.rawEdge = rawEdge
        self.phase = phase
        self.gain = gain
    }
}
