/// One side of one market: whether it is crossed, for how many ticks, and what was emitted last in it.
struct CrossTracker: Sendable {
    /// What makes a signal new within a cross.
    struct Emitted: Hashable, Sendable {
        let best: Level
        let oracle: Price
    }

    private enum State: Sendable {
        case apart
        case crossed(ticks: Int64, lastEmitted: Emitted?)
    }

    private var state = State.apart
    private var numbering = EmissionNumbering()

    /// Another update that is crossed. Says whether the cross began with it.
    @inline(__always)
    mutating func tick() -> Bool {
        switch state {
        case .apart:
            state = .crossed(ticks: 1, lastEmitted: nil)
            return true
        case .crossed(let ticks, let lastEmitted):
            state = .crossed(ticks: ticks + 1, lastEmitted: lastEmitted)
            return false
        }
    }

    /// An update that is not crossed. Says how many ticks a cross had that ended with it, else 0.
    @inline(__always)
    mutating func end() -> Int64 {
        guard case .crossed(let ticks, _) = state else { return 0 }
        state = .apart
        return ticks
    }

    @inline(__always)
    func isNew(_ candidate: Emitted) -> Bool {
        guard case .crossed(_, let lastEmitted?) = state else { return true }
        return lastEmitted != candidate
    }

    /// Notes what is emitted and gives its number within the millisecond.
    mutating func emit(_ emitted: Emitted, nowMS: Int64) -> Int64 {
        if case .crossed(let ticks, _) = state { state = .crossed(ticks: ticks, lastEmitted: emitted) }
        return numbering.next(atMS: nowMS)
    }

    /// Goes on counting where an earlier process stopped.
    mutating func resume(timestampMS: Int64, number: Int64) {
        numbering.resume(timestampMS: timestampMS, number: number)
    }

    /// The connection is lost: how long the cross lasted is not known.
    mutating func clear() { state = .apart }
}
