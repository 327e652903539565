/// Whether what an engine recorded for one market and side can be right: everything that it must record is
/// there, in order, and nothing that no engine could have found.
///
/// Follows all positions at once, since an optional signal may have the same prices as a later one that is
/// not optional: taking the first that fits would report a loss that never was.
struct SequenceMatch {
    private(set) var failure: String?
    private let expected: [(found: Found, optional: Bool)]
    private var positions: [Int] = [0]
    private var recorded = 0

    init(expected: [(found: Found, optional: Bool)]) {
        self.expected = expected
    }

    mutating func take(_ found: Found) {
        guard failure == nil else { return }
        var next: [Int] = []
        for begin in positions {
            var position = begin
            while position < expected.count {
                if expected[position].found == found, !next.contains(position + 1) {
                    next.append(position + 1)
                }
                if !expected[position].optional { break }
                position += 1
            }
        }
        if next.isEmpty { failure = "record \(recorded) is invented or comes after a lost one: \(found)" }
        positions = next
        recorded += 1
    }

    mutating func finish() {
        guard failure == nil else { return }
        let reachesEnd = positions.contains { begin in expected[begin...].allSatisfy(\.optional) }
        if !reachesEnd { failure = "lost at the end: \(expected.count) expected, \(recorded) recorded" }
    }
}
