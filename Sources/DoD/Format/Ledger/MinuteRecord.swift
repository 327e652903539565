/// A `minute` line: what the engine saw in one minute. A restart within it gives two; they add up.
package struct MinuteRecord: Hashable, Sendable {
    /// The beginning of the minute.
    package var minuteMS: Int64
    /// How much of it this process saw.
    package var observedMS: Int64
    package var feed: MinuteFeed
    package var process: MinuteProcess
    private var rows: Rows

    /// Unpacked at each look.
    package var markets: [MarketMinute] {
        get { rows.all }
        set { rows = .unpacked(newValue) }
    }

    /// Its markets in a row of small numbers; nil where they are not.
    var packed: PackedMarkets? { if case .packed(let packed) = rows { packed } else { nil } }

    private enum Rows: Hashable, Sendable {
        case unpacked([MarketMinute])
        case packed(PackedMarkets)

        var all: [MarketMinute] {
            switch self {
            case .unpacked(let markets): markets
            case .packed(let packed): packed.markets
            }
        }

        static func == (left: Rows, right: Rows) -> Bool { left.all == right.all }
        func hash(into hasher: inout Hasher) { hasher.combine(all) }
    }

    init(
        minuteMS: Int64, observedMS: Int64, feed: MinuteFeed, process: MinuteProcess, packed: PackedMarkets
    ) {
        self.minuteMS = minuteMS
        self.observedMS = observedMS
        self.feed = feed
        self.process = process
        rows = .packed(packed)
    }

    package init(
        minuteMS: Int64, observedMS: Int64 = MinuteRecord.milliseconds, feed: MinuteFeed = MinuteFeed(),
        process: MinuteProcess = MinuteProcess(), markets: [MarketMinute] = []
    ) {
        self.minuteMS = minuteMS
        self.observedMS = observedMS
        self.feed = feed
        self.process = process
        rows = .unpacked(markets)
    }

    package static let milliseconds: Int64 = 60_000
}

/// The connection in that minute.
package struct MinuteFeed: Hashable, Sendable {
    package var connectedMS: Int64
    package var framesIn: Int64
    package var messagesOut: Int64
    package var postsInFlightMax: Int64
    package var reconnects: [NamedCount]
    package var unknown: Int64
    package var malformed: Int64
    /// Nil when there was none.
    package var pingRoundTripMSMax: Int64?

    package init(
        connectedMS: Int64 = MinuteRecord.milliseconds, framesIn: Int64 = 0, messagesOut: Int64 = 0,
        postsInFlightMax: Int64 = 0, reconnects: [NamedCount] = [], unknown: Int64 = 0, malformed: Int64 = 0,
        pingRoundTripMSMax: Int64? = nil
    ) {
        self.connectedMS = connectedMS
        self.framesIn = framesIn
        self.messagesOut = messagesOut
        self.postsInFlightMax = postsInFlightMax
        self.reconnects = reconnects
        self.unknown = unknown
        self.malformed = malformed
        self.pingRoundTripMSMax = pingRoundTripMSMax
    }

    package var reconnectCount: Int64 { reconnects.reduce(0) { $0 + $1.count } }
}

/// The engine's process at the end of that minute; the log lines are those of the minute.
package struct MinuteProcess: Hashable, Sendable {
    package var residentBytes: Int64
    package var openFiles: Int64
    package var logErrors: Int64
    package var logWarnings: Int64
    package var logInfos: Int64

    package init(
        residentBytes: Int64 = 0, openFiles: Int64 = 0, logErrors: Int64 = 0, logWarnings: Int64 = 0,
        logInfos: Int64 = 0
    ) {
        self.residentBytes = residentBytes
        self.openFiles = openFiles
        self.logErrors = logErrors
        self.logWarnings = logWarnings
        self.logInfos = logInfos
    }
}
