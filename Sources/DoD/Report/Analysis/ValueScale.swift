import DoDAnalysis

/// A common scale for estimates, in hundredths of basis points; zero is always on it.
struct ValueScale: Equatable {
    struct Tick: Equatable {
        let tickLeft: String
        let tickText: String
        let tickMajor: Bool
    }

    let low: Int64
    let high: Int64

    /// What is grey may be far off and takes no part, unless all is.
    init(_ estimates: [Estimate]) {
        let sure = estimates.filter { !$0.isGrey }
        var values: [Int64] = [0]
        for estimate in sure.isEmpty ? estimates : sure {
            if let mean = estimate.mean { values.append(mean) }
            if let interval = estimate.interval { values += [interval.low, interval.high] }
        }
        let (least, most) = (values.min() ?? 0, values.max() ?? 0)
        let margin = max(20, (most - least) / 20)
        low = least < 0 ? least - margin : -margin
        high = most > 0 ? most + margin : margin
    }

    /// Units of a strip, cut to it.
    func unit(_ value: Int64) -> Int {
        let inside = min(max(value, low), high)
        return Int(Int64(TimeAxis.units) * (inside - low) / (high - low))
    }

    func percent(_ value: Int64) -> String {
        Numbers.hundredths(Int64(unit(value)) * 10_000 / Int64(TimeAxis.units)) + "%"
    }

    /// Round values, zero among them.
    var ticks: [Tick] {
        let steps: [Int64] = [
            10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000,
        ]
        let step = steps.first { (high - low) / $0 <= 8 } ?? (high - low)
        let first = (low / step) * step
        return stride(from: first, through: high, by: Int64.Stride(step)).filter { $0 >= low }.map { value in
            let text =
                value % 100 == 0
                ? (value < 0 ? "\u{2212}" : value > 0 ? "+" : "") + Numbers.grouped(value.magnitude / 100)
                : EstimateText.bps(value)
            return Tick(tickLeft: percent(value), tickText: text, tickMajor: (value / step) % 2 == 0)
        }
    }

    /// A line for the interval and a point for the mean, in a strip.
    func strip(_ estimate: Estimate) -> String {
        guard let mean = estimate.mean else { return Strip(boxes: []).svg }
        var line = ""
        if let interval = estimate.interval {
            line = #"<path class="range" d="M\#(unit(interval.low)) 0H\#(unit(interval.high))"/>"#
        }
        // What lies off the scale is told by its numbers alone.
        let isOn = mean >= low && mean <= high
        let point = isOn ? #"<path class="point" d="M\#(unit(mean)) 0h.01"/>"# : ""
        return
            #"<svg class="strip \#(EstimateText.tone(estimate))" viewBox="0 -.5 \#(TimeAxis.units) 1" "#
            + #"preserveAspectRatio="none" aria-hidden="true">\#(line)\#(point)</svg>"#
    }
}
