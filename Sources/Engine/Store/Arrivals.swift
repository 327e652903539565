/// When the frames came whose lines wait for their seal: one entry for neighbours that came in one read of the
/// socket.
///
/// Bounded: where a disk does not sync for so long that there is no room, further lines join the last entry. They
/// are measured longer then, never shorter.
struct Arrivals: Equatable {
    struct Entry: Equatable {
        /// ns of the monotonic clock.
        let arrivedNs: Int64
        var lines: Int
    }

    static let entriesMax = 4_096

    private(set) var entries: [Entry] = []

    mutating func add(_ arrivedNs: Int64, lines: Int = 1) {
        if let last = entries.indices.last,
            entries[last].arrivedNs == arrivedNs || entries.count >= Self.entriesMax
        {
            entries[last].lines += lines
        } else {
            entries.append(Entry(arrivedNs: arrivedNs, lines: lines))
        }
    }

    mutating func add(_ later: Arrivals) {
        if entries.isEmpty {
            entries = later.entries
        } else {
            for entry in later.entries { add(entry.arrivedNs, lines: entry.lines) }
        }
    }

    /// Gives what there is, and begins anew.
    mutating func take() -> Arrivals {
        var taken = Arrivals()
        swap(&taken, &self)
        return taken
    }
}
