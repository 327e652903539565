import DoDAnalysis

/// An estimate in words: the mean, its 95 % interval and n, never one without the others.
enum EstimateText {
    /// `+3.21`, with a real minus sign.
    static func bps(_ hundredths: Int64) -> String {
        let text = Numbers.hundredths(hundredths.magnitude)
        return (hundredths < 0 ? "\u{2212}" : hundredths > 0 ? "+" : "") + text
    }

    /// `+3.21 [+1.02, +5.40]`
    static func value(_ estimate: Estimate) -> String {
        guard let mean = estimate.mean else { return "–" }
        guard let interval = estimate.interval else { return "\(bps(mean)) [no interval]" }
        return "\(bps(mean)) [\(bps(interval.low)), \(bps(interval.high))]"
    }

    /// `n 1,234`
    static func count(_ estimate: Estimate) -> String { "n \(Numbers.grouped(estimate.n))" }

    static func full(_ estimate: Estimate) -> String {
        "\(value(estimate)) bps, \(count(estimate))\(estimate.isGrey && estimate.n > 0 ? ", too few to tell" : "")"
    }

    /// The class of its mark: told by its place beside the zero line and by its numbers too.
    static func tone(_ estimate: Estimate) -> String {
        guard !estimate.isGrey, let interval = estimate.interval else { return "few" }
        if !estimate.isOfHours { return "brief" }
        return interval.low > 0 ? "gain" : interval.high < 0 ? "loss" : "even"
    }
}
