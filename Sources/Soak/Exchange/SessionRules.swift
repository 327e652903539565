/// The manners of the exchange towards a connection, as measured; all times virtual, in ms.
package struct SessionRules: Sendable {
    /// A connection that got no data (stream or pong) for this long is closed with `1000 Inactive`.
    package var idleMs: Int64 = 60_000
    /// The same in real time, at the least: at hundreds of times real time 60 s pass in the blink in which
    /// a busy machine starts a client, and a rehearsal must not be wrong for that. Felt above 120 times.
    package static let idleRealMsMin = 500.0
    /// From an unknown coin to the cut.
    package var cutDelayMs: Int64 = 100
    /// The shortest life of a connection and how much longer it may be.
    package var lifetimeMs: Int64 = 10_000_000
    package var lifetimeSpreadMs: Int64 = 600_000
    /// Limits of one source address; a minute is virtual. What passes one is refused and counted: decision 14
    /// says how, since what the real exchange does is known of some only.
    package var subscriptionsMax = 1000
    package var messagesPerMinuteMax = 2000
    package var connectionsMax = 10
    package var connectionsPerMinuteMax = 30
    /// Of `/info`, by weight.
    package var weightPerMinuteMax = 1200

    package init() {}

    /// These rules at a speed.
    package func at(speed: Double) -> SessionRules {
        var rules = self
        rules.idleMs = max(idleMs, Int64(Self.idleRealMsMin * speed))
        return rules
    }

    /// How long connection `number` of a run lives: fixed by the seed.
    package func lifetimeMs(seed: UInt64, connection number: Int) -> Int64 {
        guard lifetimeSpreadMs > 0 else { return lifetimeMs }
        var mixed = seed &+ UInt64(truncatingIfNeeded: number) &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        mixed ^= mixed >> 31
        return lifetimeMs + Int64(mixed % UInt64(lifetimeSpreadMs + 1))
    }
}
