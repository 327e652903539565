import CChecksum

/// Bytes between two boundaries and their checksum.
struct Stretch: Equatable {
    var from: Int64
    var to: Int64
    var crc32c: UInt32
}

/// Cuts what goes by at certain offsets and sums each stretch, reading every byte once.
struct Stretches {
    private let boundaries: [Int64]
    private var upcoming: Int
    private var done: [Stretch] = []
    private(set) var end: Int64

    /// `boundaries` rise; the first byte is at `start`.
    init(boundaries: [Int64], from start: Int64) {
        self.boundaries = boundaries
        upcoming = LineMarks.position(of: start + 1, in: boundaries)
        end = start
    }

    /// The next bytes of the file.
    mutating func chunk(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int64) {
        guard let base = bytes.baseAddress else { return }
        let last = offset + Int64(bytes.count)
        var from = offset
        while from < last {
            var to = last
            if upcoming < boundaries.count, boundaries[upcoming] <= last {
                to = boundaries[upcoming]
                upcoming += 1
            }
            let checksum = crc32c_extend(0, base + Int(from - offset), Int(to - from))
            done.append(Stretch(from: from, to: to, crc32c: checksum))
            from = to
        }
        end = last
    }

    /// What was summed since the last call.
    mutating func take() -> [Stretch] {
        defer { done.removeAll(keepingCapacity: true) }
        return done
    }

    /// Another one has looked at everything before `offset`.
    mutating func skip(to offset: Int64) {
        upcoming = LineMarks.position(of: offset + 1, in: boundaries)
        end = offset
    }
}
