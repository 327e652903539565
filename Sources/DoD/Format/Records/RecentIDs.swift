/// The time and the number of an id: what tells it from others of its market and side.
struct SignalInstant: Hashable, Comparable {
    var ms: Int64
    var number: Int64

    init(ms: Int64, number: Int64) {
        self.ms = ms
        self.number = number
    }

    init(_ id: SignalID) {
        ms = id.timestampMS
        number = id.number
    }

    static func < (left: SignalInstant, right: SignalInstant) -> Bool {
        left.ms == right.ms ? left.number < right.number : left.ms < right.ms
    }
}

/// Finds an id that comes twice in a sequence that rises, or nearly does: follow-ups of one millisecond may
/// change places. Remembers a bounded number of ids.
struct RecentIDs {
    static let keptMax = 64

    enum Answer: Equatable {
        case new, twice
        /// Below one that was forgotten.
        case tooOld(SignalInstant)
    }

    /// Rising from `start` on, round the end.
    private var ring: [SignalInstant] = []
    private var start = 0
    /// The highest id that was forgotten.
    private var horizon: SignalInstant?
    /// Of all that were ever added.
    private(set) var lowest: SignalInstant?
    private(set) var highest: SignalInstant?

    /// True when the sequence once fell and was begun anew.
    private var isRestarted = false

    init() {}

    /// Begins anew, after one that fell.
    init(after other: RecentIDs) { isRestarted = true }

    mutating func add(_ id: SignalInstant) -> Answer {
        if let highest, !(highest < id) {
            if ring.contains(id) { return .twice }
            if let horizon, !(horizon < id) { return .tooOld(horizon) }
            insert(id)
            return .new
        }
        highest = id
        if lowest == nil { lowest = id }
        if ring.count < Self.keptMax {
            // Every portion of a file fills as many of these as there are markets.
            if ring.isEmpty { ring.reserveCapacity(Self.keptMax) }
            ring.append(id)
        } else {
            horizon = ring[start]
            ring[start] = id
            start = start + 1 == Self.keptMax ? 0 : start + 1
        }
        return .new
    }

    private var inOrder: [SignalInstant] { Array(ring[start...] + ring[..<start]) }

    private mutating func insert(_ id: SignalInstant) {
        var kept = inOrder
        kept.insert(id, at: kept.firstIndex { id < $0 } ?? kept.endIndex)
        if kept.count > Self.keptMax { horizon = kept.removeFirst() }
        ring = kept
        start = 0
        if let lowest, id < lowest { self.lowest = id }
    }

    func write(to pack: inout PackWriter) {
        pack.list(inOrder) {
            $0.int($1.ms)
            $0.int($1.number)
        }
        for instant in [horizon, lowest, highest] {
            pack.optional(instant) {
                $0.int($1.ms)
                $0.int($1.number)
            }
        }
        pack.flag(isRestarted)
    }

    init(from pack: inout PackReader) throws {
        ring = try pack.list { SignalInstant(ms: try $0.int(), number: try $0.int()) }
        horizon = try pack.optional { SignalInstant(ms: try $0.int(), number: try $0.int()) }
        lowest = try pack.optional { SignalInstant(ms: try $0.int(), number: try $0.int()) }
        highest = try pack.optional { SignalInstant(ms: try $0.int(), number: try $0.int()) }
        isRestarted = try pack.flag()
    }

    /// True when all of `next` come after all that were added here, so that the two can be joined.
    func isBefore(_ next: RecentIDs) -> Bool {
        if next.isRestarted { return false }
        guard let highest, let first = next.lowest else { return true }
        return highest < first
    }

    /// As if the ids of `next` had been added here; `isBefore(next)` must hold.
    mutating func join(_ next: RecentIDs) {
        guard next.horizon == nil else {
            let (lowest, isRestarted) = (self.lowest, self.isRestarted)
            self = next
            self.lowest = lowest ?? next.lowest
            self.isRestarted = isRestarted
            return
        }
        for id in next.inOrder { _ = add(id) }
    }
}
