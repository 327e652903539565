import EngineStore

/// Prometheus text (version 0.0.4), family by family. What it can't get wrong: a family has one HELP and one TYPE
/// and stands in one piece, labels are escaped.
struct MetricsText {
    enum Kind: String {
        case counter, gauge, histogram, summary
    }

    private(set) var text = ""

    mutating func family(_ name: String, _ kind: Kind, _ help: String) {
        text += "# HELP \(name) \(Self.escaped(help, quotes: false))\n# TYPE \(name) \(kind.rawValue)\n"
    }

    /// A sample of the family that was opened last. A name may end in `_sum`, `_count` or `_bucket` where the kind has such.
    mutating func sample(_ name: String, _ value: String, _ labels: [(String, String)] = []) {
        let inner = labels.map { "\($0)=\"\(Self.escaped($1, quotes: true))\"" }.joined(separator: ",")
        text += labels.isEmpty ? "\(name) \(value)\n" : "\(name){\(inner)} \(value)\n"
    }

    mutating func single(_ name: String, _ kind: Kind, _ help: String, _ value: some BinaryInteger) {
        family(name, kind, help)
        sample(name, "\(value)")
    }

    mutating func single(_ name: String, _ kind: Kind, _ help: String, seconds: Double) {
        family(name, kind, help)
        sample(name, Self.seconds(seconds))
    }

    mutating func each(
        _ name: String, _ kind: Kind, _ help: String, by label: String, _ values: [(String, Int)]
    ) {
        family(name, kind, help)
        for (value, count) in values { sample(name, "\(count)", [(label, value)]) }
    }

    /// Seconds, in the classes of the histogram; each counts what the ones before it do.
    mutating func histogram(_ name: String, _ help: String, _ histogram: LatencyHistogram) {
        family(name, .histogram, help)
        for (at, boundNs) in LatencyHistogram.boundsNs.enumerated() {
            let bound = Self.seconds(Double(boundNs) / 1e9)
            sample(name + "_bucket", "\(histogram.count(within: at))", [("le", bound)])
        }
        sample(name + "_bucket", "\(histogram.count)", [("le", "+Inf")])
        sample(name + "_sum", Self.seconds(Double(histogram.sumNs) / 1e9))
        sample(name + "_count", "\(histogram.count)")
    }

    /// Plain decimals: exponents are allowed there, but nobody likes to read them.
    static func seconds(_ seconds: Double) -> String {
        let micros = Int64((max(0, seconds) * 1e6).rounded())
        let digits = String(micros % 1_000_000)
        return "\(micros / 1_000_000).\(String(repeating: "0", count: 6 - digits.count))\(digits)"
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var escaped = ""
        for character in text.unicodeScalars {
            switch character {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quotes: escaped += "\\\""
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }
}
