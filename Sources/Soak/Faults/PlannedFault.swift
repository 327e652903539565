/// One fault with everything decided: when, which call, how much.
package struct PlannedFault: Equatable, Sendable {
    package let id: String
    package let kind: FaultKind
    /// From here on it is armed.
    package let armAt: VirtualTime
    /// Lifted here, or given up as missed when it has not bitten by then.
    package let until: VirtualTime
    package let k: Int64
    package let bytes: Int64
    package let lines: Int64

    package init(
        id: String, kind: FaultKind, armAt: VirtualTime, until: VirtualTime, k: Int64 = 1, bytes: Int64 = 100,
        lines: Int64 = 5
    ) {
        self.id = id
        self.kind = kind
        self.armAt = armAt
        self.until = until
        self.k = k
        self.bytes = bytes
        self.lines = lines
    }
}
