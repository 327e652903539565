import Glibc

/// What waits for the writer's thread: a bounded queue of submissions, and notices that are never dropped.
///
/// Handing over never waits for the disk: it takes the lock for as long as an array grows by some elements.
final class Inbox: @unchecked Sendable {
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

    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var waiting: [Submission] = []
    private var notices: [Notice] = []
    private var dropped = 0
    private var stopAtMs: Int64?
    private var stopWasTold = false
    private let recordsMax: Int

    init(recordsMax: Int = StoreBounds.recordsWaitingMax) {
        self.recordsMax = recordsMax
        pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(changed, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(mutex)
        changed.deallocate()
        mutex.deallocate()
    }

    /// False when there was no room, or the store has stopped: the submission is dropped then, and counted.
    func submit(_ submission: Submission) -> Bool {
        locked {
            let isRecord = if case .record = submission { true } else { false }
            let room = isRecord ? recordsMax : recordsMax + StoreBounds.ledgerLinesWaitingMax
            guard waiting.count < room, stopAtMs == nil else {
                if submission.isLoss { dropped += 1 }
                return false
            }
            waiting.append(submission)
            if waiting.count == 1 { pthread_cond_signal(changed) }
            return true
        }
    }

    func notify(_ notice: Notice) {
        locked {
            notices.append(notice)
            pthread_cond_signal(changed)
        }
    }

    /// Nothing is taken after this; what waits already still is.
    func stop(atMs: Int64) {
        locked {
            stopAtMs = stopAtMs ?? atMs
            pthread_cond_signal(changed)
        }
    }

    var count: Int { locked { waiting.count } }

    /// Waits until there is something to do, but no longer than until `deadline` (ns of CLOCK_MONOTONIC).
    /// Leaves the submissions where they are when they are not wanted.
    func take(submissions wanted: Bool, until deadline: Int64) -> Mail {
        locked {
            var limit = timespec(
                tv_sec: Int(deadline / 1_000_000_000), tv_nsec: Int(deadline % 1_000_000_000))
            while notices.isEmpty, stopAtMs == nil || stopWasTold, !(wanted && !waiting.isEmpty) {
                if pthread_cond_timedwait(changed, mutex, &limit) == ETIMEDOUT { break }
            }
            var mail = Mail(notices: notices, stopAtMs: stopAtMs)
            notices = []
            stopWasTold = stopAtMs != nil
            if wanted {
                swap(&mail.submissions, &waiting)
                mail.dropped = dropped
                dropped = 0
            }
            return mail
        }
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }
}
