package import SoakMarket

/// The market model with one event in hand, so that one can ask for what is due and no more. Markets
/// that are delisted or not open yet are taken out: their context stays as it was, their book is empty.
package struct MarketStream {
    private var model: MarketModel
    private let silent: [Bool]
    private let frozen: [AssetContext]
    private var ahead: MarketEvent?

    package init(model: MarketModel, universe: ExchangeUniverse) {
        self.model = model
        silent = universe.silent
        frozen = model.facts.map(\.start.delisted)
    }

    /// The next event that is due at `nowMs` (virtual) or was before; nil when there is none.
    package mutating func next(upToMs nowMs: Int64) -> MarketEvent? {
        while true {
            let event = ahead ?? model.next()
            guard event.atMs <= nowMs else {
                ahead = event
                return nil
            }
            ahead = nil
            guard silent[event.market] else { return event }
            guard case .ctx = event.update else { continue }
            return MarketEvent(atMs: event.atMs, market: event.market, update: .ctx(frozen[event.market]))
        }
    }
}
