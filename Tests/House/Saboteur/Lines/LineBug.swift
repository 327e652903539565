import Synchronization

/// What a bug makes of the lines that the engine hands to its disk. The ledger is made to fit afterwards, so that
/// checksums, counts and chain don't give it away: what is found is found by what the lines mean.
struct LineBug: Sendable {
    /// Lines in place of a record.
    var record: @Sendable (Line) -> [Line] = { [$0] }
    /// Another line of the ledger in place of this one; nil for none.
    var ledger: @Sendable (Line) -> Line? = { $0 }
    /// Whether the ledger's ranges, totals and minutes are made to fit what became of the records.
    var fitsLedger = true
    /// Whether the counts of its minutes are.
    var fitsMinutes = true
    /// Each process begins the chain anew.
    var restartsChain = false

    /// Something done to every n-th signal.
    static func everySignal(_ interval: Int, _ body: @escaping @Sendable (Line) -> [Line]) -> LineBug {
        let count = Counter()
        var bug = LineBug()
        bug.record = { line in
            guard line.isSignal else { return [line] }
            return count.next() % interval == 0 ? body(line) : [line]
        }
        return bug
    }
}

/// Counts from 1.
final class Counter: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}

extension Line {
    var isSignal: Bool { text.hasPrefix(#"{"timestamp_ms":"#) }
    var type: String { self["type"] }
}
