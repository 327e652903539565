/// Waits with full jitter: anything from nothing to a ceiling that doubles, so that many clients that lost
/// the same venue do not come back together. Seeded, so that a rehearsal repeats.
struct Backoff: Hashable, Sendable {
    private let firstMS: Int64
    private let maxMS: Int64
    private var state: UInt64
    private(set) var failures = 0

    init(firstMS: Int64, maxMS: Int64, seed: UInt64) {
        self.firstMS = firstMS
        self.maxMS = maxMS
        self.state = seed
    }

    /// A connection that was good: the next loss is a first one.
    mutating func reset() { failures = 0 }

    mutating func nextDelayMS() -> Int64 {
        var ceilingMS = firstMS
        for _ in 0..<failures where ceilingMS < maxMS { ceilingMS *= 2 }
        ceilingMS = min(ceilingMS, maxMS)
        failures += 1
        return Int64(random() % UInt64(ceilingMS + 1))
    }

    /// SplitMix64.
    private mutating func random() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
