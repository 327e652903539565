/// `min(sizing_alpha * best_size, max_notional / mid)`, rounded down at 8 decimals; a fifth of it while the
/// spread is shocked. Where a side is missing the best price stands for the mid.
enum SuggestedSize {
    static let shockDivisor: Int64 = 5

    static func of(_ level: Level, in market: MarketState, settings: DetectorSettings, isShrunk: Bool) -> Size
    {
        let share = Int128(settings.sizingAlpha.mantissa) * Int128(level.size.mantissa) / Int128(Fixed8.unit)
        // Twice the mid, so that half a unit stays exact.
        let twiceMid =
            if let bid = market.bid, let ask = market.ask {
                Int128(bid.price.mantissa) + Int128(ask.price.mantissa)
            } else {
                2 * Int128(level.price.mantissa)
            }
        let affordable = Int128(settings.maxNotional.mantissa) * 2 * Int128(Fixed8.unit) / twiceMid
        let size = Int64(clamping: min(share, affordable))
        return Size(mantissa: isShrunk ? size / shockDivisor : size)
    }
}
