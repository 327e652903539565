/// When the market is to be looked at again after each signal: 1, 3 and 5 s later.
///
/// Signals come in the order of their time, so one queue an offset is in the order of its due times: adding
/// and taking cost the same however many are pending.
package struct FollowupSchedule: Sendable {
    package static let offsetsMS: [Int64] = [1_000, 3_000, 5_000]

    struct Pending: Sendable {
        let slot: Int
        let signal: Signal
    }

    private var queues: [PendingQueue]
    /// `Int64.max` when nothing is pending.
    private(set) var nextDueMS = Int64.max

    init() { queues = FollowupSchedule.offsetsMS.map { PendingQueue(offsetMS: $0) } }

    /// How many are pending, for a look from outside.
    package var count: Int { queues.reduce(0) { $0 + $1.count } }

    mutating func add(_ signal: Signal, slot: Int) {
        for index in queues.indices { queues[index].append(Pending(slot: slot, signal: signal)) }
        nextDueMS = min(nextDueMS, signal.timestampMS + FollowupSchedule.offsetsMS[0])
    }

    /// The next one whose time has come, the earliest due first.
    mutating func takeDue(nowMS: Int64) -> (pending: Pending, offsetMS: Int64)? {
        guard nextDueMS <= nowMS else { return nil }
        var earliest = 0
        for index in queues.indices where queues[index].nextDueMS < queues[earliest].nextDueMS {
            earliest = index
        }
        let pending = queues[earliest].removeFirst()
        nextDueMS = queues.reduce(Int64.max) { min($0, $1.nextDueMS) }
        return (pending, FollowupSchedule.offsetsMS[earliest])
    }
}

/// First in, first out, without moving what waits at each take.
private struct PendingQueue: Sendable {
    let offsetMS: Int64
    private var waiting: [FollowupSchedule.Pending] = []
    private var head = 0

    init(offsetMS: Int64) { self.offsetMS = offsetMS }

    var count: Int { waiting.count - head }

    var nextDueMS: Int64 { head < waiting.count ? waiting[head].signal.timestampMS + offsetMS : .max }

    mutating func append(_ pending: FollowupSchedule.Pending) { waiting.append(pending) }

    mutating func removeFirst() -> FollowupSchedule.Pending {
        let first = waiting[head]
        head += 1
        if head == waiting.count {
            waiting.removeAll(keepingCapacity: true)
            head = 0
        } else if head >= 1_024, head * 2 >= waiting.count {
            waiting.removeFirst(head)
            head = 0
        }
        return first
    }
}
