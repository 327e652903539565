/// The prices that the venue allows: at most 5 significant digits and at most 6 - szDecimals decimals, whole
/// numbers always. All in units of 1e-8.
struct PriceGrid {
    static let oneE8: Int64 = 100_000_000
    private let finestE8: Int64

    init(szDecimals: Int) {
        var finest = Self.oneE8
        for _ in 0..<(6 - szDecimals) { finest /= 10 }
        finestE8 = finest
    }

    /// The smallest size of a market, in units of 1e-8.
    static func lotE8(szDecimals: Int) -> Int64 {
        (0..<szDecimals).reduce(oneE8) { lot, _ in lot / 10 }
    }

    /// The step between allowed prices at a price.
    func tick(at pxE8: Int64) -> Int64 {
        var tick: Int64 = 1
        var limit: Int64 = 100_000
        while limit <= pxE8 {
            limit *= 10
            tick *= 10
        }
        return min(max(tick, finestE8), Self.oneE8)
    }

    func floor(_ pxE8: Int64) -> Int64 {
        let tick = tick(at: pxE8)
        return pxE8 / tick * tick
    }

    func ceil(_ pxE8: Int64) -> Int64 {
        let tick = tick(at: pxE8)
        return (pxE8 + tick - 1) / tick * tick
    }

    func round(_ pxE8: Int64) -> Int64 {
        let tick = tick(at: pxE8)
        return (pxE8 + tick / 2) / tick * tick
    }
}
