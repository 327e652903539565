/// What some of the episodes add to a mean, by block.
struct BlockParts {
    /// What one block adds.
    struct Part {
        /// Position in the list of all blocks.
        var block: Int32
        var count: Int64
        var sum: Int64
    }

    /// Rising, without those that add nothing.
    private(set) var parts: [Part] = []

    /// Blocks come rising, each as often as there is something to add.
    @inline(__always)
    mutating func add(_ count: Int64, _ sum: Int64, block: Int) {
        guard count > 0 else { return }
        let last = parts.count - 1
        if last >= 0, parts[last].block == block {
            parts[last].count += count
            parts[last].sum += sum
        } else {
            parts.append(Part(block: Int32(truncatingIfNeeded: block), count: count, sum: sum))
        }
    }

    /// The same in longer blocks; `longer` gives the position of the one that holds a block.
    func joined(in longer: [Int32]) -> BlockParts {
        var joined = BlockParts()
        for part in parts { joined.add(part.count, part.sum, block: Int(longer[Int(part.block)])) }
        return joined
    }

    var count: Int64 { parts.reduce(0) { $0 + $1.count } }
    var sum: Int64 { parts.reduce(0) { $0 + $1.sum } }
}
