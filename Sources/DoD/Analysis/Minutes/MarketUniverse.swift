package import DoDFormat

/// Which markets there were, and when each was listed: by the `universe` lines of the ledger, and for markets
/// they don't name by the tables of the days.
package struct MarketUniverse: Sendable {
    private struct Change {
        var atMS: Int64
        var isListed: Bool
    }

    private struct Entry {
        var coin: String
        /// Rising in time; before the first there was no such market.
        var changes: [Change] = []
        var excludedMS: Int64?
    }

    /// The state that nobody saw begin.
    private static let always = Int64.min

    private var entries: [MarketKey: Entry] = [:]
    /// False when neither a line nor a table names a market: then those of the minutes are taken.
    package private(set) var isKnown = true

    package init(_ run: RunEvidence) {
        readLedger(run.ledger)
        readTables(run.marketTables)
        guard entries.isEmpty else { return }
        isKnown = false
        for market in Set(run.ledger?.minutes.flatMap { $0.markets.map(\.market) } ?? []) {
            entries[market] = Entry(coin: "", changes: [Change(atMS: Self.always, isListed: true)])
        }
    }

    private mutating func readLedger(_ ledger: Ledger?) {
        var isFirst = true
        for line in ledger.map({ Array($0.lines.rare) }) ?? [] {
            guard case .universe(let event) = line.event else { continue }
            for market in event.markets {
                // What the first snapshot shows was so before it was made.
                let since = isFirst && event.kind == .snapshot ? Self.always : line.atMS
                note(market, event.kind, atMS: since)
            }
            if event.kind == .snapshot { isFirst = false }
        }
    }

    private mutating func note(_ market: UniverseMarket, _ kind: UniverseEvent.Kind, atMS: Int64) {
        entries[market.market, default: Entry(coin: market.coin)].coin = market.coin
        switch kind {
        case .snapshot: change(market.market, Change(atMS: atMS, isListed: !market.isDelisted))
        case .listed: change(market.market, Change(atMS: atMS, isListed: true))
        case .delisted: change(market.market, Change(atMS: atMS, isListed: false))
        case .renamed: break
        // Left out because `meta` lists it as delisted: that is the venue's doing, not the engine's.
        case .excluded where market.isDelisted: change(market.market, Change(atMS: atMS, isListed: false))
        case .excluded:
            if entries[market.market]?.excludedMS == nil { entries[market.market]?.excludedMS = atMS }
        }
    }

    private mutating func change(_ market: MarketKey, _ change: Change) {
        if entries[market]?.changes.last?.isListed == change.isListed { return }
        entries[market]?.changes.append(change)
    }

    private mutating func readTables(_ tables: [MarketTable]) {
        let told = Set(entries.filter { !$0.value.changes.isEmpty }.keys)
        for (position, table) in tables.sorted(by: { $0.day < $1.day }).enumerated() {
            for market in table.markets where !told.contains(market.market) {
                let since = position == 0 ? Self.always : table.day.startMS
                note(market, .snapshot, atMS: since)
            }
        }
    }

    /// By dex and index.
    package var markets: [MarketKey] { entries.keys.sorted() }
    /// Those listed from the start on.
    package var marketsAtStart: [MarketKey] {
        markets.filter { market in
            guard let first = entries[market]?.changes.first else { return false }
            return first.atMS == Self.always && first.isListed
        }
    }

    package func market(ofCoin coin: String) -> MarketKey? {
        markets.first { entries[$0]?.coin == coin }
    }

    package func coin(of market: MarketKey) -> String? {
        entries[market].flatMap { $0.coin.isEmpty ? nil : $0.coin }
    }

    /// `xyz:TSLA (xyz:1)`
    package func label(of market: MarketKey) -> String {
        coin(of: market).map { "\($0) (\(market))" } ?? "\(market)"
    }

    /// True when the market was listed from the beginning to the end of this stretch.
    package func isListed(_ market: MarketKey, throughout window: TimeWindow) -> Bool {
        guard let changes = entries[market]?.changes else { return false }
        var isListed = false
        for change in changes {
            if change.atMS > window.fromMS {
                return isListed && (change.isListed || change.atMS >= window.toMS)
            }
            isListed = change.isListed
        }
        return isListed
    }

    /// When it was delisted within the evidence; nil when it is listed at the end, or was never.
    package func delistedMS(_ market: MarketKey) -> Int64? {
        guard let last = entries[market]?.changes.last, !last.isListed, last.atMS != Self.always else {
            return nil
        }
        return last.atMS
    }

    /// True when it was delisted in all that is known.
    package func isNeverListed(_ market: MarketKey) -> Bool {
        entries[market]?.changes.contains(where: \.isListed) != true
    }

    /// When the engine gave it up.
    package func excludedMS(_ market: MarketKey) -> Int64? { entries[market]?.excludedMS }
    /// When it was listed, if that was seen.
    package func listedMS(_ market: MarketKey) -> Int64? {
        guard let first = entries[market]?.changes.first(where: \.isListed) else { return nil }
        return first.atMS == Self.always ? nil : first.atMS
    }
}
