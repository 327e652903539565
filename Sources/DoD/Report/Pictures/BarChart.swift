/// Counts along the time axis as one stretched SVG path, from zero up.
package struct BarChart: Sendable {
    /// More points than this would only cost bytes: the bars get wider instead.
    package static let pointsMax = 2000
    static let height = 100

    package let binMs: Int64
    package let beginMs: Int64
    package let bins: [Int]

    package var peak: Int { bins.max() ?? 0 }
    package var total: Int { bins.reduce(0, +) }

    /// `bins[i]` counts what lies in the i-th `binMs` from `beginMs` on, which may lie before the axis.
    package init(binMs: Int64, beginMs: Int64, bins: [Int]) {
        let factor = max(1, (bins.count + Self.pointsMax - 1) / Self.pointsMax)
        self.binMs = binMs * Int64(factor)
        self.beginMs = beginMs
        self.bins = stride(from: 0, to: bins.count, by: factor).map { begin in
            bins[begin..<min(begin + factor, bins.count)].reduce(0, +)
        }
    }

    package func svg(_ axis: TimeAxis) -> String {
        var path = ""
        for (index, count) in bins.enumerated() where count > 0 {
            let begin = beginMs + Int64(index) * binMs
            let from = axis.unit(begin)
            let to = axis.unit(begin + binMs)
            let gap = to - from > 6 ? 2 : 0
            let high = max(1, count * Self.height / max(peak, 1))
            path += "M\(from) \(Self.height)v-\(high)h\(max(1, to - from - gap))v\(high)z"
        }
        return #"<svg class="bars" viewBox="0 0 \#(TimeAxis.units) \#(Self.height)" "#
            + #"preserveAspectRatio="none" aria-hidden="true"><path class="bar" d="\#(path)"/></svg>"#
    }
}
