/// Everything that the exchange would send to a client subscribed to every market, and when: an endless
/// stream in virtual time that depends on the seed, the begin and the number of markets alone. It knows
/// neither connections nor speed, so the stream is the same, byte for byte, whoever listens.
///
/// Whole numbers only. A market's part of the stream does not depend on how many others there are.
package struct MarketModel {
    package let facts: [MarketFacts]
    package let incidents: VenueIncidents
    private var states: [MarketState]
    private var queue: EventQueue

    /// `markets`: the first so many of `MarketTable.all`; traps when there are not that many.
    package init(seed: UInt64, fromMs: Int64, markets: Int = 32) {
        guard (1...MarketTable.all.count).contains(markets) else {
            fatalError("a model of \(markets) markets: the table has \(MarketTable.all.count)")
        }
        facts = Array(MarketTable.all.prefix(markets))
        incidents = VenueIncidents(seed: seed, fromMs: fromMs)
        let clock = BlockClock(seed: seed, originMs: fromMs)
        states = []
        var times: [Int64] = []
        for (index, market) in facts.enumerated() {
            var state = MarketState(
                market, index: index, seed: seed, fromMs: fromMs, clock: clock, incidents: incidents)
            times.append(state.firstBboMs(fromMs: fromMs))
            times.append(state.firstCtxMs(fromMs: fromMs))
            states.append(state)
        }
        queue = EventQueue(times)
    }

    /// When the next event may come: a lower bound that costs nothing to ask.
    package var nextMs: Int64 { queue.atMs }

    /// The next event; `atMs` never falls, events of one ms come in the same order each time.
    package mutating func next() -> MarketEvent {
        while true {
            let atMs = queue.atMs
            let market = queue.source >> 1
            if queue.source & 1 == 0 {
                let (sent, nextMs) = states[market].bbo(at: atMs)
                queue.replaceFirst(at: nextMs)
                if let sent { return MarketEvent(atMs: atMs, market: market, update: .bbo(sent)) }
            } else {
                let (sent, nextMs) = states[market].ctx(at: atMs)
                queue.replaceFirst(at: nextMs)
                if let sent { return MarketEvent(atMs: atMs, market: market, update: .ctx(sent)) }
            }
        }
    }
}
