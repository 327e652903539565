/// A market as the files name it: `xyz:11`, the dex and the position in its `meta`.
package struct MarketKey: Hashable, Comparable, Sendable, CustomStringConvertible {
    let dexName: DexName
    package let index: Int

    package init(dex: String, index: Int) { self.init(DexName(dex), index: index) }

    init(_ dexName: DexName, index: Int) {
        self.dexName = dexName
        self.index = index
    }

    package var dex: String { dexName.text }

    /// nil when the text is not `<dex>:<index>` with an index written without leading zeros.
    package init?(_ text: String) {
        guard let colon = text.utf8.lastIndex(of: UInt8(ascii: ":")), colon != text.startIndex else {
            return nil
        }
        let digits = text[text.index(after: colon)...]
        guard let index = Int(digits), index >= 0, String(index) == digits else { return nil }
        self.init(dex: String(text[..<colon]), index: index)
    }

    package static func < (left: MarketKey, right: MarketKey) -> Bool {
        left.dexName == right.dexName ? left.index < right.index : left.dexName < right.dexName
    }

    package var description: String { "\(dex):\(index)" }
}

/// One of the two sequences of signals that a market has.
package struct MarketSide: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let market: MarketKey
    package let side: Side

    package init(market: MarketKey, side: Side) {
        self.market = market
        self.side = side
    }

    package static func < (left: MarketSide, right: MarketSide) -> Bool {
        left.market == right.market ? left.side < right.side : left.market < right.market
    }

    package var description: String { "\(market) \(side.rawValue)" }
}
