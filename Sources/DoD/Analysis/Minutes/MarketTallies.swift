package import DoDFormat

/// The markets of one minute with what each came to: two short rows, since there is one for every minute.
package struct MarketTallies: Hashable, Sendable, Sequence {
    /// Rising; the same for nearly all minutes.
    private var markets: [MarketKey] = []
    private var tallies: [MarketTally] = []

    package init() {}

    package subscript(market: MarketKey) -> MarketTally? {
        let place = position(of: market)
        return place < markets.count && markets[place] == market ? tallies[place] : nil
    }

    mutating func add(_ minute: MarketMinute) {
        // Lines name them in their order.
        let place =
            markets.last.map { $0 < minute.market } ?? true ? markets.count : position(of: minute.market)
        if place == markets.count || markets[place] != minute.market {
            markets.insert(minute.market, at: place)
            tallies.insert(MarketTally(), at: place)
        }
        tallies[place].add(minute)
    }

    /// Of the first that is not below.
    private func position(of market: MarketKey) -> Int {
        var low = 0
        var high = markets.count
        while low < high {
            let middle = (low + high) / 2
            if markets[middle] < market { low = middle + 1 } else { high = middle }
        }
        return low
    }

    package func makeIterator() -> Zip2Sequence<[MarketKey], [MarketTally]>.Iterator {
        zip(markets, tallies).makeIterator()
    }
}
