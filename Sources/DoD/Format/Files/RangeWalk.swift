/// The ranges of a file, gone through in the order in which the ledger vouched for them.
package struct RangeWalk: Hashable, Sendable {
    /// Of all of them together.
    package private(set) var records: Int64 = 0
    /// Where the last one ends, and the furthest one.
    package private(set) var end: Int64 = 0
    package private(set) var furthest: Int64 = 0
    /// Each begins where the one before it ended, the first at the first byte.
    package private(set) var isSeamless = true

    init() {}

    init(_ ranges: some Sequence<SealedRange>) { for range in ranges { add(range) } }

    mutating func add(_ range: SealedRange) {
        if range.from != end { isSeamless = false }
        records &+= range.records
        end = range.to
        furthest = max(furthest, range.to)
    }
}
