import CCanonical

// The fast way: lines that have their one canonical form are read by `CCanonical`, without allocating. What it does
// not take is for the careful reader to name.

extension MarketKey {
    /// Of a line that is still in memory.
    init(_ market: canonical_market) {
        let name =
            market.dex != 0
            ? DexName(packed: market.dex)
            : DexName(
                String(
                    decoding: UnsafeBufferPointer(start: market.name, count: market.name_length),
                    as: UTF8.self))
        self.init(name, index: Int(market.index))
    }
}

extension SignalID {
    init(_ id: canonical_id) {
        self.init(
            market: MarketKey(id.market), side: id.is_sell ? .sell : .buy, timestampMS: id.timestamp_ms,
            number: id.number)
    }

    /// Nil when the text is not `sig_<market>_<side>_<timestamp>_<n>`.
    package init?(_ text: String) {
        var text = text
        let id = text.withUTF8 { bytes -> SignalID? in
            var id = canonical_id()
            return canonical_id_read(bytes.baseAddress, bytes.count, &id) ? SignalID(id) : nil
        }
        guard let id else { return nil }
        self = id
    }
}

extension SignalRecord {
    /// Reads a line that is canonical to the byte; nil for any other.
    init?(canonical bytes: UnsafeBufferPointer<UInt8>) {
        var line = canonical_signal()
        guard let base = bytes.baseAddress, canonical_signal_read(base, bytes.count, &line) else {
            return nil
        }
        self.init(
            timestampMS: line.timestamp_ms, market: MarketKey(line.market), side: line.is_sell ? .sell : .buy,
            rawEdge: BasisPoints(hundredths: line.raw_edge), netEdge: BasisPoints(hundredths: line.net_edge),
            oracle: Amount(units: line.oracle), best: Amount(units: line.best),
            bestSize: Amount(units: line.best_size), suggestedSize: Amount(units: line.suggested_size),
            id: SignalID(line.id))
    }
}

extension FollowupRecord {
    /// Reads a line that is canonical to the byte; nil for any other.
    init?(canonical bytes: UnsafeBufferPointer<UInt8>) {
        var line = canonical_followup()
        guard let base = bytes.baseAddress, canonical_followup_read(base, bytes.count, &line) else {
            return nil
        }
        self.init(
            id: SignalID(line.id), market: MarketKey(line.market), side: line.is_sell ? .sell : .buy,
            signalTimestampMS: line.signal_timestamp_ms, offsetMS: line.offset_ms,
            capturedAtMS: line.captured_at_ms, thenOracle: Amount(units: line.then_oracle),
            thenBest: Amount(units: line.then_best), thenRawEdge: BasisPoints(hundredths: line.then_raw_edge),
            oracle: Amount(units: line.oracle), best: Amount(units: line.best),
            bestSize: Amount(units: line.best_size), rawEdge: BasisPoints(hundredths: line.raw_edge),
            edgeChange: BasisPoints(hundredths: line.edge_change),
            oracleMoved: BasisPoints(hundredths: line.oracle_moved),
            marketMoved: BasisPoints(hundredths: line.market_moved))
    }
}
