/// Holds the market while a client has too much unread, or has it unread for too long: a rehearsal waits
/// for a slow machine rather than flood it. Asking the kernel costs system calls, so it is done at most
/// once an interval.
package struct BacklogGate: Equatable, Sendable {
    /// Unread bytes above which the market waits: about 4 ms of the busiest hour at 300 times real time.
    package static let bytesMax: Int64 = 64 * 1024
    /// How long, in real time, something may lie unread before the market waits.
    package static let lagMaxNs: Int64 = 5_000_000
    package static let askEveryNs: Int64 = 1_000_000

    /// False while a fault window makes a backlog expected.
    package var isEnabled: Bool
    /// How often a hold began.
    package private(set) var holds = 0
    private var isHolding = false
    private var askedNs: Int64?

    package init(isEnabled: Bool) { self.isEnabled = isEnabled }

    /// Whether it is time to ask again how much is unread (also where nothing is held: the truth wants to
    /// know what has arrived).
    package func mustAsk(realNs now: Int64) -> Bool {
        guard let askedNs else { return true }
        return now - askedNs >= Self.askEveryNs
    }

    /// `backlogBytes` and `lagNs`: of the clients that are furthest behind.
    package mutating func asked(realNs now: Int64, backlogBytes: Int64, lagNs: Int64) {
        askedNs = now
        let isBehind = backlogBytes > Self.bytesMax || lagNs > Self.lagMaxNs
        if isBehind && !isHolding && isEnabled { holds += 1 }
        isHolding = isBehind
    }

    package var mustHold: Bool { isEnabled && isHolding }
}
