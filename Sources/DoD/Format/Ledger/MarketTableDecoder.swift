/// Reads a `markets_DATE.json` file: one line, one object.
enum MarketTableDecoder {
    /// Throws `FormatError`.
    static func table(_ bytes: [UInt8], day: UTCDay) throws -> MarketTable {
        let line = Array(bytes.dropLast())
        try bytes.withUnsafeBufferPointer { if let problem = problem(of: $0) { throw problem } }
        var members = try Members(try JSONParser.parse(line))
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

    /// What is wrong with the file as a text.
    private static func problem(of bytes: UnsafeBufferPointer<UInt8>) -> FormatError? {
        if bytes.isEmpty { return FormatError(.emptyFile) }
        if let problem = BrokenText.nul(in: bytes) { return problem }
        if bytes.last != UInt8(ascii: "\n") { return FormatError(.noFinalNewline) }
        return BrokenText.problem(of: UnsafeBufferPointer(rebasing: bytes.dropLast()))
    }
}
