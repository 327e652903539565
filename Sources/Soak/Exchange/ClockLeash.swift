/// Virtual time on a leash: it runs at `rate`, but never further than `leaseNs` of real time past what has
/// been sent. A sender that falls behind, or waits on purpose, makes time stand still; when it goes on,
/// time goes on from where it stood and never jumps.
package struct ClockLeash: Equatable, Sendable {
    /// How far, in real time, the clock may run past the last thing sent.
    package static let leaseDefaultNs: Int64 = 5_000_000

    /// The values of the clock page: virtual ns at `realNs`, and the end of the leash.
    package private(set) var virtualNs: Int64
    package private(set) var realNs: Int64
    package private(set) var limitNs: Int64
    package let rate: Double

    private let leaseNs: Int64
    private var running = false
    private var stoodStillNs: Int64 = 0

    /// The clock stands at the origin until `start`.
    package init(originNs: Int64, rate: Double, realNs: Int64, leaseNs: Int64 = Self.leaseDefaultNs) {
        virtualNs = originNs
        limitNs = originNs
        self.realNs = realNs
        self.rate = rate
        self.leaseNs = leaseNs
    }

    package var isRunning: Bool { running }

    package mutating func start(realNs now: Int64) {
        guard !running else { return }
        running = true
        realNs = now
        limitNs = virtualNs + leaseVirtualNs
    }

    /// Virtual time at a real time, as every reader of the page sees it.
    package func nowNs(realNs now: Int64) -> Int64 { min(unboundNs(now), limitNs) }

    /// Everything up to `sentNs` (virtual) has been sent: the leash is paid out again.
    package mutating func sent(upToNs sentNs: Int64, realNs now: Int64) {
        guard running else { return }
        let stoodStill = standingNs(now)
        if stoodStill > 0 {
            stoodStillNs += stoodStill
            virtualNs = limitNs
            realNs = now
        }
        limitNs = max(limitNs, sentNs + leaseVirtualNs)
    }

    /// Real ns for which time stood still since the start.
    package func heldNs(realNs now: Int64) -> Int64 { stoodStillNs + (running ? standingNs(now) : 0) }

    private var leaseVirtualNs: Int64 { Int64(Double(leaseNs) * rate) }

    private func unboundNs(_ now: Int64) -> Int64 {
        virtualNs + Int64(Double(max(0, now - realNs)) * rate)
    }

    private func standingNs(_ now: Int64) -> Int64 {
        let over = unboundNs(now) - limitNs
        return over > 0 ? Int64(Double(over) / rate) : 0
    }
}
