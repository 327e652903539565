package import DoDFormat

/// The daily indicators of one market, as counts that add up; what is read from them is worked out at the end.
package struct MarketIndicators: Hashable, Sendable {
    package private(set) var minutes: Int64 = 0
    package private(set) var contexts: Int64 = 0
    package private(set) var bbo: Int64 = 0
    package private(set) var bboNull: Int64 = 0
    package private(set) var crossesBuy: Int64 = 0
    package private(set) var crossesSell: Int64 = 0
    package private(set) var ctxAgeMS = LogHistogram()
    package private(set) var bboAgeMS = LogHistogram()
    package private(set) var intervalMS = LogHistogram()
    package private(set) var crossTicks = LogHistogram()

    package init() {}

    package var crosses: Int64 { crossesBuy + crossesSell }
    package var isFed: Bool { contexts > 0 || bbo > 0 }

    package mutating func add(_ minute: MarketMinute) {
        minutes += 1
        contexts += minute.ctx
        bbo += minute.bbo
        bboNull += minute.bboNull
        crossesBuy += minute.crossesBuy
        crossesSell += minute.crossesSell
        let histograms = minute.histograms
        ctxAgeMS.merge(histograms.ctxAge)
        bboAgeMS.merge(histograms.bboAge)
        intervalMS.merge(histograms.interval)
        crossTicks.merge(histograms.ticks)
    }

    package mutating func merge(_ other: MarketIndicators) {
        minutes += other.minutes
        contexts += other.contexts
        bbo += other.bbo
        bboNull += other.bboNull
        crossesBuy += other.crossesBuy
        crossesSell += other.crossesSell
        ctxAgeMS.merge(other.ctxAgeMS)
        bboAgeMS.merge(other.bboAgeMS)
        intervalMS.merge(other.intervalMS)
        crossTicks.merge(other.crossTicks)
    }
}
