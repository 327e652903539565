/// Reads a `markets_DATE.json` file: one line, one object.
enum MarketTableDecoder {
    /// Throws `FormatError`.
    static func table(_ bytes: [UInt8], day: UTCDay) throws -> MarketTable {
        guard bytes.last == UInt8(ascii: "\n") else { throw FormatError(.noFinalNewline) }
        var members = try Members(try JSONParser.parse(Array(bytes.dropLast())))
        let dex = try members.string("dex")
        let dexIndex = try members.integer("dex_index")
        let markets = try members.array("markets").map { value in
            var market = try Members(value)
            return UniverseMarket(
                market: MarketKey(dex: dex, index: Int(try market.count("index"))),
                coin: try market.string("coin"),
                sizeDecimals: try market.integer("sz_decimals"), isDelisted: try market.flag("delisted"))
        }
        return MarketTable(day: day, dex: dex, dexIndex: dexIndex, markets: markets)
    }
}
