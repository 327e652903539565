import Testing

@Suite struct SequenceMatchTests {
    private func found(_ price: Int64) -> Found { Found(pxE8: price, sizeE8: 1, oraclePxE8: 1) }

    private func failure(expected: [(Int64, Bool)], recorded: [Int64]) -> String? {
        var match = SequenceMatch(expected: expected.map { (found($0.0), $0.1) })
        for price in recorded { match.take(found(price)) }
        match.finish()
        return match.failure
    }

    @Test func optionalOnesMayBeThereOrNot() {
        let expected: [(Int64, Bool)] = [(1, false), (2, true), (3, false), (4, true)]
        #expect(failure(expected: expected, recorded: [1, 3]) == nil)
        #expect(failure(expected: expected, recorded: [1, 2, 3, 4]) == nil)
    }

    @Test func lostInventedDoubledAndReorderedAreSeen() {
        let expected: [(Int64, Bool)] = [(1, false), (2, false), (3, true)]
        #expect(failure(expected: expected, recorded: [1]) != nil)
        #expect(failure(expected: expected, recorded: [1, 2, 9]) != nil)
        #expect(failure(expected: expected, recorded: [1, 1, 2]) != nil)
        #expect(failure(expected: expected, recorded: [2, 1]) != nil)
    }

    /// The optional one looks like the one after it: the record belongs to the latter.
    @Test func anOptionalTwinDoesNotMakeALoss() {
        #expect(failure(expected: [(1, true), (1, false)], recorded: [1]) == nil)
    }
}
