import ArgumentParser

/// What every measurement of a whole engine needs to know.
struct EngineOptions: ParsableArguments {
    @Option(help: "The engine to measure.") var engine = ".build/release/hip3-engine"
    @Option(help: "The only core that the engine and its baseline may use.") var core = 0
    @Option(help: "How many markets.") var markets = 32
    @Option(help: "The engine's sync_interval_ms.") var syncInterval = 100
    @Option(help: "Where the engine's files lie while it is measured; must exist.") var directory = "/tmp"
    @Flag(help: "Keep the engine's files.") var keep = false
}

/// Numbers for people.
enum Text {
    static func decimal(_ number: Double, _ decimals: Int) -> String {
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let scaled = Int64((number.magnitude * scale).rounded())
        let unit = Int64(scale)
        var fraction = String(scaled % unit)
        while fraction.count < decimals { fraction = "0" + fraction }
        let sign = number < 0 ? "-" : ""
        return decimals == 0 ? "\(sign)\(scaled)" : "\(sign)\(scaled / unit).\(fraction)"
    }

    /// `1,234,567`
    static func grouped(_ number: Double) -> String {
        var text = ""
        for (place, digit) in decimal(number, 0).reversed().enumerated() {
            if place > 0, place % 3 == 0, digit != "-" { text.append(",") }
            text.append(digit)
        }
        return String(text.reversed())
    }
}

/// Percentiles of a sample in ns, told in microseconds.
struct Sample {
    private let sorted: [Int64]

    init(_ values: [Int64]) { sorted = values.sorted() }

    func percentile(_ percent: Double) -> Double {
        guard !sorted.isEmpty else { return 0 }
        let rank = Int((percent / 100 * Double(sorted.count)).rounded(.up)) - 1
        return Double(sorted[min(max(0, rank), sorted.count - 1)]) / 1_000
    }

    var description: String {
        "p50 \(Text.decimal(percentile(50), 1)) us, p90 \(Text.decimal(percentile(90), 1)),"
            + " p99 \(Text.decimal(percentile(99), 1)), p99.9 \(Text.decimal(percentile(99.9), 1)),"
            + " max \(Text.decimal(percentile(100), 1)) (\(sorted.count) lines)"
    }
}
