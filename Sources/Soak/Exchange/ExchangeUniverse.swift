package import SoakMarket

/// What this exchange lists: the dex whose markets it streams first, then coins that are listed and silent.
package struct ExchangeUniverse: Sendable {
    /// Without the main dex, which has no entry in `perpDexs`; the first one is streamed.
    package let dexes: [PerpDexFacts]
    package let mainUniverse: [PerpDexFacts.UniverseEntry]
    /// Streamed markets keep their position in `meta`.
    package let coins: CoinIndex
    /// How many markets have a stream.
    package let streamed: Int
    /// By market, of those with a stream: delisted or not open yet, so that its book is empty for good.
    package let silent: [Bool]
    /// `xyz:0`, …: how files name the streamed markets. The dex is the first after the main one.
    package let marketKeys: [String]
    /// What befalls the streamed markets; nil: nothing.
    private let incidents: VenueIncidents?

    /// `delistedCoins`: still in `meta`, flagged there, their books empty for good.
    package init(
        markets: [MarketFacts], delistedCoins: [String] = [], incidents: VenueIncidents? = nil
    ) {
        self.incidents = incidents
        var dexes = PerpDexTable.builderDexes(xyz: markets)
        for (index, facts) in markets.enumerated() {
            dexes[0].universe[index].isDelisted =
                facts.standing == .delisted || delistedCoins.contains(facts.coin)
        }
        self.dexes = dexes
        mainUniverse = PerpDexTable.mainUniverse
        let listed = dexes.flatMap(\.universe) + mainUniverse
        coins = CoinIndex(listed.map(\.coin))
        streamed = markets.count
        silent = zip(markets, dexes[0].universe).map { $0.standing != .open || $1.isDelisted }
        let name = dexes[0].name
        marketKeys = markets.indices.map { "\(name):\($0)" }
    }

    /// The markets of a dex as they usually are; nil for a dex that is not listed. The main dex has the empty
    /// name.
    package func universe(dex: String) -> [PerpDexFacts.UniverseEntry]? {
        dex.isEmpty ? mainUniverse : dexes.first { $0.name == dex }?.universe
    }

    /// The same as they are at an instant of virtual time.
    package func universe(dex: String, atMs ms: Int64) -> [PerpDexFacts.UniverseEntry]? {
        guard let usual = universe(dex: dex) else { return nil }
        guard let incidents, dex == dexes[0].name else { return usual }
        return incidents.universe(usual, at: ms)
    }
}
