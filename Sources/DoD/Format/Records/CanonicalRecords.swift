extension SignalRecord {
    /// Reads a line that is canonical to the byte; nil for any other.
    init?(canonical bytes: UnsafeBufferPointer<UInt8>) {
        guard var line = CanonicalCursor(bytes),
            line.literal("{\"timestamp_ms\":"), let timestampMS = line.natural(),
            line.literal(",\"market_key\":\""), let market = line.market(),
            line.literal("\",\"side\":\""), let side = line.side(),
            line.literal("\",\"raw_edge_bps\":"), let rawEdge = line.basisPoints(),
            line.literal(",\"net_edge_bps\":"), let netEdge = line.basisPoints(),
            line.literal(",\"oracle_px\":"), let oracle = line.amount(), oracle > .zero,
            line.literal(",\"best_px\":"), let best = line.amount(), best > .zero,
            line.literal(",\"best_size\":"), let bestSize = line.amount(), bestSize >= .zero,
            line.literal(",\"suggested_size\":"), let suggestedSize = line.amount(), suggestedSize >= .zero,
            line.literal(",\"signal_id\":\""), let id = line.signalID(), line.literal("\"}"), line.isAtEnd
        else { return nil }
        self.init(
            timestampMS: timestampMS, market: market, side: side, rawEdge: rawEdge, netEdge: netEdge,
            oracle: oracle, best: best, bestSize: bestSize, suggestedSize: suggestedSize, id: id)
    }
}

extension FollowupRecord {
    /// Reads a line that is canonical to the byte; nil for any other.
    init?(canonical bytes: UnsafeBufferPointer<UInt8>) {
        guard var line = CanonicalCursor(bytes),
            line.literal("{\"signal_id\":\""), let id = line.signalID(),
            line.literal("\",\"market_key\":\""), let market = line.market(),
            line.literal("\",\"side\":\""), let side = line.side(),
            line.literal("\",\"signal_timestamp_ms\":"), let signalTimestampMS = line.natural(),
            line.literal(",\"offset_ms\":"), let offsetMS = line.natural(),
            line.literal(",\"captured_at_ms\":"), let capturedAtMS = line.natural(),
            line.literal(",\"t0_oracle_px\":"), let thenOracle = line.amount(), thenOracle > .zero,
            line.literal(",\"t0_best_px\":"), let thenBest = line.amount(), thenBest > .zero,
            line.literal(",\"t0_raw_edge_bps\":"), let thenRawEdge = line.basisPoints(),
            line.literal(",\"oracle_px\":"), let oracle = line.amount(), oracle > .zero,
            line.literal(",\"best_px\":"), let best = line.amount(), best > .zero,
            line.literal(",\"best_size\":"), let bestSize = line.amount(), bestSize >= .zero,
            line.literal(",\"raw_edge_bps\":"), let rawEdge = line.basisPoints(),
            line.literal(",\"edge_change_bps\":"), let edgeChange = line.basisPoints(),
            line.literal(",\"oracle_moved_bps\":"), let oracleMoved = line.basisPoints(),
            line.literal(",\"market_moved_bps\":"), let marketMoved = line.basisPoints(), line.literal("}"),
            line.isAtEnd
        else { return nil }
        self.init(
            id: id, market: market, side: side, signalTimestampMS: signalTimestampMS, offsetMS: offsetMS,
            capturedAtMS: capturedAtMS, thenOracle: thenOracle, thenBest: thenBest, thenRawEdge: thenRawEdge,
            oracle: oracle, best: best, bestSize: bestSize, rawEdge: rawEdge, edgeChange: edgeChange,
            oracleMoved: oracleMoved, marketMoved: marketMoved)
    }
}
