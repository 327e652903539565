/// When each source speaks next. Every source always stands in it once; of two at the same ms the lower
/// number goes first. A binary heap, whose top is replaced in place.
struct EventQueue {
    private static let sourceBits: Int64 = 12
    private var keys: [Int64]

    /// Source `i` speaks first at `times[i]`.
    init(_ times: [Int64]) {
        precondition(!times.isEmpty && times.count <= 1 << Self.sourceBits, "too many sources")
        keys = times.enumerated().map { $0.element << Self.sourceBits | Int64($0.offset) }
        keys.sort()
    }

    var atMs: Int64 { keys[0] >> Self.sourceBits }
    var source: Int { Int(keys[0] & (1 << Self.sourceBits - 1)) }

    /// The first source speaks again at `ms`.
    mutating func replaceFirst(at ms: Int64) {
        let key = ms << Self.sourceBits | (keys[0] & (1 << Self.sourceBits - 1))
        keys.withUnsafeMutableBufferPointer { heap in
            let count = heap.count
            var hole = 0
            while true {
                var child = 2 * hole + 1
                if child >= count { break }
                if child + 1 < count, heap[child + 1] < heap[child] { child += 1 }
                if heap[child] >= key { break }
                heap[hole] = heap[child]
                hole = child
            }
            heap[hole] = key
        }
    }
}
