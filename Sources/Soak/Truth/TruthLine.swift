/// Writes lines of `truth/signals.jsonl` in their one canonical form.
package struct TruthLine {
    private let marketKeys: [[UInt8]]

    /// `marketKeys`: `xyz:0`, … by position in `meta`; plain, nothing in them needs an escape.
    package init(marketKeys: [String]) {
        self.marketKeys = marketKeys.map { Array($0.utf8) }
    }

    package func append(_ signal: TruthSignal, to bytes: inout [UInt8]) {
        add(#"{"sent_ms":"#, to: &bytes)
        add(signal.sentMs, to: &bytes)
        add(#","market":""#, to: &bytes)
        bytes.append(contentsOf: marketKeys[signal.market])
        add(#"","side":""#, to: &bytes)
        bytes.append(contentsOf: signal.side.rawValue.utf8)
        add(#"","class":""#, to: &bytes)
        bytes.append(contentsOf: signal.classed.rawValue.utf8)
        add(#"","connection":"#, to: &bytes)
        add(Int64(signal.connection), to: &bytes)
        add(#","best_px":"#, to: &bytes)
        addDecimal(signal.bestPxE8, scale: 8, to: &bytes)
        add(#","best_size":"#, to: &bytes)
        addDecimal(signal.bestSizeE8, scale: 8, to: &bytes)
        add(#","oracle_px":"#, to: &bytes)
        addDecimal(signal.oraclePxE8, scale: 8, to: &bytes)
        add(#","raw_edge_bps":"#, to: &bytes)
        addDecimal(signal.rawEdgeHundredths, scale: 2, to: &bytes)
        add("}\n", to: &bytes)
    }

    private func add(_ text: StaticString, to bytes: inout [UInt8]) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    private func add(_ number: Int64, to bytes: inout [UInt8]) {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        addDigits(number.magnitude, atLeast: 1, to: &bytes)
    }

    private func addDecimal(_ mantissa: Int64, scale: Int, to bytes: inout [UInt8]) {
        var unit: UInt64 = 1
        for _ in 0..<scale { unit *= 10 }
        if mantissa < 0 { bytes.append(UInt8(ascii: "-")) }
        addDigits(mantissa.magnitude / unit, atLeast: 1, to: &bytes)
        bytes.append(UInt8(ascii: "."))
        var decimals = mantissa.magnitude % unit
        var places = scale
        while places > 1, decimals % 10 == 0 {
            decimals /= 10
            places -= 1
        }
        addDigits(decimals, atLeast: places, to: &bytes)
    }

    private func addDigits(_ magnitude: UInt64, atLeast places: Int, to bytes: inout [UInt8]) {
        let begin = bytes.count
        var rest = magnitude
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0 || bytes.count - begin < places
        bytes[begin...].reverse()
    }
}
