/// The form of a record line: its keys in their order, each with its kind of value.
struct RecordForm {
    enum Kind {
        case integer
        /// A price above zero.
        case price
        /// A size, not below zero.
        case size
        case basisPoints
        case market, side, signalID
    }

    struct Field {
        var key: String
        var kind: Kind
        /// True for `best_size`, which files before 2026-01-21 do not have.
        var isNew = false
    }

    var fields: [Field]

    static let signal = RecordForm(fields: [
        Field(key: "timestamp_ms", kind: .integer), Field(key: "market_key", kind: .market),
        Field(key: "side", kind: .side), Field(key: "raw_edge_bps", kind: .basisPoints),
        Field(key: "net_edge_bps", kind: .basisPoints), Field(key: "oracle_px", kind: .price),
        Field(key: "best_px", kind: .price), Field(key: "best_size", kind: .size, isNew: true),
        Field(key: "suggested_size", kind: .size), Field(key: "signal_id", kind: .signalID),
    ])

    static let followup = RecordForm(fields: [
        Field(key: "signal_id", kind: .signalID), Field(key: "market_key", kind: .market),
        Field(key: "side", kind: .side), Field(key: "signal_timestamp_ms", kind: .integer),
        Field(key: "offset_ms", kind: .integer), Field(key: "captured_at_ms", kind: .integer),
        Field(key: "t0_oracle_px", kind: .price), Field(key: "t0_best_px", kind: .price),
        Field(key: "t0_raw_edge_bps", kind: .basisPoints), Field(key: "oracle_px", kind: .price),
        Field(key: "best_px", kind: .price), Field(key: "best_size", kind: .size),
        Field(key: "raw_edge_bps", kind: .basisPoints), Field(key: "edge_change_bps", kind: .basisPoints),
        Field(key: "oracle_moved_bps", kind: .basisPoints),
        Field(key: "market_moved_bps", kind: .basisPoints),
    ])

    /// The bytes that every record begins with: `{"timestamp_ms":`.
    var opening: [UInt8] { Array("{\"\(fields[0].key)\":".utf8) }
}

/// How much of the form is asked for.
enum FormRule {
    /// To the byte: what our engine writes.
    case canonical
    /// Strict JSON with the right keys and kinds, numbers in any form: files of the old engine.
    case lenient
}
