import SoakMarket
import SoakTruth

/// One thing that happens to a detector, in order.
enum StreamStep {
    case update(market: Int, TruthUpdate, atMs: Int64)
    /// An answer of the venue's tables, about one market.
    case told(market: Int, TruthTerms, capDollars: Int64)
    /// The connection broke and is there again, everything subscribed.
    case reconnect
}

/// The seeded market stream as a detector sees it, with reconnections, and with the few cases at its end
/// that chance makes too rarely.
struct Stream {
    static let markets = 32
    var steps: [StreamStep] = []

    /// Ten minutes of an evening in which every gate has something to block, cut by reconnections.
    static let evening = Stream(seed: 1_611, fromMs: 1_768_944_600_000, minutes: 10)

    init(seed: UInt64, fromMs: Int64, minutes: Int64) {
        var model = MarketModel(seed: seed, fromMs: fromMs, markets: Self.markets)
        for market in model.facts.indices {
            steps.append(.told(market: market, Self.terms, capDollars: model.facts[market].openInterestCap))
        }
        steps.append(.reconnect)
        let toMs = fromMs + minutes * 60_000
        var nextReconnectMs = fromMs + 70_000
        var event = model.next()
        while event.atMs < toMs {
            if event.atMs >= nextReconnectMs {
                steps.append(.reconnect)
                nextReconnectMs += 400_000
            }
            steps.append(.update(market: event.market, TruthUpdate(event.update), atMs: event.atMs))
            event = model.next()
        }
        addRareCases(atMs: toMs)
        addCasesOfTables(atMs: toMs + 600_000)
    }

    private static let terms = TruthTerms(szDecimals: 2, maxLeverage: 20, fees: "1.0", isHalted: false)

    private mutating func addRareCases(atMs: Int64) {
        steps.append(.reconnect)
        var ms = atMs
        // Edges of exactly 11 bps, and of one that only rounding would lift to it.
        add(&ms, ask: 9_989_000_000)
        add(&ms, ask: 9_989_004_000)
        // A cross that ends and comes back as it was.
        add(&ms, ask: 9_980_000_000)
        add(&ms, ask: 9_999_000_000)
        add(&ms, ask: 9_980_000_000)
        // One that is blocked first and then, unchanged, is not.
        add(&ms, ask: 9_999_000_000, mark: 11_000_000_000)
        add(&ms, ask: 9_981_000_000, mark: 11_000_000_000)
        add(&ms, ask: 9_981_000_000)
        // An oracle that says the same for more than a minute, and says it all the time.
        for _ in 0..<8 {
            ms += 9_000
            add(&ms, ask: 9_999_000_000)
        }
        add(&ms, ask: 9_982_000_000)
        // A connection lost while the market is crossed: of the new one only the context has come yet.
        steps.append(.reconnect)
        steps.append(
            .update(market: 1, .ctx(oraclePxE8: 10_001_000_000, markPxE8: 9_990_000_000), atMs: ms + 500))
    }

    /// A context, then a book, of market 1 and an oracle at 100.
    private mutating func add(
        _ ms: inout Int64, ask: Int64, mark: Int64 = 9_990_000_000, blockMs: Int64? = nil,
        openInterestE8: Int64 = 100_000_000
    ) {
        ms += 1_000
        let context = TruthUpdate.ctx(
            oraclePxE8: 10_000_000_000, markPxE8: mark, openInterestE8: openInterestE8)
        steps.append(.update(market: 1, context, atMs: ms))
        let level = TruthLevel(pxE8: ask, sizeE8: 300_000_000)
        let bid = TruthLevel(pxE8: 9_970_000_000, sizeE8: 100_000_000)
        steps.append(.update(market: 1, .bbo(bid: bid, ask: level, timeMs: blockMs), atMs: ms + 1))
    }

    /// What the gates on block times and on the venue's tables are caught by.
    private mutating func addCasesOfTables(atMs: Int64) {
        var ms = atMs
        steps.append(.reconnect)
        add(&ms, ask: 9_999_000_000, blockMs: 1_000)
        add(&ms, ask: 9_983_000_000, blockMs: 1_000)
        add(&ms, ask: 9_999_000_000, blockMs: 900)
        add(&ms, ask: 9_984_000_000, blockMs: 2_000)
        steps.append(.reconnect)
        add(&ms, ask: 9_984_000_000, blockMs: 1_500)
        // 10 contracts at 99.90 stand on a cap of 999 dollars.
        tell(&ms, Self.terms)
        cross(&ms, ask: 9_985_000_000, openInterestE8: 1_000_000_000)
        cross(&ms, ask: 9_985_500_000, openInterestE8: 999_000_000)
        var terms = Self.terms
        terms.maxLeverage = 10
        tell(&ms, terms)
        tell(&ms, terms)
        cross(&ms, ask: 9_986_000_000)
        steps.append(.reconnect)
        cross(&ms, ask: 9_986_000_000)
        tell(&ms, Self.terms)
        cross(&ms, ask: 9_987_000_000)
        terms = Self.terms
        terms.isHalted = true
        tell(&ms, terms)
        cross(&ms, ask: 9_988_000_000)
        tell(&ms, Self.terms)
        cross(&ms, ask: 9_988_500_000)
    }

    /// A cross that is over before anything else changes: what was blocked must not come later.
    private mutating func cross(_ ms: inout Int64, ask: Int64, openInterestE8: Int64 = 100_000_000) {
        add(&ms, ask: ask, openInterestE8: openInterestE8)
        add(&ms, ask: 9_999_000_000, openInterestE8: openInterestE8)
    }

    /// An answer, and as much time as it takes until every engine has acted on it.
    private mutating func tell(_ ms: inout Int64, _ terms: TruthTerms) {
        steps.append(.told(market: 1, terms, capDollars: 999))
        for _ in 0..<4 {
            ms += 50_000
            add(&ms, ask: 9_999_000_000)
        }
    }
}

extension TruthUpdate {
    init(_ update: MarketUpdate) {
        switch update {
        case .bbo(let book):
            self = .bbo(
                bid: book.bid.map(TruthLevel.init), ask: book.ask.map(TruthLevel.init), timeMs: book.timeMs)
        case .ctx(let context):
            self = .ctx(
                oraclePxE8: context.oraclePxE8, markPxE8: context.markPxE8,
                openInterestE8: context.openInterestE10 / 100)
        }
    }
}

extension TruthLevel {
    init(_ level: BookLevel) {
        self.init(pxE8: level.pxE8, sizeE8: level.szE8)
    }
}
