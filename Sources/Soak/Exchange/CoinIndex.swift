/// The coins of the exchange by name and by position in `meta`.
package struct CoinIndex: Sendable {
    package let names: [String]
    package let markets: [String: Int]

    package init(_ names: [String]) {
        self.names = names
        markets = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    }
}
