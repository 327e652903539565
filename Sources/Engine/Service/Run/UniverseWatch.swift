import EngineCore

/// Which markets are watched at which slot, and what new tables of the venue change in that. Pure.
struct UniverseWatch: Sendable {
    private(set) var universe: Universe
    /// By slot.
    private(set) var watched: [Market]
    /// The coins that the configuration names; empty for all.
    private let coins: [String]
    private var terms: [MarketTerms?]

    /// What the terms of the watched markets were at the beginning, by slot.
    init(_ tables: VenueTables, watched: [Market], coins: [String]) {
        universe = tables.universe
        self.watched = watched
        self.coins = coins
        terms = watched.map { tables.terms[$0.index] }
    }

    /// What is different now. A market that is new (or listed again, and was never watched) gets the next slot;
    /// slots and indices never change. Throws where the tables contradict the old ones, and stays as it was.
    mutating func learn(_ tables: VenueTables) throws(UniverseRefusal) -> UniverseUpdate {
        let change = try UniverseChange(from: universe, to: tables)
        var update = UniverseUpdate()
        if change.universe != universe { update.table = change.universe }
        (update.listed, update.delisted, update.renamed) = (change.listed, change.delisted, change.renamed)
        universe = change.universe
        for market in change.listed
        where isWanted(market) && !watched.contains(where: { $0.key == market.key }) {
            update.added.append(market)
            watched.append(market)
            terms.append(nil)
        }
        let now = Dictionary(universe.markets.map { ($0.key, $0) }) { first, _ in first }
        for slot in watched.indices {
            guard let market = now[watched[slot].key] else { continue }
            if market != watched[slot] {
                let wasRenamed = market.coin != watched[slot].coin
                update.changed.append(.init(slot: slot, market: market, wasRenamed: wasRenamed))
                watched[slot] = market
            }
            guard let found = tables.terms[market.index] else { continue }
            update.terms.append(.init(slot: slot, terms: found))
            if let before = terms[slot], before != found { update.differing.append(slot) }
            terms[slot] = found
        }
        return update
    }

    private func isWanted(_ market: Market) -> Bool { coins.isEmpty || coins.contains(market.coin) }
}

/// What one poll of the tables changed for what is watched.
struct UniverseUpdate: Hashable, Sendable {
    struct Changed: Hashable, Sendable {
        let slot: Int
        let market: Market
        let wasRenamed: Bool
    }

    struct Terms: Hashable, Sendable {
        let slot: Int
        let terms: MarketTerms
    }

    /// The whole universe, where the line of `markets_DATE.json` is another one now.
    var table: Universe?
    /// What the ledger says, watched or not.
    var listed: [Market] = []
    var delisted: [Market] = []
    var renamed: [Market] = []
    /// These get the next slots, in this order.
    var added: [Market] = []
    /// Watched markets that are listed otherwise than before.
    var changed: [Changed] = []
    /// Of every watched market, changed or not.
    var terms: [Terms] = []
    /// The slots whose terms differ from the last ones.
    var differing: [Int] = []
}
