import DoDFormat

/// A mean with what it rests on. In hundredths of basis points.
package struct Estimate: Hashable, Sendable {
    /// Of fewer episodes nothing is said but in grey.
    package static let episodesMin: Int64 = 30
    /// Fewer blocks give no interval: they can't tell how much blocks differ.
    package static let blocksMin = 6

    package struct Interval: Hashable, Sendable {
        package var low: Int64
        package var high: Int64

        package init(low: Int64, high: Int64) {
            self.low = low
            self.high = high
        }
    }

    package var n: Int64
    package var blocks: Int
    /// How long a block is; nil where there are too few of any length.
    package var blockMS: Int64?
    /// Nil of nothing.
    package var mean: Int64?
    /// 95 %; nil where there are too few blocks.
    package var interval: Interval?

    package var isGrey: Bool { n < Self.episodesMin || interval == nil }
    /// Blocks of less than an hour show what happened within hours and not how these differ: too little for a claim.
    package var isOfHours: Bool { blockMS == EpisodeSums.hourMS }
    package var isAboveZero: Bool { !isGrey && isOfHours && (interval?.low ?? 0) > 0 }

    package static let nothing = Estimate(n: 0, blocks: 0, blockMS: nil, mean: nil, interval: nil)

    /// sum / count, half to even; `count` is above zero.
    static func quotient(_ sum: Int64, _ count: Int64) -> Int64 {
        let (quotient, rest) = sum.quotientAndRemainder(dividingBy: count)
        let twice = 2 * rest.magnitude
        let isAway = twice > count.magnitude || (twice == count.magnitude && quotient % 2 != 0)
        return isAway ? quotient + (sum < 0 ? -1 : 1) : quotient
    }
}
