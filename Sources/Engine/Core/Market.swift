/// One market as `meta` lists it.
package struct Market: Hashable, Sendable {
    /// The position in `meta.universe`: never in `perpDexs`, never in the alphabet.
    package let index: Int
    /// `<dex>:<index>`, as signal files name a market: `xyz:11`.
    package let key: String
    /// `<dex>:<COIN>`, as the venue's feed names it: `xyz:ORCL`.
    package let coin: String
    package let sizeDecimals: Int
    package let maxLeverage: Int
    package let isDelisted: Bool

    package init(
        dex: String, index: Int, coin: String, sizeDecimals: Int, maxLeverage: Int, isDelisted: Bool = false
    ) {
        self.index = index
        self.key = "\(dex):\(index)"
        self.coin = coin
        self.sizeDecimals = sizeDecimals
        self.maxLeverage = maxLeverage
        self.isDelisted = isDelisted
    }
}
