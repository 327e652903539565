/// The 60 minutes of an hour, a bit each: bit 0 is the first. Merging is a union, so a minute that two shards
/// tell of counts once.
struct MinuteMask: Hashable, Sendable {
    var expected: UInt64 = 0
    var covered: UInt64 = 0

    var missing: UInt64 { expected & ~covered }
    var count: CoverageCount {
        CoverageCount(
            covered: Int64((expected & covered).nonzeroBitCount), expected: Int64(expected.nonzeroBitCount))
    }

    mutating func note(minute: Int64, isCovered: Bool) {
        expected |= 1 << UInt64(minute)
        if isCovered { covered |= 1 << UInt64(minute) }
    }

    mutating func merge(_ other: MinuteMask) {
        expected |= other.expected
        covered |= other.covered
    }

    /// Only the minutes of this range of the hour.
    func limited(to minutes: Range<Int64>) -> MinuteMask {
        let bits = minutes.reduce(UInt64(0)) { $0 | 1 << UInt64($1) }
        return MinuteMask(expected: expected & bits, covered: covered & bits)
    }
}
