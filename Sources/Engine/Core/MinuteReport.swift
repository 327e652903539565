/// All markets of one minute, handed out when the minute is over or the process ends in it.
package struct MinuteReport: Hashable, Sendable {
    /// The beginning of the minute.
    package let minuteMS: Int64
    /// How much of it this process saw: 60000 unless it started or stopped in it.
    package let observedMS: Int64
    /// The last millisecond of what was seen: the `at_ms` of the line.
    package let atMS: Int64
    /// In the order of `Observatory.markets`.
    package let markets: [MarketTally]

    /// The value of `markets` in the ledger's `minute` line, by index: a market that was listed again stands at
    /// its old index, whatever its slot.
    package func writeMarkets(_ names: [Market], to writer: inout LineWriter) {
        writer.openArray()
        for (market, tally) in zip(names, markets).sorted(by: { $0.0.index < $1.0.index }) {
            tally.write(market: market.key, to: &writer)
        }
        writer.closeArray()
    }
}
