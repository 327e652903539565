/// Which follow-ups were pending when the process before this one died: those of the signals of its last
/// 5 s that are not in the follow-up file. The next start counts them, so that none is lost in silence.
package struct InterruptedFollowups: Sendable {
    private struct Key: Hashable {
        let signalID: String
        let offsetMS: Int64
    }

    private let sinceMS: Int64
    private var signals: [Signal] = []
    private var taken: Set<Key> = []

    /// - Parameter lastSeenMS: the time of the last record of any kind that the dead process left.
    package init(lastSeenMS: Int64) {
        sinceMS = lastSeenMS - (FollowupSchedule.offsetsMS.max() ?? 0)
    }

    package mutating func add(_ signal: Signal) {
        if signal.timestampMS >= sinceMS { signals.append(signal) }
    }

    package mutating func add(_ followup: FollowupReference) {
        if followup.signalTimestampMS >= sinceMS {
            taken.insert(Key(signalID: followup.signalID, offsetMS: followup.offsetMS))
        }
    }

    /// By market key, in the order in which the markets first had a signal.
    package func counts() -> [(marketKey: String, count: Int)] {
        var order: [String] = []
        var counts: [String: Int] = [:]
        for signal in signals {
            let missing = FollowupSchedule.offsetsMS.count {
                !taken.contains(Key(signalID: signal.id, offsetMS: $0))
            }
            guard missing > 0 else { continue }
            if counts[signal.marketKey] == nil { order.append(signal.marketKey) }
            counts[signal.marketKey, default: 0] += missing
        }
        return order.map { ($0, counts[$0] ?? 0) }
    }
}
