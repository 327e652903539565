/// A gate began to block a market, or stopped.
package struct GateChange: Hashable, Sendable {
    package enum Event: Hashable, Sendable {
        case blocks
        /// With how long it blocked.
        case passes(blockedMS: Int64)
    }

    package let slot: Int
    package let gate: GateName
    package let event: Event
    package let atMS: Int64
    /// What made it block, for gates that have more to say than their name; else empty.
    package let detail: String

    init(slot: Int, gate: GateName, event: Event, atMS: Int64, detail: String = "") {
        self.slot = slot
        self.gate = gate
        self.event = event
        self.atMS = atMS
        self.detail = detail
    }
}
