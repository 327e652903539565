/// How lively a market is in each phase of the day. Arrays by `TradingPhase`.
struct MarketPace {
    /// Book updates an hour (about): the mean gap follows from it.
    private let updatesPerHour: [Int64]
    /// Standard deviation of one oracle step of 3 s, in thousandths of a bps.
    private let stepByPhase: [Int64]
    /// Spread as a percentage of the one between the bells.
    private static let spreadPercent: [Int64] = [210, 150, 150, 100, 110, 170, 240]
    /// Mean time between dislocations in seconds.
    private static let calmSeconds: [Int64] = [1_700, 1_200, 600, 1_200, 1_000, 1_300, 2_400]

    private let traits: MarketTraits
    private let isAsian: Bool

    init(_ facts: MarketFacts, _ traits: MarketTraits) {
        self.traits = traits
        isAsian = facts.assetClass.isAsian
        let milliHertz: [Int64]
        let step: [Int64]
        switch facts.assetClass {
        case .equityUS:
            milliHertz = [450, 1_300, 13_000, 4_500, 6_000, 1_100, 250]
            step = [250, 700, 3_500, 1_800, 2_000, 600, 150]
        case .equityKR, .equityJP, .equityHK:
            milliHertz = [900, 900, 900, 900, 900, 900, 500]
            step = [350, 350, 500, 500, 500, 350, 200]
        case .preIPO:
            milliHertz = [500, 800, 1_500, 1_200, 1_200, 800, 400]
            step = [300, 300, 500, 400, 400, 300, 200]
        case .index:
            milliHertz = [1_600, 2_800, 14_000, 5_200, 6_000, 1_600, 500]
            step = [300, 450, 1_300, 800, 900, 400, 150]
        case .commodity:
            milliHertz = [1_600, 2_800, 13_000, 5_200, 5_500, 1_600, 500]
            step = [450, 700, 1_400, 1_100, 1_000, 450, 150]
        case .fx:
            milliHertz = [1_400, 2_400, 7_000, 4_200, 4_000, 1_200, 400]
            step = [180, 280, 500, 350, 300, 180, 100]
        }
        updatesPerHour = TradingPhase.allCases.map { phase in
            let rate = milliHertz[phase.rawValue] * 36 * traits.activity / 1_000
            // What few watch, nobody quotes while New York sleeps.
            return traits.activity < 50 && !phase.isSession && phase != .before ? rate / 3 : rate
        }
        stepByPhase = step.map { $0 * traits.volatility / 100 }
    }

    func meanGapMs(_ hours: MarketHours) -> Int64 {
        // Asia trades while New York sleeps.
        let lively: Int64 = isAsian && hours.isExternal ? 3 : 1
        return 3_600_000 / max(1, updatesPerHour[hours.phase.rawValue] * lively)
    }

    func stepDeviation(_ hours: MarketHours) -> Int64 {
        isAsian && hours.isExternal ? 1_500 : stepByPhase[hours.phase.rawValue]
    }

    func spread(_ hours: MarketHours) -> Int64 {
        let percent = isAsian && hours.isExternal ? 100 : Self.spreadPercent[hours.phase.rawValue]
        return traits.spread * percent / 100
    }

    func calmMs(_ hours: MarketHours) -> Int64 { Self.calmSeconds[hours.phase.rawValue] * 1_000 }
}
