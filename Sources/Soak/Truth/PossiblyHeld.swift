/// Every value that an engine may hold of something that it is told by answers: the last of which it is sure
/// that they arrived and were acted on, and all that were sent since. nil: it knows none.
struct PossiblyHeld<Value: Equatable & Sendable>: Sendable {
    private(set) var values: [Value?] = [nil]
    private var sinceMs: [Int64] = [.min]

    /// More than one value is possible.
    var isOpen: Bool { values.count > 1 }

    mutating func told(_ value: Value?, atMs: Int64) {
        guard values[values.count - 1] != value else { return }
        values.append(value)
        sinceMs.append(atMs)
    }

    /// Who is told next may be somebody who was told nothing before.
    mutating func mayBeForgotten(atMs: Int64) { told(nil, atMs: atMs) }

    /// What was told more than `boundMs` ago has replaced all that was before it.
    mutating func settle(atMs: Int64, boundMs: Int64) {
        while values.count > 1, atMs - sinceMs[1] > boundMs {
            values.removeFirst()
            sinceMs.removeFirst()
        }
    }
}
