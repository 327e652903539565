import EngineCore
import Testing

/// A universe grows at its end, and each market keeps its index: whatever else new tables say is refused.
@Suite struct UniverseChangeTests {
    private func market(_ index: Int, _ name: String, isDelisted: Bool = false, leverage: Int = 20) -> Market
    {
        Market(
            dex: "xyz", index: index, coin: "xyz:\(name)", sizeDecimals: 3, maxLeverage: leverage,
            isDelisted: isDelisted)
    }

    private func universe(_ markets: [Market]) -> Universe {
        Universe(dex: "xyz", dexIndex: 1, markets: markets)
    }

    private var old: Universe {
        universe([market(0, "A"), market(1, "B"), market(2, "C", isDelisted: true), market(3, "D")])
    }

    private func change(_ markets: [Market], unreadable: [Int] = []) throws(UniverseRefusal) -> UniverseChange
    {
        try UniverseChange(
            from: old, to: VenueTables(universe: universe(markets), unreadable: unreadable))
    }

    @Test func theSameIsNoChange() throws {
        let change = try change(old.markets)
        #expect(change.universe == old)
        #expect(change.listed.isEmpty && change.delisted.isEmpty && change.renamed.isEmpty)
    }

    @Test func growsDelistsRelistsAndRenames() throws {
        let change = try change([
            market(0, "A", isDelisted: true), market(1, "BB"), market(2, "C"), market(3, "D", leverage: 5),
            market(4, "E"), market(5, "F", isDelisted: true),
        ])
        #expect(change.listed.map(\.key) == ["xyz:2", "xyz:4"])
        #expect(change.delisted.map(\.key) == ["xyz:0"])
        #expect(change.renamed.map(\.coin) == ["xyz:BB"])
        #expect(change.universe.markets.map(\.index) == [0, 1, 2, 3, 4, 5])
        #expect(change.universe.markets[3].maxLeverage == 5)
    }

    @Test func whatCannotBeReadIsAsItWas() throws {
        let change = try change(
            [market(0, "A"), market(2, "C", isDelisted: true), market(3, "D")], unreadable: [1])
        #expect(change.universe == old)
    }

    @Test func contradictionsAreRefused() {
        func refusal(_ markets: [Market]) -> String? {
            #expect(throws: UniverseRefusal.self) { try change(markets) }?.description
        }
        #expect(refusal([market(0, "A"), market(1, "B")]) == "the universe shrank from 4 to 2 markets")
        #expect(refusal([]) == "the universe shrank from 4 to 0 markets")
        #expect(
            refusal([market(0, "B"), market(1, "A"), market(2, "C"), market(3, "D")])
                == "xyz:A moved from 0 to 1")
        #expect(
            refusal([market(0, "N"), market(1, "A"), market(2, "B"), market(3, "C"), market(4, "D")])
                == "xyz:A moved from 0 to 1")
        #expect(
            refusal([market(0, "A"), market(1, "B"), market(2, "C"), market(3, "D"), market(4, "D")])
                == "xyz:D is listed twice, at 3 and 4")
        let foreign = Market(dex: "xyz", index: 3, coin: "flx:D", sizeDecimals: 3, maxLeverage: 5)
        #expect(
            refusal([market(0, "A"), market(1, "B"), market(2, "C"), foreign])
                == "flx:D at 3 is no market of dex xyz")
    }

    /// A slot more in the middle of a minute: its tally begins there, the others' goes on.
    @Test func aMarketMoreBeginsInTheMinuteThatRuns() throws {
        var observatory = Observatory(markets: [market(3, "D")], settings: DetectorSettings(), nowMS: 60_000)
        observatory.context(slot: 0, oracle: try Price("10.0"), mark: nil, nowMS: 70_000)
        observatory.add(market(1, "B"), nowMS: 100_000)
        #expect(observatory.markets.map(\.key) == ["xyz:3", "xyz:1"])
        observatory.context(slot: 1, oracle: try Price("10.0"), mark: nil, nowMS: 105_000)
        observatory.context(slot: 1, oracle: try Price("10.0"), mark: nil, nowMS: 106_000)
        observatory.tick(nowMS: 120_000)
        var minutes: [MinuteReport] = []
        observatory.drainActions { if case .minute(let report) = $0 { minutes.append(report) } }
        let report = try #require(minutes.first)
        #expect(report.markets.map(\.context) == [1, 2])
        #expect(report.markets[1].silenceMSMax == 14_000)
        // By index in the file, whatever the slot.
        var writer = LineWriter()
        report.writeMarkets(observatory.markets, to: &writer)
        let text = String(decoding: writer.bytes, as: UTF8.self)
        let first = try #require(text.firstRange(of: "xyz:1"))
        let second = try #require(text.firstRange(of: "xyz:3"))
        #expect(first.lowerBound < second.lowerBound)
    }

    @Test func aMarketMayChangeItsNameAndNotItsKey() {
        var observatory = Observatory(markets: [market(3, "D")], settings: DetectorSettings(), nowMS: 0)
        observatory.update(slot: 0, market(3, "DD"))
        #expect(observatory.markets[0].coin == "xyz:DD")
    }
}
