import EngineCore
import Testing

@testable import EngineService

@Suite struct UniverseTests {
    private let universe = Universe(
        dex: "xyz", dexIndex: 1,
        markets: [
            Market(dex: "xyz", index: 0, coin: "xyz:XYZ100", sizeDecimals: 4, maxLeverage: 30),
            Market(dex: "xyz", index: 1, coin: "xyz:TSLA", sizeDecimals: 3, maxLeverage: 20),
            Market(dex: "xyz", index: 2, coin: "xyz:DXY", sizeDecimals: 3, maxLeverage: 20, isDelisted: true),
        ])

    @Test func allThatIsListedIsWatched() throws {
        let chosen = try VenueUniverse.choose(VenueTables(universe: universe, unreadable: [7]), [])
        #expect(chosen.watched.map(\.key) == ["xyz:0", "xyz:1"])
        #expect(chosen.warnings == ["meta: markets at 7 can't be read and are left out"])
    }

    @Test func namedCoinsAloneAreWatched() throws {
        let chosen = try VenueUniverse.choose(
            VenueTables(universe: universe), ["xyz:TSLA", "xyz:DXY", "xyz:NONE"])
        #expect(chosen.watched.map(\.key) == ["xyz:1"])
        #expect(chosen.warnings.count == 2)
    }

    @Test func noneOfThemIsAMistake() {
        #expect(throws: RunFailure.self) {
            try VenueUniverse.choose(VenueTables(universe: universe), ["xyz:NONE"])
        }
    }
}
