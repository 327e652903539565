package import DoDFormat

/// One minute as all its lines tell it together: a restart within it gives two, and they add up.
package struct MinuteTally: Hashable, Sendable {
    package let minuteMS: Int64
    package private(set) var lines = 0
    package private(set) var observedMS: Int64 = 0
    package private(set) var connectedMS: Int64 = 0
    package private(set) var messagesOut: Int64 = 0
    package private(set) var postsInFlightMax: Int64 = 0
    package private(set) var reconnects: Int64 = 0
    package private(set) var logErrors: Int64 = 0
    package private(set) var markets = MarketTallies()

    package init(minuteMS: Int64) { self.minuteMS = minuteMS }

    package var window: TimeWindow {
        TimeWindow(fromMS: minuteMS, toMS: minuteMS + MinuteRecord.milliseconds)
    }

    package mutating func add(_ record: MinuteRecord, withMarkets: Bool = true) {
        lines += 1
        observedMS += record.observedMS
        connectedMS += record.feed.connectedMS
        messagesOut += record.feed.messagesOut
        postsInFlightMax = max(postsInFlightMax, record.feed.postsInFlightMax)
        reconnects += record.feed.reconnectCount
        logErrors += record.process.logErrors
        if withMarkets { for market in record.markets { markets.add(market) } }
    }
}
