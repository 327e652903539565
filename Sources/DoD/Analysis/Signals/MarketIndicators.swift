package import DoDFormat

/// The daily indicators of one market, as counts that add up; what is read from them is worked out at the end.
package struct MarketIndicators: Hashable, Sendable {
    package private(set) var minutes: Int64 = 0
    package private(set) var contexts: Int64 = 0
    package private(set) var bbo: Int64 = 0
    package private(set) var bboNull: Int64 = 0
    package private(set) var crossesBuy: Int64 = 0
    package private(set) var crossesSell: Int64 = 0
    private var histograms = MinuteHistograms()

    package init() {}

    package var ctxAgeMS: LogHistogram { histograms.ctxAgeMS }
    package var bboAgeMS: LogHistogram { histograms.bboAgeMS }
    package var intervalMS: LogHistogram { histograms.intervalMS }
    package var crossTicks: LogHistogram { histograms.crossTicks }
    package var crosses: Int64 { crossesBuy + crossesSell }
    package var isFed: Bool { contexts > 0 || bbo > 0 }

    package mutating func add(_ minute: MarketMinute) {
        minutes += 1
        contexts += minute.ctx
        bbo += minute.bbo
        bboNull += minute.bboNull
        crossesBuy += minute.crossesBuy
        crossesSell += minute.crossesSell
        minute.addHistograms(to: &histograms)
    }

    package mutating func merge(_ other: MarketIndicators) {
        minutes += other.minutes
        contexts += other.contexts
        bbo += other.bbo
        bboNull += other.bboNull
        crossesBuy += other.crossesBuy
        crossesSell += other.crossesSell
        histograms.merge(other.histograms)
    }
}
