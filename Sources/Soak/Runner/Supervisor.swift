package import SoakFaults

/// Decides what follows when the engine has ended: as Docker's `unless-stopped` would, at once after a planned
/// kill, else with a back-off that doubles and is forgotten after ten good seconds. Real time, in ms.
package struct Supervisor: Sendable {
    package enum Decision: Equatable, Sendable {
        case restart(afterMs: Int64)
        case giveUp(why: String)
        /// It was asked to end.
        case done
    }

    static let backoffFirstMs: Int64 = 100
    static let backoffMaxMs: Int64 = 60_000
    static let goodAfterMs: Int64 = 10_000
    static let restartsMax = 50
    /// Exit codes that a restart does not mend: usage, cannot be executed, not found, directory held.
    static let hopeless: Set<Int32> = [64, 75, 126, 127]

    private var backoffMs = backoffFirstMs
    private var restarts = 0
    private var startedMs: Int64 = 0
    private var isStopping = false

    /// A rehearsal that only restarts is given up; a day at a venue is not: whatever still comes is wanted.
    private let givesUp: Bool

    package init(givesUp: Bool = true) { self.givesUp = givesUp }

    package mutating func started(atMs: Int64) { startedMs = atMs }
    /// From now on an end is what was wanted.
    package mutating func stop() { isStopping = true }

    package mutating func ended(_ exit: ProcessExit, planned: Bool, atMs: Int64) -> Decision {
        if isStopping { return .done }
        if planned { return .restart(afterMs: 0) }
        if case .code(let code) = exit, Self.hopeless.contains(code) {
            return .giveUp(why: "the engine ended with exit \(code), which no restart mends")
        }
        restarts += 1
        if givesUp, restarts > Self.restartsMax {
            return .giveUp(why: "the engine was restarted \(Self.restartsMax) times")
        }
        if atMs - startedMs >= Self.goodAfterMs { backoffMs = Self.backoffFirstMs }
        defer { backoffMs = min(backoffMs * 2, Self.backoffMaxMs) }
        return .restart(afterMs: backoffMs)
    }
}
