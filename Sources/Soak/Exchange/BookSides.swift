package import SoakMarket

/// Both sides of a book as a subscriber sees them, the best levels first.
package struct BookSides: Equatable, Sendable {
    package var bids: [BookLevel]
    package var asks: [BookLevel]

    package init(bids: [BookLevel] = [], asks: [BookLevel] = []) {
        self.bids = bids
        self.asks = asks
    }

    package static let empty = BookSides()

    /// From the best bid to the best ask; nil when a side is missing.
    package var spreadE8: Int64? {
        guard let bid = bids.first, let ask = asks.first else { return nil }
        return ask.pxE8 - bid.pxE8
    }

    /// The same with prices put together as the view wants it and cut to its depth.
    package func seen(_ view: BookView) -> BookSides {
        guard let figures = view.significantFigures else {
            return BookSides(
                bids: Array(bids.prefix(view.depth)), asks: Array(asks.prefix(view.depth)))
        }
        func step(_ pxE8: Int64) -> Int64 {
            Self.stepE8(pxE8, figures: figures) * Int64(view.mantissa ?? 1)
        }
        return BookSides(
            bids: Self.merged(bids, depth: view.depth) { $0 / step($0) * step($0) },
            asks: Self.merged(asks, depth: view.depth) { ($0 + step($0) - 1) / step($0) * step($0) })
    }

    /// The unit of the last of so many significant figures, at least 1e-8.
    private static func stepE8(_ pxE8: Int64, figures: Int) -> Int64 {
        var step: Int64 = 1
        var limit = (0..<figures).reduce(Int64(1)) { value, _ in value * 10 }
        while limit <= pxE8 {
            limit *= 10
            step *= 10
        }
        return step
    }

    private static func merged(_ levels: [BookLevel], depth: Int, _ rounded: (Int64) -> Int64) -> [BookLevel]
    {
        var result: [BookLevel] = []
        for level in levels {
            let pxE8 = rounded(level.pxE8)
            if let last = result.last, last.pxE8 == pxE8 {
                result[result.count - 1].szE8 += level.szE8
                result[result.count - 1].n += level.n
            } else if result.count == depth {
                break
            } else {
                result.append(BookLevel(pxE8: pxE8, szE8: level.szE8, n: level.n))
            }
        }
        return result
    }
}
