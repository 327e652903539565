package import EngineFeed

/// What the observation looks like from outside, at one moment. Times are the engine's.
package struct ObservationStatus: Sendable, Equatable {
    package enum State: String, Sendable {
        /// The venue's markets are not known yet.
        case starting
        case observing
        case stopping
    }

    package var state = State.starting
    package var nowMS: Int64 = 0
    package var markets = 0
    /// Counts attempts to connect.
    package var connection = 0
    package var isConnected = false
    package var isReady = false
    /// Since when the feed has not been ready; the start, at first.
    package var notReadySinceMS: Int64 = 0
    /// Connections lost since the start, a shutdown aside.
    package var reconnects = 0
    /// What last went wrong on the way to the venue; empty when nothing did.
    package var lastProblem = ""

    /// Coins that the feed leaves out because the venue cuts the connection for them; by the alphabet.
    package var excluded: [String] = []
    /// How often the venue's tables were asked for since the start, and how often that gave nothing usable.
    package var polls = 0
    package var pollsFailed = 0
    /// What was wrong with the last one; empty when nothing was.
    package var pollProblem = ""
    package var feed = FeedCounts()
    package var totals = ObservationTotals()
    /// When the last message of the venue came; the start, before the first.
    package var lastFrameMS: Int64 = 0
    /// Nil when nothing is recorded.
    package var recording: RecorderStatus?

    package init() {}

    /// The exchange ends every connection after some hours, and coming back takes a second or two: only a feed
    /// that stays away is unwell.
    package static let patienceMS: Int64 = 30_000

    /// Why the feed is not well; nil when it is.
    package var problem: String? {
        guard !isReady, nowMS - notReadySinceMS >= Self.patienceMS else { return nil }
        let what = state == .starting ? "the venue's markets are not known" : "not ready"
        let why = lastProblem.isEmpty ? "" : ": \(lastProblem)"
        return "feed: \(what) for \((nowMS - notReadySinceMS) / 1_000) s\(why)"
    }
}
