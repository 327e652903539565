/// The four histograms of a market's minute, or of many of them together.
package struct MinuteHistograms: Hashable, Sendable {
    package internal(set) var ctxAgeMS = LogHistogram()
    package internal(set) var bboAgeMS = LogHistogram()
    package internal(set) var intervalMS = LogHistogram()
    /// How long crosses lasted, in ticks.
    package internal(set) var crossTicks = LogHistogram()

    package init() {}

    package mutating func merge(_ other: MinuteHistograms) {
        ctxAgeMS.merge(other.ctxAgeMS)
        bboAgeMS.merge(other.bboAgeMS)
        intervalMS.merge(other.intervalMS)
        crossTicks.merge(other.crossTicks)
    }
}
