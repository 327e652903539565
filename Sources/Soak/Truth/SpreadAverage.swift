/// The average spread of a market as an engine may have it: from `low` to `high`.
///
/// Both are equal until an update of which it is not certain that it is fed (a gate near its limit); each
/// certain one after that brings them closer by a twentieth. Spreads are differences of exact prices; the
/// average is a Double, which the tolerance of the ratio covers.
struct SpreadAverage {
    static let alpha = 0.05

    private(set) var low: Double
    private(set) var high: Double
    /// The spread that would have started it was in doubt: an engine may still be without an average.
    private(set) var mayBeMissing: Bool

    init(startedBy spreadE8: Int64, certain: Bool) {
        low = Double(spreadE8)
        high = low
        mayBeMissing = !certain
    }

    mutating func feed(_ spreadE8: Int64, certain: Bool) {
        let spread = Double(spreadE8)
        var lowFed = low + Self.alpha * (spread - low)
        var highFed = high + Self.alpha * (spread - high)
        if mayBeMissing {
            lowFed = min(lowFed, spread)
            highFed = max(highFed, spread)
        }
        low = certain ? lowFed : min(low, lowFed)
        high = certain ? highFed : max(high, highFed)
        if certain { mayBeMissing = false }
    }
}
