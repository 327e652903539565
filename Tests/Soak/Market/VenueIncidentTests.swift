import SoakMarket
import Testing

/// What befalls markets from outside their books: every day has its share, and the stream shows it.
@Suite struct VenueIncidentTests {
    private static let fromMs = instant("2026-01-20", 7, 13)
    private static let dayMs: Int64 = 86_400_000

    private func all(_ kind: VenueIncident.Kind, seed: UInt64) -> [VenueIncident] {
        let incidents = VenueIncidents(seed: seed, fromMs: Self.fromMs)
        var found: [VenueIncident] = []
        for market in 0..<32 {
            for ms in stride(from: Self.fromMs, to: Self.fromMs + Self.dayMs, by: 3_600_000) {
                let planned = incidents.planned(kind, market: market, around: ms)
                if let planned, !found.contains(planned) { found.append(planned) }
            }
        }
        return found.sorted { $0.fromMs < $1.fromMs }
    }

    @Test(arguments: [1, 2, 77] as [UInt64])
    func everyDayHasSomeOfEachKind(seed: UInt64) {
        let least: [VenueIncident.Kind: Int] = [
            .halt: 5, .openInterest: 11, .termsChange: 5, .timeRegression: 3,
        ]
        for kind in VenueIncident.Kind.allCases {
            let found = all(kind, seed: seed)
            #expect(found.count >= least[kind]! && found.count <= 14, "\(kind): \(found.count)")
            #expect(found.allSatisfy { $0.fromMs >= Self.fromMs + 900_000 }, "a stream begins undisturbed")
            for (one, next) in zip(found, found.dropFirst()) {
                #expect(max(one.untilMs, one.crossUntilMs) <= next.fromMs)
            }
        }
    }

    @Test func haltsLeaveOutTheSharesThatTheSessionIsJudgedBy() {
        let markets = Set((1...20).flatMap { all(.halt, seed: $0).map(\.market) })
        #expect(markets.count > 2)
        #expect(markets.allSatisfy { MarketTable.january2026[$0].assetClass != .equityUS })
    }

    @Test func theSeedDecides() {
        for kind in VenueIncident.Kind.allCases {
            #expect(all(kind, seed: 5) == all(kind, seed: 5))
            #expect(all(kind, seed: 5) != all(kind, seed: 6))
        }
    }

    /// The stream around the first incident of a kind, as its market sends it.
    private func around(_ kind: VenueIncident.Kind, seed: UInt64) -> (VenueIncident, [MarketEvent]) {
        let first = all(kind, seed: seed)[0]
        var model = MarketModel(seed: seed, fromMs: Self.fromMs)
        var events: [MarketEvent] = []
        var event = model.next()
        while event.atMs < first.untilMs + 120_000 {
            if event.market == first.market, event.atMs >= first.fromMs - 120_000 { events.append(event) }
            event = model.next()
        }
        return (first, events)
    }

    /// A seed whose first incident of the kind comes soon, so that little has to be made.
    private func quickSeed(_ kind: VenueIncident.Kind) -> UInt64 {
        (1...200).first { all(kind, seed: $0)[0].untilMs < Self.fromMs + 40 * 60_000 }!
    }

    @Test func aHaltedMarketHasNoBookAndStandsStill() {
        let (halt, events) = around(.halt, seed: quickSeed(.halt))
        var books = 0
        var prices: Set<Int64> = []
        for event in events where event.atMs > halt.fromMs + 1_000 && event.atMs < halt.untilMs {
            switch event.update {
            case .bbo: books += 1
            case .ctx(let context):
                #expect(context.book == nil && context.openInterestE10 == 0)
                prices.insert(context.oraclePxE8)
            }
        }
        #expect(books == 0)
        #expect(prices.count == 1, "contexts go on, with prices that stand still")
        let after = events.contains { event in
            guard event.atMs >= halt.untilMs, case .bbo(let book) = event.update else { return false }
            return book.bid != nil && book.ask != nil
        }
        #expect(after)
    }

    @Test func moreIsOpenThanTheCapAndOnlyThen() {
        let (incident, events) = around(.openInterest, seed: quickSeed(.openInterest))
        let cap = Int128(MarketTable.january2026[incident.market].openInterestCap)
        for event in events {
            guard case .ctx(let context) = event.update else { continue }
            let notional = Int128(context.openInterestE10) * Int128(context.markPxE8)
            let isOver = notional >= cap * 1_000_000_000_000_000_000
            #expect(isOver == (event.atMs >= incident.fromMs && event.atMs < incident.untilMs))
        }
    }

    @Test func oneFrameGoesBackInTime() {
        let (incident, events) = around(.timeRegression, seed: quickSeed(.timeRegression))
        var latest: Int64 = 0
        var backAtMs: [Int64] = []
        for event in events {
            guard case .bbo(let book) = event.update else { continue }
            if book.timeMs < latest { backAtMs.append(event.atMs) }
            latest = max(latest, book.timeMs)
        }
        #expect(backAtMs.count == 1)
        #expect(backAtMs.allSatisfy { $0 >= incident.fromMs && $0 < incident.untilMs })
    }

    @Test func metaSaysWhatIsOn() {
        let incidents = VenueIncidents(seed: 3, fromMs: Self.fromMs)
        let usual = PerpDexTable.builderDexes(xyz: MarketTable.january2026)[0].universe
        for kind in [VenueIncident.Kind.halt, .termsChange] {
            let one = all(kind, seed: 3)[0]
            let during = incidents.universe(usual, at: one.fromMs)[one.market]
            #expect(during.isDelisted == (kind == .halt))
            let hasOtherTerms =
                during.deployerFeeScale != "1.0" || during.maxLeverage != usual[one.market].maxLeverage
            #expect(hasOtherTerms == (kind == .termsChange))
            #expect(incidents.universe(usual, at: one.untilMs)[one.market] == usual[one.market])
        }
        #expect(incidents.universe(usual, at: Self.fromMs) == usual)
    }
}
