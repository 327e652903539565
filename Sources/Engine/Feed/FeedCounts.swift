/// What a feed did since it was made, for a look from outside. Only rises.
package struct FeedCounts: Hashable, Sendable {
    package internal(set) var framesIn = 0
    package internal(set) var messagesOut = 0
    package internal(set) var unknown = 0
    package internal(set) var malformed = 0
    /// By `LossCause.rawValue`; a shutdown is no reconnect and is not counted.
    package internal(set) var reconnects = [Int](repeating: 0, count: LossCause.allCases.count)

    package init() {}

    mutating func add(_ minute: FeedTally) {
        framesIn += minute.framesIn
        messagesOut += minute.messagesOut
        unknown += minute.unknown
        malformed += minute.malformed
        for cause in reconnects.indices { reconnects[cause] += minute.reconnects[cause] }
    }
}
