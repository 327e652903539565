package import DoDCalendar
package import DoDChecks
import Glibc
import Synchronization

/// A run's status as often as it is asked for, with a verdict that is tried anew from time to time on a thread
/// of its own, so that asking never waits for the judge.
package final class StatusSource: @unchecked Sendable {
    private struct Shared {
        var verdict = VerdictSoFar.none("the criteria are being tried")
        var isTrying = false
        var nextMs: Int64 = 0
        var hasWritten = false
    }

    package let folder: String
    private let look: VerdictLook
    private let calendar: TradingCalendar
    /// Reading is for one at a time; the verdict's thread must not wait for it.
    private let reading: Mutex<RunReading>
    private let shared = Mutex(Shared())

    /// Real time between two verdicts, at least; more where one takes long, so that judging stays a small part
    /// of what the machine does.
    private static let everyMsMin: Int64 = 15_000
    private static let pauseFactor: Int64 = 20

    package init(_ folder: String, policy: Policy, calendar: TradingCalendar = .newYork) {
        self.folder = folder
        self.calendar = calendar
        look = VerdictLook(folder, policy: policy)
        reading = Mutex(RunReading(folder, calendar: calendar))
    }

    /// By the policy in a file, else by the one that the run itself is judged by, as far as its journal tells.
    package convenience init(_ folder: String, policyFile: String?) throws(PolicyRefusal) {
        let policy: Policy
        if let policyFile {
            policy = try RunPolicy.read(policyFile)
        } else {
            policy = RunPolicy.of(folder)
        }
        self.init(folder, policy: policy)
    }

    /// The status now. `waits`: for a verdict of this very moment, as a single screen wants it; else it has the
    /// newest that is known, and a new one is begun where it is time.
    package func status(waits: Bool = false) -> RunStatus {
        let nowMs = Self.nowMs()
        let read = reading.withLock { reading in
            (reading.status(nowMs: nowMs, verdict: shared.withLock { $0.verdict }), reading.dataFolder)
        }
        let data = read.1
        var status = read.0
        let stage = Self.stage(of: status)
        // Nobody has to wait for what is written.
        if stage.isOver, !shared.withLock({ $0.hasWritten }), let written = look.written {
            shared.withLock {
                $0.verdict = written; $0.hasWritten = true
            }
            status.verdict = written
        }
        if waits {
            tryVerdict(stage, data, nowMs)
            status.verdict = shared.withLock { $0.verdict }
        } else if shared.withLock({ Self.begins(&$0, isOver: stage.isOver, nowMs) }) {
            startThread { self.tryVerdict(stage, data, nowMs) }
        }
        return status
    }

    static func stage(of status: RunStatus) -> VerdictSoFar.Stage {
        var hasEngine = false
        if case .running = status.state { hasEngine = true }
        let session = status.session
        let canHaveSession =
            session.map { $0.isWhole && ($0.phase == .before || $0.phase == .open) } ?? false
        return VerdictSoFar.Stage(
            isOver: status.state.isOver, hasEngine: hasEngine,
            hasFaultInForce: status.faults.contains { [.armed, .bitten].contains($0.state) && !$0.isLifted },
            canHaveSession: canHaveSession)
    }

    private static func begins(_ shared: inout Shared, isOver: Bool, _ nowMs: Int64) -> Bool {
        guard !shared.isTrying, nowMs >= shared.nextMs, !(isOver && shared.hasWritten) else { return false }
        shared.isTrying = true
        return true
    }

    private func tryVerdict(_ stage: VerdictSoFar.Stage, _ data: String, _ nowMs: Int64) {
        let verdict = look.look(stage, data: data, nowMs: nowMs)
        let endMs = Self.nowMs()
        shared.withLock { shared in
            shared.verdict = verdict
            shared.isTrying = false
            if case .written = verdict.source { shared.hasWritten = true }
            shared.nextMs = endMs + max(Self.everyMsMin, (endMs - nowMs) * Self.pauseFactor)
        }
    }

    /// The real clock, milliseconds since the epoch.
    package static func nowMs() -> Int64 {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
    }
}
