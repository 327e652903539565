/// How a market behaves beside its facts: the model's own judgement, not the venue's data.
struct MarketTraits {
    /// Book updates as a percentage of what is usual in its class.
    var activity: Int64
    /// The usual spread between the bells, in thousandths of a bps.
    var spread: Int64
    /// Price movement as a percentage of what is usual in its class.
    var volatility: Int64

    static func of(_ coin: String) -> MarketTraits {
        guard let row = table.first(where: { $0.coin == coin }) else {
            return MarketTraits(activity: 60, spread: 5_000, volatility: 100)
        }
        return MarketTraits(activity: row.activity, spread: row.spread, volatility: row.volatility)
    }

    private static let table: [(coin: String, activity: Int64, spread: Int64, volatility: Int64)] = [
        ("xyz:XYZ100", 160, 500, 80), ("xyz:TSLA", 170, 1_500, 130), ("xyz:NVDA", 180, 1_800, 110),
        ("xyz:GOLD", 110, 500, 80), ("xyz:HOOD", 110, 4_000, 150), ("xyz:INTC", 130, 2_500, 130),
        ("xyz:PLTR", 110, 2_800, 130), ("xyz:COIN", 105, 3_500, 150), ("xyz:META", 90, 3_500, 90),
        ("xyz:AAPL", 110, 3_500, 70), ("xyz:MSFT", 90, 4_000, 70), ("xyz:ORCL", 75, 5_000, 110),
        ("xyz:GOOGL", 105, 3_500, 80), ("xyz:AMZN", 95, 3_800, 85), ("xyz:AMD", 110, 3_500, 130),
        ("xyz:MU", 150, 2_800, 140), ("xyz:SNDK", 120, 1_800, 170), ("xyz:MSTR", 120, 5_000, 180),
        ("xyz:CRCL", 110, 4_500, 180), ("xyz:NFLX", 45, 12_000, 90), ("xyz:COST", 20, 16_000, 60),
        ("xyz:LLY", 35, 14_000, 80), ("xyz:SKHX", 60, 9_000, 100), ("xyz:TSM", 75, 5_000, 90),
        ("xyz:JPY", 50, 1_500, 100), ("xyz:EUR", 60, 1_800, 80), ("xyz:SILVER", 140, 800, 160),
        ("xyz:RIVN", 25, 12_000, 150), ("xyz:BABA", 70, 5_500, 100), ("xyz:CL", 150, 900, 140),
        ("xyz:COPPER", 70, 2_200, 100), ("xyz:NATGAS", 70, 2_000, 180),
    ]
}
