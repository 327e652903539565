/// Market-minutes that were covered, of those that had to be.
package struct CoverageCount: Hashable, Sendable {
    package var covered: Int64
    package var expected: Int64

    package init(covered: Int64 = 0, expected: Int64 = 0) {
        self.covered = covered
        self.expected = expected
    }

    package static func + (left: CoverageCount, right: CoverageCount) -> CoverageCount {
        CoverageCount(covered: left.covered + right.covered, expected: left.expected + right.expected)
    }
}
