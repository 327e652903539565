/// Waits with full jitter: anything from nothing to a ceiling that doubles, so that many clients that lost
/// the same venue do not come back together. Seeded, so that a rehearsal repeats.
struct Backoff: Hashable, Sendable {
    private let firstMS: Int64
    private let maxMS: Int64
    private var jitter: SplitMix
    private(set) var failures = 0

    init(firstMS: Int64, maxMS: Int64, seed: UInt64) {
        self.firstMS = firstMS
        self.maxMS = maxMS
        self.jitter = SplitMix(seed: seed)
    }

    /// A connection that was good: the next loss is a first one.
    mutating func reset() { failures = 0 }

    mutating func nextDelayMS() -> Int64 {
        var ceilingMS = firstMS
        for _ in 0..<failures where ceilingMS < maxMS { ceilingMS *= 2 }
        ceilingMS = min(ceilingMS, maxMS)
        failures += 1
        return jitter.upTo(ceilingMS)
    }
}
