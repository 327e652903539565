/// Records of lines that are no canonical ones, as an older engine may have written them: numbers in any form,
/// `best_size` missing. What `CarefulReader` found no fault with.
enum OldForm {
    /// Throws `FormatError`.
    static func signal(_ bytes: UnsafeBufferPointer<UInt8>) throws -> SignalRecord {
        var members = try Members(try JSONParser.parse(bytes, allowsBlanks: true))
        var record = SignalRecord()
        record.timestampMS = try members.integer("timestamp_ms")
        record.market = try members.market("market_key")
        record.side = try members.side("side")
        record.rawEdge = try points(&members, "raw_edge_bps")
        record.netEdge = try points(&members, "net_edge_bps")
        record.oracle = try price(&members, "oracle_px")
        record.best = try price(&members, "best_px")
        if members.has("best_size") { record.bestSize = try amount(&members, "best_size") }
        record.suggestedSize = try amount(&members, "suggested_size")
        record.id = try id(&members)
        record.rawEdge = settled(record.rawEdge, of: record)
        return record
    }

    /// An older engine rounded in binary: at a tie either neighbour is right.
    private static func settled(_ edge: BasisPoints, of record: SignalRecord) -> BasisPoints {
        let (best, oracle) = (Int128(record.best.units), Int128(record.oracle.units))
        let gain = record.side == .buy ? oracle - best : best - oracle
        let rest = gain * 1_000_000 - Int128(edge.hundredths) * oracle
        guard rest.magnitude * 2_000_000 <= oracle.magnitude * 1_000_001 else { return edge }
        return RecordRules.rawEdge(record.side, best: record.best, oracle: record.oracle)
    }

    /// Throws `FormatError`.
    static func followup(_ bytes: UnsafeBufferPointer<UInt8>) throws -> FollowupRecord {
        var members = try Members(try JSONParser.parse(bytes, allowsBlanks: true))
        var record = FollowupRecord()
        record.id = try id(&members)
        record.market = try members.market("market_key")
        record.side = try members.side("side")
        record.signalTimestampMS = try members.integer("signal_timestamp_ms")
        record.offsetMS = try members.integer("offset_ms")
        record.capturedAtMS = try members.integer("captured_at_ms")
        record.thenOracle = try price(&members, "t0_oracle_px")
        record.thenBest = try price(&members, "t0_best_px")
        record.thenRawEdge = try points(&members, "t0_raw_edge_bps")
        record.oracle = try price(&members, "oracle_px")
        record.best = try price(&members, "best_px")
        record.bestSize = try amount(&members, "best_size")
        record.rawEdge = try points(&members, "raw_edge_bps")
        record.edgeChange = try points(&members, "edge_change_bps")
        record.oracleMoved = try points(&members, "oracle_moved_bps")
        record.marketMoved = try points(&members, "market_moved_bps")
        return record
    }

    private static func id(_ members: inout Members) throws -> SignalID {
        let text = try members.string("signal_id")
        guard let id = SignalID(text) else { throw FormatError(.malformedID, text) }
        return id
    }

    private static func price(_ members: inout Members, _ key: String) throws -> Amount {
        let price = try amount(&members, key)
        guard price > .zero else { throw FormatError(.notPositive, "\(key) \(price)") }
        return price
    }

    private static func amount(_ members: inout Members, _ key: String) throws -> Amount {
        let text = try members.numberText(key)
        return try Amount(text) ?? Amount(units: units(of: text, perOne: Double(Amount.unitsPerOne), key))
    }

    private static func points(_ members: inout Members, _ key: String) throws -> BasisPoints {
        let text = try members.numberText(key)
        return try BasisPoints(text) ?? BasisPoints(hundredths: units(of: text, perOne: 100, key))
    }

    /// Of more decimals than we keep, or with an exponent.
    private static func units(of text: String, perOne: Double, _ key: String) throws -> Int64 {
        guard let value = Double(text), (value * perOne).magnitude < 9e18 else {
            throw FormatError(.numberTooLarge, "\(key) \(text)")
        }
        return Int64((value * perOne).rounded(.toNearestOrEven))
    }
}
