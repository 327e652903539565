/// The market a little after a signal, as `followups_DATE.jsonl` holds it.
package struct Followup: Hashable, Sendable {
    package let signal: Signal
    package let offsetMS: Int64
    package let capturedAtMS: Int64
    package let oracle: Price
    /// The same side of the book as at the signal.
    package let best: Level

    package init(signal: Signal, offsetMS: Int64, capturedAtMS: Int64, oracle: Price, best: Level) {
        self.signal = signal
        self.offsetMS = offsetMS
        self.capturedAtMS = capturedAtMS
        self.oracle = oracle
        self.best = best
    }

    package var rawEdgeHundredths: Int64 {
        Edge.hundredths(side: signal.side, best: best.price, oracle: oracle)
    }

    /// One whole line with its line end.
    package func write(to writer: inout LineWriter) {
        let rawEdge = rawEdgeHundredths
        writer.open()
        writer.key("signal_id")
        signal.writeID(to: &writer)
        writer.key("market_key")
        writer.value(signal.marketKey)
        writer.key("side")
        writer.value(signal.side.name)
        writer.key("signal_timestamp_ms")
        writer.value(signal.timestampMS)
        writer.key("offset_ms")
        writer.value(offsetMS)
        writer.key("captured_at_ms")
        writer.value(capturedAtMS)
        writer.key("t0_oracle_px")
        writer.decimal(signal.oracle.mantissa, scale: Price.scale)
        writer.key("t0_best_px")
        writer.decimal(signal.best.price.mantissa, scale: Price.scale)
        writer.key("t0_raw_edge_bps")
        writer.decimal(signal.rawEdgeHundredths, scale: 2)
        writer.key("oracle_px")
        writer.decimal(oracle.mantissa, scale: Price.scale)
        writer.key("best_px")
        writer.decimal(best.price.mantissa, scale: Price.scale)
        writer.key("best_size")
        writer.decimal(best.size.mantissa, scale: Size.scale)
        writer.key("raw_edge_bps")
        writer.decimal(rawEdge, scale: 2)
        writer.key("edge_change_bps")
        writer.decimal(rawEdge - signal.rawEdgeHundredths, scale: 2)
        writer.key("oracle_moved_bps")
        writer.decimal(Edge.movedHundredths(from: signal.oracle, to: oracle), scale: 2)
        writer.key("market_moved_bps")
        writer.decimal(Edge.movedHundredths(from: signal.best.price, to: best.price), scale: 2)
        writer.close()
        writer.newline()
    }
}

/// What a restart must know of a follow-up that is in the file already.
package struct FollowupReference: Hashable, Sendable {
    package let signalID: String
    package let marketKey: String
    package let signalTimestampMS: Int64
    package let offsetMS: Int64
    package let capturedAtMS: Int64

    /// Reads the beginning of a line that `Followup.write` wrote; what follows is not looked at.
    package init(line: some Sequence<UInt8>) throws(LineFormError) {
        var scanner = CanonicalScanner(line)
        try scanner.expect("{\"signal_id\":")
        signalID = try scanner.string()
        try scanner.expect(",\"market_key\":")
        marketKey = try scanner.string()
        try scanner.expect(",\"side\":")
        _ = try scanner.side()
        try scanner.expect(",\"signal_timestamp_ms\":")
        signalTimestampMS = try scanner.integer()
        try scanner.expect(",\"offset_ms\":")
        offsetMS = try scanner.integer()
        try scanner.expect(",\"captured_at_ms\":")
        capturedAtMS = try scanner.integer()
    }
}
