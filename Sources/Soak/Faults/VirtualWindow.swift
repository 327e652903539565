/// The part of virtual time that a run covers: `from` inclusive, `to` exclusive.
package struct VirtualWindow: Equatable, Sendable {
    package let from: VirtualTime
    package let to: VirtualTime

    package init(from: VirtualTime, durationMs: Int64) {
        self.from = from
        self.to = from + durationMs
    }

    package var durationMs: Int64 { to.ms - from.ms }
    package func contains(_ time: VirtualTime) -> Bool { from <= time && time < to }
}
