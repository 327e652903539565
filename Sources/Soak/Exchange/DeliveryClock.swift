/// Real time as far as delivery is concerned: it stands still while the client leaves things unread.
///
/// The truth counts what was sent in the last 50 ms before a client vanished as possibly lost. A client
/// that was stopped for a second before it was killed has a whole second unread: on this clock that second
/// did not pass.
package struct DeliveryClock: Equatable, Sendable {
    /// Unread for longer than this means that the client is not reading.
    package static let lagMaxNs: Int64 = 10_000_000

    private var stoodStillNs: Int64 = 0
    private var stoppedAtNs: Int64?

    package init() {}

    /// `lagNs`: how long the oldest unread byte of the client has been lying there; 0 without a client.
    package mutating func observe(lagNs: Int64, realNs now: Int64) {
        if lagNs > Self.lagMaxNs {
            stoppedAtNs = stoppedAtNs ?? now
        } else if let stopped = stoppedAtNs {
            stoodStillNs += now - stopped
            stoppedAtNs = nil
        }
    }

    package func ns(realNs now: Int64) -> Int64 { (stoppedAtNs ?? now) - stoodStillNs }
}
