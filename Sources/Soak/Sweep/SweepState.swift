import SoakFaults
import SoakRunner
import Synchronization

/// What the threads of a sweep have come to so far.
final class SweepState: Sendable {
    private struct State {
        var summary = SweepSummary()
        var failure: SystemFailure?
        var places = 0
        /// Kills of the first session that bit, by lane.
        var kills: [SweepLane: [Int]] = [:]
        var saidAtMs: Int64 = 0
        let beganMs = MonotonicClock.nowMs()
    }

    private static let sayEveryMs: Int64 = 2_000
    private let state = Mutex(State())
    private let console = Mutex(Console())

    func say(_ line: String) { console.withLock { $0.say(line) } }

    var summary: SweepSummary { state.withLock { $0.summary } }
    var failure: SystemFailure? { state.withLock { $0.failure } }
    var keptCount: Int { state.withLock { $0.summary.failures.count } }

    func nextPlace() -> Int {
        state.withLock {
            $0.places += 1
            return $0.places
        }
    }

    func fail(_ failure: SystemFailure) { state.withLock { $0.failure = $0.failure ?? failure } }
    func add(_ failure: SweepSummary.Failure) {
        state.withLock { $0.summary.add(failure) }
        console.withLock {
            $0.say("FLAWED  \(failure.point)")
            for flaw in failure.flaws.prefix(3) { $0.say("    \(flaw)") }
            $0.say("    folder: \(failure.folder)")
            $0.say("    again:  \(failure.command)")
        }
    }
    func unexhausted(_ lane: SweepLane) { state.withLock { $0.summary.addUnexhausted(lane) } }

    func add(_ lane: SweepLane, _ point: SweepPoint, _ result: SweepTrial.Result) {
        let line: String? = state.withLock { state in
            state.summary.add(lane, kills: result.kills, restarts: result.restarts, flaws: result.flaws)
            if lane.before == nil, point.first.action.kills {
                state.kills[lane, default: []].append(point.first.k)
            }
            let now = MonotonicClock.nowMs()
            guard now - state.saidAtMs >= Self.sayEveryMs else { return nil }
            state.saidAtMs = now
            let points = state.summary.total.points
            let rate = Double(points) * 1000 / Double(max(1, now - state.beganMs))
            return "\(points) points, \(SweepSummary.tenths(rate)) a second, now at \(point)"
        }
        if let line { say(line) }
    }

    /// Every so many of the kills that bit, lane by lane, in their order.
    func recoveryPoints(every: Int) -> [SweepFault] {
        guard every > 0 else { return [] }
        let kills = state.withLock { $0.kills }
        var faults: [SweepFault] = []
        for operation in SweepOperation.allCases {
            for action in SweepAction.allCases where action.kills {
                let lane = SweepLane(operation: operation, action: action)
                for k in (kills[lane] ?? []).sorted() where (k - 1) % every == 0 {
                    faults.append(SweepFault(operation, action, k))
                }
            }
        }
        return faults
    }
}
