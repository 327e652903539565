/// When the data directory is probed, and how long the probe under way has taken. Asks no clock: every time is
/// handed over, in ns of one monotonic clock.
struct ProbeSchedule: Sendable {
    private let intervalNs: Int64
    private var dueNs: Int64?
    private var beganNs: Int64?

    init(intervalNs: Int64 = StoreBounds.probeIntervalNs) { self.intervalNs = intervalNs }

    /// How long to wait for the next probe, from `nowNs` on; zero when it is due.
    func wait(at nowNs: Int64) -> Int64 { max(0, (dueNs ?? nowNs) - nowNs) }

    /// From one beginning to the next it is the interval, however long the probe itself takes.
    mutating func began(at nowNs: Int64) {
        beganNs = nowNs
        dueNs = nowNs + intervalNs
    }

    mutating func ended() { beganNs = nil }

    /// How long the probe under way has taken: a disk that does not answer at all shows here.
    func pending(at nowNs: Int64) -> Duration {
        .nanoseconds(beganNs.map { nowNs - $0 } ?? 0)
    }
}
