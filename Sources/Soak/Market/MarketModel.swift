/// Everything that the exchange would send to a client subscribed to every market, and when: an endless
/// stream in virtual time that depends on the seed, the begin and the number of markets alone. It knows
/// neither connections nor speed.
package struct MarketModel {
    package let facts: [MarketFacts]

    /// `markets`: the first so many of `MarketTable.january2026`; traps when there are not that many.
    package init(seed: UInt64, fromMs: Int64, markets: Int = 32) {
        precondition(markets >= 1 && markets <= MarketTable.january2026.count, "markets: 1 to 32")
        facts = Array(MarketTable.january2026.prefix(markets))
    }

    /// The next event; `atMs` never falls, events of one ms come in the same order each time.
    package mutating func next() -> MarketEvent {
        fatalError("coming")
    }
}
