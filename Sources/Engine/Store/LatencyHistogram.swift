/// How long something took, counted in fixed classes: nothing is kept of a single one, and nothing is allocated.
///
/// Durations are ns of one monotonic clock; one below zero is taken as zero.
package struct LatencyHistogram: Sendable {
    /// The upper ends of the classes, in ns, each included in its class. What takes longer is in one class more.
    package static let boundsNs: [Int64] = [
        10_000, 20_000, 30_000, 50_000, 75_000,
        100_000, 150_000, 200_000, 300_000, 500_000, 750_000,
        1_000_000, 1_500_000, 2_000_000, 3_000_000, 5_000_000, 7_500_000,
        10_000_000, 20_000_000, 50_000_000, 100_000_000, 200_000_000, 500_000_000,
        1_000_000_000, 2_000_000_000, 5_000_000_000, 10_000_000_000,
    ]

    private var counts = InlineArray<28, Int>(repeating: 0)
    package private(set) var count = 0
    package private(set) var sumNs: Int64 = 0
    package private(set) var maxNs: Int64 = 0

    package init() {}

    /// Counts `times` that took `ns` each.
    package mutating func note(ns: Int64, times: Int = 1) {
        let ns = max(0, ns)
        var at = 0
        while at < Self.boundsNs.count, ns > Self.boundsNs[at] { at += 1 }
        counts[at] += times
        count += times
        sumNs += ns * Int64(times)
        maxNs = max(maxNs, ns)
    }

    /// How many took no longer than `boundsNs[index]`.
    package func count(within index: Int) -> Int {
        (0...index).reduce(0) { $0 + counts[$1] }
    }

    /// A time that `share` (0...1) of all kept: the upper end of the class in which the last of them is, or the
    /// longest time itself where that is shorter. Never too low; nil before the first.
    package func quantileNs(_ share: Double) -> Int64? {
        guard count > 0 else { return nil }
        let rank = max(1, Int((share * Double(count)).rounded(.up)))
        var seen = 0
        for at in Self.boundsNs.indices {
            seen += counts[at]
            if seen >= rank { return min(Self.boundsNs[at], maxNs) }
        }
        return maxNs
    }
}

extension LatencyHistogram: Equatable {
    package static func == (one: LatencyHistogram, other: LatencyHistogram) -> Bool {
        one.count == other.count && one.sumNs == other.sumNs && one.maxNs == other.maxNs
            && (0..<one.counts.count).allSatisfy { one.counts[$0] == other.counts[$0] }
    }
}
