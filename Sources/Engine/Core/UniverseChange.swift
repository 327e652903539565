/// Why new tables can't be the old ones some time later: an index would name another market than before, and every
/// record of it would lie. They are refused as a whole.
package struct UniverseRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

/// What differs between two moments of a universe. It only ever grows at its end: a market keeps its index for
/// good, also when it is delisted.
package struct UniverseChange: Hashable, Sendable {
    /// The new state, with the markets that could not be read this time as they were.
    package let universe: Universe
    /// New, or listed again.
    package private(set) var listed: [Market] = []
    package private(set) var delisted: [Market] = []
    package private(set) var renamed: [Market] = []

    /// Compares; every list is by index.
    package init(from old: Universe, to tables: VenueTables) throws(UniverseRefusal) {
        let new = tables.universe
        let known = old.markets.last.map { $0.index + 1 } ?? 0
        if tables.positions < known {
            throw UniverseRefusal("the universe shrank from \(known) to \(tables.positions) markets")
        }
        var positions: [String: Int] = [:]
        for market in new.markets {
            if let other = positions.updateValue(market.index, forKey: market.coin) {
                throw UniverseRefusal("\(market.coin) is listed twice, at \(other) and \(market.index)")
            }
            if !market.coin.hasPrefix(old.dex + ":") {
                throw UniverseRefusal("\(market.coin) at \(market.index) is no market of dex \(old.dex)")
            }
        }
        for market in old.markets {
            if let index = positions[market.coin], index != market.index {
                throw UniverseRefusal("\(market.coin) moved from \(market.index) to \(index)")
            }
        }
        let before = Dictionary(old.markets.map { ($0.index, $0) }) { first, _ in first }
        let read = Set(new.markets.map(\.index))
        let kept = old.markets.filter { !read.contains($0.index) }
        universe = Universe(
            dex: old.dex, dexIndex: old.dexIndex,
            markets: (new.markets + kept).sorted { $0.index < $1.index })
        for market in new.markets {
            guard let earlier = before[market.index] else {
                if !market.isDelisted { listed.append(market) }
                continue
            }
            if earlier.coin != market.coin { renamed.append(market) }
            if earlier.isDelisted, !market.isDelisted { listed.append(market) }
            if !earlier.isDelisted, market.isDelisted { delisted.append(market) }
        }
    }
}
