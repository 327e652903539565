/// What waits for the writer's thread: a bounded queue of submissions, and notices that are never dropped.
///
/// Handing over never waits for the disk: it takes the lock for as long as an array grows by an element.
final class Inbox: Sendable {
    enum Notice: Sendable {
        case synced(SyncOutcome)
        case probed(FileError?)
    }

    struct Mail {
        var submissions: [Submission] = []
        var notices: [Notice] = []
        /// Submissions that found no room since the last mail.
        var dropped = 0
        var stopAtMs: Int64?
    }

    private struct State {
        var mail = Mail()
        var stopWasTold = false
    }

    private let monitor = Monitor(State())
    private let recordsMax: Int

    init(recordsMax: Int = StoreBounds.recordsWaitingMax) { self.recordsMax = recordsMax }

    /// False when there was no room, or the store has stopped: the submission is dropped then, and counted.
    func submit(_ submission: Submission) -> Bool {
        let isRecord = if case .record = submission { true } else { false }
        let room = isRecord ? recordsMax : recordsMax + StoreBounds.ledgerLinesWaitingMax
        return monitor.change { state in
            guard state.mail.submissions.count < room, state.mail.stopAtMs == nil else {
                if submission.isLoss { state.mail.dropped += 1 }
                return false
            }
            state.mail.submissions.append(submission)
            return true
        }
    }

    func notify(_ notice: Notice) { monitor.change { $0.mail.notices.append(notice) } }

    /// Nothing is taken after this; what waits already still is.
    func stop(atMs: Int64) { monitor.change { $0.mail.stopAtMs = $0.mail.stopAtMs ?? atMs } }

    var count: Int { monitor.with(\.mail.submissions.count) }

    /// Waits until there is something to do, but no longer than until `deadline` (ns of CLOCK_MONOTONIC).
    /// Leaves the submissions where they are when they are not wanted.
    func take(submissions wanted: Bool, until deadline: Int64) -> Mail {
        monitor.wait(until: deadline) { state in
            !state.mail.notices.isEmpty || (state.mail.stopAtMs != nil && !state.stopWasTold)
                || (wanted && !state.mail.submissions.isEmpty)
        } take: { state in
            var mail = Mail(notices: state.mail.notices, stopAtMs: state.mail.stopAtMs)
            state.mail.notices = []
            state.stopWasTold = mail.stopAtMs != nil
            if wanted {
                swap(&mail.submissions, &state.mail.submissions)
                swap(&mail.dropped, &state.mail.dropped)
            }
            return mail
        }
    }
}
