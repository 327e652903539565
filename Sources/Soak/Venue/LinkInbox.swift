import Dispatch
import Synchronization

/// What came in on a connection, in order, until somebody takes it. For one taker.
package final class LinkInbox: Sendable {
    /// Arrivals kept at most; a taker that falls behind by more has lost some, and is told so by `dropped`.
    package static let keptMax = 1 << 18

    private struct Kept {
        var arrivals: [LinkArrival] = []
        var next = 0
        var dropped = 0
    }

    private let kept = Mutex(Kept())
    private let news = DispatchSemaphore(value: 0)

    package init() {}

    package func put(_ event: LinkEvent) {
        let arrival = LinkArrival(
            wallMs: MachineClock.wallMs, steadyNs: MachineClock.steadyNs, event: event)
        let isKept = kept.withLock { kept in
            if case .text = event, kept.arrivals.count - kept.next >= Self.keptMax {
                kept.dropped += 1
                return false
            }
            kept.arrivals.append(arrival)
            return true
        }
        if isKept { news.signal() }
    }

    /// The next arrival; nil when none comes within `ms`. Blocks; not for the pool of async code.
    package func take(withinMs ms: Int) -> LinkArrival? {
        guard news.wait(timeout: .now() + .milliseconds(ms)) == .success else { return nil }
        return kept.withLock { kept in
            let arrival = kept.arrivals[kept.next]
            kept.next += 1
            if kept.next == kept.arrivals.count {
                kept.arrivals.removeAll(keepingCapacity: true)
                kept.next = 0
            }
            return arrival
        }
    }

    package var dropped: Int { kept.withLock { $0.dropped } }
}
