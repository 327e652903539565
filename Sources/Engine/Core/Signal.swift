/// A cross that was worth noting, as `signals_DATE.jsonl` holds it. Edges are hundredths of a bps.
package struct Signal: Hashable, Sendable {
    package let timestampMS: Int64
    package let marketKey: String
    package let side: Side
    package let rawEdgeHundredths: Int64
    package let netEdgeHundredths: Int64
    package let oracle: Price
    package let best: Level
    package let suggestedSize: Size
    /// Counts the signals of one market, side and millisecond from 0.
    package let number: Int64

    /// Unique over all time: `sig_xyz:11_buy_1768920860122_0`.
    package var id: String { "sig_\(marketKey)_\(side.name)_\(timestampMS)_\(number)" }

    /// One whole line with its line end.
    package func write(to writer: inout LineWriter) {
        writer.open()
        writer.key("timestamp_ms")
        writer.value(timestampMS)
        writer.key("market_key")
        writer.value(marketKey)
        writer.key("side")
        writer.value(side.name)
        writer.key("raw_edge_bps")
        writer.decimal(rawEdgeHundredths, scale: 2)
        writer.key("net_edge_bps")
        writer.decimal(netEdgeHundredths, scale: 2)
        writer.key("oracle_px")
        writer.decimal(oracle.mantissa, scale: Price.scale)
        writer.key("best_px")
        writer.decimal(best.price.mantissa, scale: Price.scale)
        writer.key("best_size")
        writer.decimal(best.size.mantissa, scale: Size.scale)
        writer.key("suggested_size")
        writer.decimal(suggestedSize.mantissa, scale: Size.scale)
        writer.key("signal_id")
        writeID(to: &writer)
        writer.close()
        writer.newline()
    }

    func writeID(to writer: inout LineWriter) {
        writer.openText()
        writer.text("sig_")
        writer.text(marketKey)
        writer.text("_")
        writer.text(side.name)
        writer.text("_")
        writer.digits(timestampMS)
        writer.text("_")
        writer.digits(number)
        writer.closeText()
    }

    /// Reads a line that `write` wrote, with or without its line end. Takes the canonical form only.
    package init(line: some Sequence<UInt8>) throws(LineFormError) {
        var scanner = CanonicalScanner(line)
        try scanner.expect("{\"timestamp_ms\":")
        timestampMS = try scanner.integer()
        try scanner.expect(",\"market_key\":")
        marketKey = try scanner.string()
        try scanner.expect(",\"side\":")
        side = try scanner.side()
        try scanner.expect(",\"raw_edge_bps\":")
        rawEdgeHundredths = try scanner.decimal(scale: 2)
        try scanner.expect(",\"net_edge_bps\":")
        netEdgeHundredths = try scanner.decimal(scale: 2)
        try scanner.expect(",\"oracle_px\":")
        oracle = Price(mantissa: try scanner.decimal(scale: Price.scale))
        try scanner.expect(",\"best_px\":")
        let bestPrice = Price(mantissa: try scanner.decimal(scale: Price.scale))
        try scanner.expect(",\"best_size\":")
        best = Level(price: bestPrice, size: Size(mantissa: try scanner.decimal(scale: Size.scale)))
        try scanner.expect(",\"suggested_size\":")
        suggestedSize = Size(mantissa: try scanner.decimal(scale: Size.scale))
        try scanner.expect(",\"signal_id\":\"sig_\(marketKey)_\(side.name)_\(timestampMS)_")
        number = try scanner.integer()
        try scanner.expect("\"}")
        try scanner.end()
    }

    package init(
        timestampMS: Int64, marketKey: String, side: Side, rawEdgeHundredths: Int64, netEdgeHundredths: Int64,
        oracle: Price, best: Level, suggestedSize: Size, number: Int64
    ) {
        self.timestampMS = timestampMS
        self.marketKey = marketKey
        self.side = side
        self.rawEdgeHundredths = rawEdgeHundredths
        self.netEdgeHundredths = netEdgeHundredths
        self.oracle = oracle
        self.best = best
        self.suggestedSize = suggestedSize
        self.number = number
    }
}
