package import DoDParquet

/// One row of the old engine's table, as the line that the signals file of today would have for it.
package struct OldSignalRow: Sendable {
    /// Nil where the row has none.
    package let timestampMS: Int64?
    /// A JSON object without `best_size`, which the old engine did not write.
    package let line: String
    /// What is wrong with it, so far as the row alone can show it.
    package let problem: FormatError?
    /// What it says, where its form is right.
    let record: SignalRecord?

    /// Its keys, in the order of a signals line.
    static let keys = [
        "timestamp_ms", "market_key", "side", "raw_edge_bps", "net_edge_bps", "oracle_px", "best_px",
        "best_size", "suggested_size", "signal_id",
    ]
    /// The old engine rounded its doubles, mostly to 2 decimals: an edge may differ by as much from the one of its
    /// prices. One with more decimals was rounded less.
    static let edgeTolerance = 0.011
    /// What doubles lose on the way from two prices to an edge, and more.
    private static let noise = 1e-6
    private static let noiseDecimals = 9

    private static let lenient = CarefulReader(form: .signal, rule: .lenient)

    /// All rows of a group. Columns that a signals line does not have are left out.
    package static func rows(of group: RowGroup) -> [OldSignalRow] {
        let columns = keys.compactMap { key in group[key].map { (key, $0) } }
        return (0..<group.rows).map { row in OldSignalRow(columns, row) }
    }

    private init(_ columns: [(String, ColumnValues)], _ row: Int) {
        var members: [String] = []
        var numbers: [String: Double] = [:]
        var texts: [String: String] = [:]
        var time: Int64?
        for (key, values) in columns {
            switch values {
            case .integers(let values):
                members.append("\"\(key)\":\(values[row].map(String.init) ?? "null")")
                if key == "timestamp_ms" { time = values[row] }
            case .doubles(let values):
                members.append("\"\(key)\":\(values[row].map(PlainNumber.text) ?? "null")")
                numbers[key] = values[row]
            case .texts(let values):
                members.append("\"\(key)\":\(values[row].map(JSONString.text) ?? "null")")
                texts[key] = values[row]
            }
        }
        timestampMS = time
        let line = "{\(members.joined(separator: ","))}"
        self.line = line
        let bytes = Array(line.utf8)
        let formProblem = bytes.withUnsafeBufferPointer { Self.lenient.problem(of: $0) }
        record =
            formProblem == nil ? try? bytes.withUnsafeBufferPointer { try OldForm.signal($0) } : nil
        problem = formProblem ?? Self.contradiction(time, numbers, texts)
    }

    /// Two columns that can't both be right.
    private static func contradiction(
        _ time: Int64?, _ numbers: [String: Double], _ texts: [String: String]
    ) -> FormatError? {
        if let time, let market = texts["market_key"], let side = texts["side"], let id = texts["signal_id"],
            !id.hasPrefix("sig_\(market)_\(side)_\(time)_")
        {
            return FormatError(.contradiction, "\(id) on a \(side) of \(market) at \(time)")
        }
        for key in ["oracle_px", "best_px"] {
            // The venue sends prices as texts of few decimals, and a double gives them back unchanged.
            if let price = numbers[key], decimals(of: price) > Amount.scale {
                return FormatError(
                    .contradiction, "\(key) \(PlainNumber.text(price)) is no price that a venue sends")
            }
        }
        guard let oracle = numbers["oracle_px"], let best = numbers["best_px"], oracle > 0,
            let edge = numbers["raw_edge_bps"], let side = texts["side"]
        else { return nil }
        let found = (side == Side.buy.rawValue ? oracle - best : best - oracle) / oracle * 10_000
        guard found > 0 else {
            return FormatError(
                .contradiction, "a \(side) at \(best) with the oracle at \(oracle) is no cross")
        }
        if abs(found - edge) <= tolerance(of: edge) { return nil }
        return FormatError(.contradiction, "raw_edge_bps \(edge), from its prices \(found)")
    }

    private static func decimals(of value: Double) -> Int {
        PlainNumber.text(value).drop { $0 != "." }.utf8.count - 1
    }

    /// How far an edge may be from the right one, by how it was rounded.
    private static func tolerance(of edge: Double) -> Double {
        let clean = (edge * 1e9).rounded() / 1e9
        var tolerance = edgeTolerance
        for _ in 2..<max(2, min(decimals(of: clean), noiseDecimals)) { tolerance /= 10 }
        return max(tolerance, noise)
    }
}
