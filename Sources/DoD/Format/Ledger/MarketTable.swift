/// A `markets_DATE.json` file: index, coin and size decimals as `meta` gave them.
package struct MarketTable: Hashable, Sendable {
    package var day: UTCDay
    package var dex: String
    package var dexIndex: Int64
    package var markets: [UniverseMarket]

    package init(day: UTCDay, dex: String, dexIndex: Int64, markets: [UniverseMarket]) {
        self.day = day
        self.dex = dex
        self.dexIndex = dexIndex
        self.markets = markets
    }
}
