/// All markets of one dex at one moment, by index.
package struct Universe: Hashable, Sendable {
    package let dex: String
    /// The dex's position in `perpDexs`, where the venue's main dex is 0.
    package let dexIndex: Int
    package let markets: [Market]

    package init(dex: String, dexIndex: Int, markets: [Market]) {
        self.dex = dex
        self.dexIndex = dexIndex
        self.markets = markets
    }

    /// The one line of `markets_DATE.json`, with its line end.
    package func write(to writer: inout LineWriter) {
        writer.open()
        writer.key("dex")
        writer.value(dex)
        writer.key("dex_index")
        writer.value(dexIndex)
        writer.key("markets")
        writer.openArray()
        for market in markets {
            writer.open()
            writer.key("index")
            writer.value(market.index)
            writer.key("coin")
            writer.value(market.coin)
            writer.key("sz_decimals")
            writer.value(market.sizeDecimals)
            writer.key("max_leverage")
            writer.value(market.maxLeverage)
            writer.key("delisted")
            writer.value(market.isDelisted)
            writer.close()
        }
        writer.closeArray()
        writer.close()
        writer.newline()
    }

    /// The value of `markets` in the ledger's `universe` line, for some or all of the markets.
    package static func writeLedgerMarkets(_ markets: some Sequence<Market>, to writer: inout LineWriter) {
        writer.openArray()
        for market in markets {
            writer.open()
            writer.key("market")
            writer.value(market.key)
            writer.key("coin")
            writer.value(market.coin)
            writer.key("sz_decimals")
            writer.value(market.sizeDecimals)
            writer.key("delisted")
            writer.value(market.isDelisted)
            writer.close()
        }
        writer.closeArray()
    }
}
