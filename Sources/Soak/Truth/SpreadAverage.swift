/// The average spread of a market as an engine may have it: from `low` to `high`.
///
/// Both are equal until an update of which it is not certain that it is fed (a gate near its limit); each
/// certain one after that brings them closer by a twentieth. Spreads are differences of exact prices; the
/// average is a Double, which the tolerance of the ratio covers.
struct SpreadAverage {
    static let alpha = 0.05

    private(set) var low: Double
    private(set) var high: Double

    init(startedBy spreadE8: Int64) {
        low = Double(spreadE8)
        high = low
    }

    mutating func feed(_ spreadE8: Int64, certain: Bool) {
        let lowFed = low + Self.alpha * (Double(spreadE8) - low)
        let highFed = high + Self.alpha * (Double(spreadE8) - high)
        low = certain ? lowFed : min(low, lowFed)
        high = certain ? highFed : max(high, highFed)
    }
}
