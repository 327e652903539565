import EngineCore
import Testing

@testable import EngineService

/// Slots and indices never change, whatever the tables say.
@Suite struct UniverseWatchTests {
    private func market(_ index: Int, _ name: String, isDelisted: Bool = false) -> Market {
        Market(
            dex: "xyz", index: index, coin: "xyz:\(name)", sizeDecimals: 3, maxLeverage: 20,
            isDelisted: isDelisted)
    }

    private func tables(_ markets: [Market], cap: String = "1000.0") throws -> VenueTables {
        let cap = try Fixed8(cap)
        let terms = markets.map {
            (
                $0.index,
                MarketTerms(sizeDecimals: 3, maxLeverage: 20, isHalted: $0.isDelisted, openInterestCap: cap)
            )
        }
        return VenueTables(
            universe: Universe(dex: "xyz", dexIndex: 1, markets: markets),
            terms: Dictionary(uniqueKeysWithValues: terms))
    }

    private var start: [Market] { [market(0, "A"), market(1, "B", isDelisted: true), market(2, "C")] }

    @Test func nothingNewIsOnlyTerms() throws {
        var watch = UniverseWatch(try tables(start), watched: [start[0], start[2]], coins: [])
        let update = try watch.learn(try tables(start))
        #expect(update.table == nil)
        #expect(update.added.isEmpty && update.changed.isEmpty && update.differing.isEmpty)
        #expect(update.terms.map(\.slot) == [0, 1])
    }

    @Test func aListedMarketGetsTheNextSlot() throws {
        var watch = UniverseWatch(try tables(start), watched: [start[0], start[2]], coins: [])
        let update = try watch.learn(
            try tables([market(0, "A"), market(1, "B"), market(2, "C", isDelisted: true), market(3, "D")]))
        #expect(update.table != nil)
        #expect(update.added.map(\.key) == ["xyz:1", "xyz:3"])
        #expect(watch.watched.map(\.key) == ["xyz:0", "xyz:2", "xyz:1", "xyz:3"])
        #expect(update.changed.map(\.slot) == [1])
        #expect(update.terms.map(\.slot) == [0, 1, 2, 3])
        #expect(update.terms[1].terms.isHalted)
        #expect(update.differing == [1])
    }

    @Test func namedCoinsAloneAreAdded() throws {
        var watch = UniverseWatch(
            try tables(start), watched: [start[0]], coins: ["xyz:A", "xyz:D"])
        let update = try watch.learn(try tables(start + [market(3, "D"), market(4, "E")]))
        #expect(update.added.map(\.coin) == ["xyz:D"])
        #expect(update.listed.count == 2)
    }

    @Test func aRenamedMarketKeepsItsSlot() throws {
        var watch = UniverseWatch(
            try tables(start), watched: [start[0], start[2]], coins: ["xyz:A", "xyz:C"])
        let update = try watch.learn(try tables([market(0, "AA"), start[1], start[2]]))
        #expect(update.changed == [.init(slot: 0, market: market(0, "AA"), wasRenamed: true)])
        #expect(update.added.isEmpty)
    }

    @Test func anotherCapIsADifference() throws {
        var watch = UniverseWatch(try tables(start), watched: [start[0], start[2]], coins: [])
        #expect(try watch.learn(try tables(start, cap: "2000.0")).differing == [0, 1])
        #expect(try watch.learn(try tables(start, cap: "2000.0")).differing.isEmpty)
    }

    @Test func aRefusalChangesNothing() throws {
        var watch = UniverseWatch(try tables(start), watched: [start[0], start[2]], coins: [])
        let smaller = try tables([start[0]])
        #expect(throws: UniverseRefusal.self) { try watch.learn(smaller) }
        #expect(watch.universe.markets == start)
        #expect(watch.watched.map(\.key) == ["xyz:0", "xyz:2"])
    }
}
