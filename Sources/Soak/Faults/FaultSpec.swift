/// One fault as a scenario asks for it: not yet placed in a window, nothing drawn from the seed.
package struct FaultSpec: Equatable, Sendable {
    package enum Moment: Equatable, Sendable {
        /// The first time of day like this at or after the window's start (or, for an end, after the begin).
        case timeOfDay(ms: Int64)
        case instant(VirtualTime)
        /// When so much was counted, whatever the time.
        case count(FaultCount)
    }

    package var id: String
    package var kind: FaultKind
    package var at: Moment
    package var until: Moment?
    /// Moved later by a seeded part of this.
    package var jitterMs: Int64
    /// Which matching system call is bitten, counted from arming. Nil: drawn.
    package var k: Int64?
    /// Bytes of the torn write that reach the file. Nil: drawn.
    package var bytes: Int64?
    /// Lines that are cut off. Nil: drawn.
    package var lines: Int64?
    /// The others: nil is the kind's own default.
    package var target: FaultTarget?
    package var error: DiskError?
    package var times: Int64?
    /// Real time.
    package var delayMs: Int64?
    package var lengthRealMs: Int64?
    package var byMs: Int64?
    package var percent: Int64?
    /// How long it lasts in virtual time once it has begun. Nil: to `until`, or the kind's own.
    package var lastsMs: Int64?

    package init(
        id: String, kind: FaultKind, at: Moment, until: Moment? = nil, jitterMs: Int64 = 0, k: Int64? = nil,
        bytes: Int64? = nil, lines: Int64? = nil, target: FaultTarget? = nil, error: DiskError? = nil,
        times: Int64? = nil, delayMs: Int64? = nil, lengthRealMs: Int64? = nil, lastsMs: Int64? = nil,
        byMs: Int64? = nil, percent: Int64? = nil
    ) {
        self.id = id
        self.kind = kind
        self.at = at
        self.until = until
        self.jitterMs = jitterMs
        self.k = k
        self.bytes = bytes
        self.lines = lines
        self.target = target
        self.error = error
        self.times = times
        self.delayMs = delayMs
        self.lengthRealMs = lengthRealMs
        self.byMs = byMs
        self.percent = percent
        self.lastsMs = lastsMs
    }
}
