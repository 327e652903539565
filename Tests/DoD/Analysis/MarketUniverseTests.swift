import DoDAnalysis
import DoDFormat
import Testing

@Suite("Which markets there were, and when")
struct MarketUniverseTests {
    func market(_ index: Int, _ coin: String, isDelisted: Bool = false) -> UniverseMarket {
        UniverseMarket(
            market: MarketKey(dex: "xyz", index: index), coin: coin, sizeDecimals: 2, isDelisted: isDelisted)
    }

    func universe(_ events: [(Int64, UniverseEvent)], tables: [MarketTable] = []) -> MarketUniverse {
        let lines = events.enumerated().map { index, event in
            LedgerLine(
                place: LinePlace(file: "l", line: Int64(index), byteOffset: 0), seq: Int64(index),
                atMS: event.0, event: .universe(event.1))
        }
        return MarketUniverse(RunEvidence(ledger: Ledger(lines: lines), marketTables: tables))
    }

    let key = MarketKey(dex: "xyz", index: 0)
    func minute(_ fromMS: Int64) -> TimeWindow { TimeWindow(fromMS: fromMS, toMS: fromMS + 60_000) }

    @Test("The first snapshot was so before; a delisting ends within its minute")
    func delisted() {
        let universe = universe([
            (
                90_000,
                UniverseEvent(.snapshot, markets: [market(0, "xyz:A"), market(1, "xyz:B", isDelisted: true)])
            ),
            (150_000, UniverseEvent(.delisted, markets: [market(0, "xyz:A")])),
            (400_000, UniverseEvent(.listed, markets: [market(0, "xyz:A"), market(2, "xyz:C")])),
        ])
        #expect(
            [0, 60_000, 120_000, 180_000, 360_000, 420_000].map {
                universe.isListed(key, throughout: minute($0))
            }
                == [true, true, false, false, false, true])
        #expect(universe.marketsAtStart == [key])
        #expect(universe.isNeverListed(MarketKey(dex: "xyz", index: 1)))
        #expect(universe.listedMS(MarketKey(dex: "xyz", index: 2)) == 400_000)
        #expect(universe.market(ofCoin: "xyz:C") == MarketKey(dex: "xyz", index: 2))
    }

    @Test("A market that only the day's table names does not hide")
    func table() {
        let table = MarketTable(
            day: UTCDay(daysSinceEpoch: 0), dex: "xyz", dexIndex: 1,
            markets: [market(0, "xyz:A"), market(3, "xyz:D")])
        let universe = universe(
            [(90_000, UniverseEvent(.snapshot, markets: [market(0, "xyz:A")]))], tables: [table])
        #expect(universe.marketsAtStart.map(\.index) == [0, 3])
        #expect(universe.label(of: MarketKey(dex: "xyz", index: 3)) == "xyz:D (xyz:3)")
    }
}
