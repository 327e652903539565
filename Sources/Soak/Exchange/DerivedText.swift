package import SoakMarket

/// The text of books, trades and mids, byte for byte in the exchange's key order: as frames and, without
/// their envelope, as answers of `/info`.
package enum DerivedText {
    package static func frame(channel: String, _ data: String) -> String {
        "{\"channel\":\"\(channel)\",\"data\":\(data)}"
    }

    /// A book's object. `fast` is there only when asked for, `spread` only with rounded prices and two sides.
    package static func book(coin: String, timeMs: Int64, _ sides: BookSides, _ view: BookView) -> String {
        let spread = view.significantFigures == nil ? nil : sides.spreadE8
        return "{\"coin\":\(JSONText.quoted(coin)),\"time\":\(timeMs)"
            + ",\"levels\":[\(levels(sides.bids)),\(levels(sides.asks))]"
            + (spread.map { ",\"spread\":\(price($0))" } ?? "") + (view.isFast ? ",\"fast\":true" : "") + "}"
    }

    private static func levels(_ levels: [BookLevel]) -> String {
        "["
            + levels.map { "{\"px\":\(price($0.pxE8)),\"sz\":\(price($0.szE8)),\"n\":\($0.n)}" }
            .joined(separator: ",") + "]"
    }

    package static func trades(coin: String, _ trades: [MarketTrade]) -> String {
        let name = JSONText.quoted(coin)
        return "["
            + trades.map { trade in
                "{\"coin\":\(name),\"side\":\"\(trade.aggressor == .buyer ? "B" : "A")\""
                    + ",\"px\":\(price(trade.pxE8)),\"sz\":\(price(trade.szE8)),\"time\":\(trade.timeMs)"
                    + ",\"hash\":\"\(hex(trade.transaction, digits: 64))\",\"tid\":\(trade.tid)"
                    + ",\"users\":[\"\(hex(trade.buyer, digits: 40))\",\"\(hex(trade.seller, digits: 40))\"]}"
            }.joined(separator: ",") + "]"
    }

    /// The map of all mids, by the alphabet of its coins; delisted ones stay at their frozen price.
    package static func mids(_ mids: [(coin: String, pxE8: Int64)]) -> String {
        "{"
            + mids.sorted { $0.coin < $1.coin }
            .map { "\(JSONText.quoted($0.coin)):\(price($0.pxE8))" }.joined(separator: ",") + "}"
    }

    /// The frame's data: the main dex is not named.
    package static func midsData(dex: String, mids: String) -> String {
        dex.isEmpty ? "{\"mids\":\(mids)}" : "{\"dex\":\(JSONText.quoted(dex)),\"mids\":\(mids)}"
    }

    private static func price(_ e8: Int64) -> String {
        var scratch = FrameScratch()
        scratch.begin()
        scratch.append(quoted: e8, scale: 8)
        return scratch.text
    }

    /// A long name made of a number: the number's digits again and again. 0 gives zeros.
    private static func hex(_ number: UInt64, digits: Int) -> String {
        let some = String(number, radix: 16)
        let word = String(repeating: "0", count: 16 - some.count) + some
        return "0x" + String(String(repeating: word, count: digits / 16 + 1).prefix(digits))
    }
}
