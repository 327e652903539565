/// A flat table's columns in their order. Nested ones are not read: no writer of signals makes them.
package struct ParquetSchema: Equatable, Sendable {
    package enum ValueType: Int64, Sendable {
        case flag = 0
        case int32, int64, int96, float, double, bytes, fixedBytes
    }

    package struct Column: Equatable, Sendable {
        package var name: String
        package var type: ValueType
        /// True where a row may have none.
        package var isOptional: Bool

        package init(_ name: String, _ type: ValueType, isOptional: Bool = false) {
            self.name = name
            self.type = type
            self.isOptional = isOptional
        }
    }

    package var columns: [Column]

    package init(_ columns: [Column]) { self.columns = columns }

    /// The table of the engine before January 2026: nine required columns, no `best_size`.
    package static let oldSignals = ParquetSchema([
        Column("timestamp_ms", .int64), Column("market_key", .bytes), Column("side", .bytes),
        Column("raw_edge_bps", .double), Column("net_edge_bps", .double), Column("oracle_px", .double),
        Column("best_px", .double), Column("suggested_size", .double), Column("signal_id", .bytes),
    ])
}
