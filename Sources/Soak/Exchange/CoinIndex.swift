/// The coins of the exchange by name and by position in `meta`.
package struct CoinIndex: Sendable {
    package let names: [String]
    package let markets: [String: Int]
    /// The dexes that coins are named after.
    package let dexes: Set<String>

    package init(_ names: [String]) {
        self.names = names
        dexes = Set(names.compactMap { name in name.firstIndex(of: ":").map { String(name[..<$0]) } })
        markets = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    }
}
