/// One fault with everything decided: when, which call, how much.
package struct PlannedFault: Equatable, Sendable {
    package let id: String
    package let kind: FaultKind
    /// From here on it is armed.
    package private(set) var armAt: VirtualTime
    /// Lifted here, or given up as missed when it has not bitten by then.
    package private(set) var until: VirtualTime
    package let k: Int64
    package let bytes: Int64
    package let lines: Int64
    package let target: FaultTarget
    package let error: DiskError
    /// How many calls are bitten; 0: all until it is lifted.
    package let times: Int64
    /// Real time by which each call begins later.
    package let delayMs: Int64
    /// How long it lasts in real time, where virtual time can't say.
    package let lengthRealMs: Int64
    /// How far the wall clock is set.
    package let byMs: Int64
    /// Seconds in a hundred that a clock gains or loses.
    package let percent: Int64
    /// It begins when so much was counted: `armAt` and `until` are then the earliest and the latest that it can
    /// be in force. Nil: it begins at `armAt`.
    package private(set) var after: FaultCount?
    /// How long it lasts in virtual time, for one that begins by a count.
    package let lastsMs: Int64

    /// A call that is interrupted for ever would be asked for ever.
    static let interruptions: Int64 = 5

    package init(
        id: String, kind: FaultKind, armAt: VirtualTime, until: VirtualTime, k: Int64 = 1, bytes: Int64 = 100,
        lines: Int64 = 5, target: FaultTarget? = nil, error: DiskError? = nil, times: Int64? = nil,
        delayMs: Int64? = nil, lengthRealMs: Int64? = nil, byMs: Int64 = 30_000, percent: Int64 = 2,
        after: FaultCount? = nil, lastsMs: Int64 = 0
    ) {
        self.id = id
        self.kind = kind
        self.armAt = armAt
        self.until = until
        self.k = k
        self.bytes = bytes
        self.lines = lines
        self.target = target ?? kind.target
        self.error = error ?? kind.errors.first ?? .EIO
        self.times = times ?? (error == .EINTR ? Self.interruptions : kind.times)
        self.delayMs = delayMs ?? kind.delayMs
        self.lengthRealMs = lengthRealMs ?? kind.lengthRealMs
        self.byMs = byMs
        self.percent = percent
        self.after = after
        self.lastsMs = lastsMs
    }

    /// The same with a time: what it had to wait for was counted just now.
    package func begun(at now: VirtualTime) -> Self {
        var plan = self
        plan.after = nil
        plan.armAt = now
        plan.until = min(now + lastsMs, until)
        return plan
    }
}
