/// A moment by both clocks, milliseconds since the epoch. Virtual time equals wall time on a live run.
package struct Moment: Equatable, Sendable {
    package var wallMs: Int64
    package var virtualMs: Int64

    package init(wallMs: Int64, virtualMs: Int64) {
        self.wallMs = wallMs
        self.virtualMs = virtualMs
    }
}
