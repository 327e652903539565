/// What the venue's tables (`perpDexs` and `meta`) say of one dex at one moment.
package struct VenueTables: Hashable, Sendable {
    package let universe: Universe
    /// By market index.
    package let terms: [Int: MarketTerms]
    /// The positions of `meta` whose entries could not be read.
    package let unreadable: [Int]

    package init(universe: Universe, terms: [Int: MarketTerms] = [:], unreadable: [Int] = []) {
        self.universe = universe
        self.terms = terms
        self.unreadable = unreadable
    }

    /// How many positions `meta` had.
    package var positions: Int { universe.markets.count + unreadable.count }
}
