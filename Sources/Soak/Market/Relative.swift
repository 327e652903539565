/// Small relative amounts are counted in thousandths of a bps: whole numbers of 1e-7.
enum Relative {
    static let bps: Int64 = 1_000
    private static let one: Int64 = 10_000_000

    /// The part of a price, rounded towards zero. Exact in 64 bits up to a price of 100,000 and 9,000 bps.
    static func part(_ amount: Int64, of pxE8: Int64) -> Int64 { pxE8 * amount / one }

    static func moved(_ pxE8: Int64, by amount: Int64) -> Int64 { pxE8 + part(amount, of: pxE8) }
}
