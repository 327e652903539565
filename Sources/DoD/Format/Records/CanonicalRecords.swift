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
        self.init()
        guard read(canonical: bytes) else { return nil }
    }

    /// The same into a record that is there: false, and no word of what it holds then, for any other line.
    @inline(__always)
    mutating func read(canonical bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var line = canonical_signal()
        guard let base = bytes.baseAddress, canonical_signal_read(base, bytes.count, &line) else {
            return false
        }
        timestampMS = line.timestamp_ms
        market = MarketKey(line.market)
        side = line.is_sell ? .sell : .buy
        rawEdge.hundredths = line.raw_edge
        netEdge.hundredths = line.net_edge
        oracle.units = line.oracle
        best.units = line.best
        bestSize = Amount(units: line.best_size)
        suggestedSize.units = line.suggested_size
        id = SignalID(line.id)
        return true
    }

    /// Of nothing: a place to read into.
    init() {
        self.init(
            timestampMS: 0, market: .none, side: .buy, rawEdge: .zero, netEdge: .zero, oracle: .zero,
            best: .zero, bestSize: nil, suggestedSize: .zero,
            id: SignalID(market: .none, side: .buy, timestampMS: 0, number: 0))
    }
}

extension FollowupRecord {
    /// Reads a line that is canonical to the byte; nil for any other.
    init?(canonical bytes: UnsafeBufferPointer<UInt8>) {
        self.init()
        guard read(canonical: bytes) else { return nil }
    }

    /// The same into a record that is there: false, and no word of what it holds then, for any other line.
    @inline(__always)
    mutating func read(canonical bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var line = canonical_followup()
        guard let base = bytes.baseAddress, canonical_followup_read(base, bytes.count, &line) else {
            return false
        }
        id = SignalID(line.id)
        market = MarketKey(line.market)
        side = line.is_sell ? .sell : .buy
        signalTimestampMS = line.signal_timestamp_ms
        offsetMS = line.offset_ms
        capturedAtMS = line.captured_at_ms
        thenOracle.units = line.then_oracle
        thenBest.units = line.then_best
        thenRawEdge.hundredths = line.then_raw_edge
        oracle.units = line.oracle
        best.units = line.best
        bestSize.units = line.best_size
        rawEdge.hundredths = line.raw_edge
        edgeChange.hundredths = line.edge_change
        oracleMoved.hundredths = line.oracle_moved
        marketMoved.hundredths = line.market_moved
        return true
    }

    /// Of nothing: a place to read into.
    init() {
        self.init(
            id: SignalID(market: .none, side: .buy, timestampMS: 0, number: 0), market: .none, side: .buy,
            signalTimestampMS: 0, offsetMS: 0, capturedAtMS: 0, thenOracle: .zero, thenBest: .zero,
            thenRawEdge: .zero, oracle: .zero, best: .zero, bestSize: .zero, rawEdge: .zero,
            edgeChange: .zero, oracleMoved: .zero, marketMoved: .zero)
    }
}

extension MarketKey {
    fileprivate static let none = MarketKey(DexName(packed: 0), index: 0)
    /// A market that there is not.
    static let nowhere = none
}
