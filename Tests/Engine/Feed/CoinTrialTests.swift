import EngineFeed
import EngineWire
import Testing

/// A coin that makes the venue cut the whole connection is found, left out and named; nobody else is.
@Suite struct CoinTrialTests {
    static let many = (0..<32).map { "xyz:C\($0)" }

    @Test(arguments: [0, 1, 15, 31])
    func oneUnknownCoinIsFound(at position: Int) {
        let bad = Self.many[position]
        var venue = VirtualVenue(coins: Self.many, seed: 7)
        venue.manners.unknown = [bad]
        venue.start()
        venue.run(until: 60_000)
        #expect(venue.excluded == [bad])
        #expect(venue.contexts == Set(Self.many.indices).subtracting([position]))
        #expect(venue.connects.count == 1 + CoinTrialTests.strikes + 1)
        #expect(venue.reports.filter { $0.cause != nil }.allSatisfy { $0.cause == .closed })
        #expect(venue.reports.last?.kind == .ready)
        #expect(venue.reports.first { $0.cause != nil }?.detail.contains("\(bad)") == true)
    }

    /// As many cuts as it takes to be sure.
    static let strikes = 3

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func severalUnknownCoinsAreFound(seed: UInt64) {
        let bad = Set([2, 3, 17, 30, 31].map { Self.many[$0] })
        var venue = VirtualVenue(coins: Self.many, seed: seed)
        venue.manners.unknown = bad
        venue.start()
        venue.run(until: 300_000)
        #expect(Set(venue.excluded) == bad)
        #expect(venue.excluded.count == bad.count)
        #expect(venue.contexts.count == Self.many.count - bad.count)
        #expect(mostInAMinute(venue.connects) < 30)
        #expect(venue.connects.count <= 30)
    }

    /// While the culprit is sought, everybody who was acknowledged is watched on each connection.
    @Test func theOthersLiveMeanwhile() {
        var venue = VirtualVenue(coins: Self.many, seed: 3)
        venue.manners.unknown = [Self.many[20]]
        venue.start()
        venue.run(until: 60_000)
        let readies = venue.reports.filter { $0.kind == .ready }.count
        #expect(readies >= CoinTrialTests.strikes)
    }

    @Test func aWorldOfOneUnknownCoinRests() {
        var venue = VirtualVenue(coins: ["xyz:A"], seed: 3)
        venue.manners.unknown = ["xyz:A"]
        venue.start()
        venue.run(until: 200_000)
        #expect(venue.excluded == ["xyz:A"])
        let connects = venue.connects.count
        // Nothing to connect for, until it is worth another try; the venue has learnt of it by then.
        venue.manners.unknown = []
        venue.run(until: 250_000)
        #expect(venue.connects.count == connects)
        venue.run(until: 800_000)
        #expect(venue.reinstated == ["xyz:A"])
        #expect(venue.contexts == [0])
    }

    /// One cut every few hours for a coin that stays unknown: no storm.
    @Test func aCoinLeftOutIsTriedAgainAfterHours() {
        var venue = VirtualVenue(coins: Array(Self.many.prefix(4)), seed: 5)
        venue.manners.unknown = [Self.many[1]]
        venue.start()
        venue.run(until: 60_000)
        #expect(venue.excluded.count == 1)
        let connects = venue.connects.count
        venue.run(until: 6 * 3_600_000 - 60_000)
        #expect(venue.connects.count == connects)
        venue.run(until: 25 * 3_600_000)
        #expect((3...4).contains(venue.connects.count - connects))
        #expect(Set(venue.excluded) == [Self.many[1]])
        venue.manners.unknown = []
        venue.run(until: 32 * 3_600_000)
        #expect(venue.reinstated == [Self.many[1]])
        #expect(venue.contexts == [0, 1, 2, 3])
    }

    @Test func aChangeInTheTablesIsAnotherTry() {
        var venue = VirtualVenue(coins: Array(Self.many.prefix(4)), seed: 5)
        venue.manners.unknown = [Self.many[1]]
        venue.start()
        venue.run(until: 60_000)
        venue.manners.unknown = []
        let connects = venue.connects.count
        venue.change { $0.reconsider(slot: 1, nowMS: $1) }
        venue.run(until: 70_000)
        #expect(venue.reinstated == [Self.many[1]])
        #expect(venue.connects.count == connects)
    }

    /// A market that `meta` lists and the feed does not know yet costs itself its place, not the others.
    @Test func aNewMarketIsTriedApart() {
        var venue = VirtualVenue(coins: Array(Self.many.prefix(4)), seed: 9)
        venue.start()
        venue.run(until: 10_000)
        venue.add("xyz:NEW")
        venue.run(until: 12_000)
        #expect(venue.connects.count == 1)
        #expect(venue.contexts == [0, 1, 2, 3, 4])
        venue.manners.unknown = ["xyz:NEWER"]
        venue.add("xyz:NEWER")
        venue.run(until: 60_000)
        #expect(venue.excluded == ["xyz:NEWER"])
        #expect(venue.contexts == [0, 1, 2, 3, 4])
    }

    @Test func aRenamedMarketIsAskedForByItsNewName() {
        var venue = VirtualVenue(coins: ["xyz:A", "xyz:B"], seed: 9)
        venue.start()
        venue.run(until: 5_000)
        let before = venue.sent.count
        venue.change { $0.rename(slot: 1, to: "xyz:BB", nowMS: $1) }
        #expect(
            venue.sent[before...].map(\.frame) == [
                .unsubscribe(.bbo, coin: "xyz:B"), .subscribe(.bbo, coin: "xyz:BB"),
                .unsubscribe(.context, coin: "xyz:B"), .subscribe(.context, coin: "xyz:BB"),
            ])
    }

    /// A network that ends connections in the middle of subscribing, again and again, excludes nobody.
    @Test(arguments: [400, 2_000, 10_000, 60_000] as [Int64])
    func anOrdinaryEndExcludesNobody(meanMS: Int64) {
        for seed: UInt64 in 1...6 {
            var venue = VirtualVenue(coins: Array(Self.many.prefix(8)), seed: seed)
            venue.manners.networkCutMS = meanMS
            venue.start()
            venue.run(until: 3_600_000)
            #expect(venue.excluded.isEmpty, "seed \(seed)")
            #expect(venue.connects.count > 20)
            #expect(mostInAMinute(venue.connects) < 30)
        }
    }

    /// Something on the way ends each connection after the same short time: no coin is to blame for that.
    @Test(arguments: [50, 150, 300, 700, 2_100, 3_500, 5_200] as [Int64])
    func aClockworkOfEndsExcludesNobody(afterMS: Int64) {
        for seed: UInt64 in 1...4 {
            var venue = VirtualVenue(coins: Array(Self.many.prefix(8)), seed: seed)
            venue.manners.endsAfterMS = afterMS
            venue.start()
            venue.run(until: 1_800_000)
            #expect(venue.excluded.isEmpty, "seed \(seed)")
        }
    }

    /// One end in the middle of subscribing: everybody is back within seconds.
    @Test func afterOneEndAllAreBackSoon() {
        var venue = VirtualVenue(coins: Self.many, seed: 4)
        venue.manners.endsAfterMS = 20
        venue.start()
        venue.run(until: 300)
        venue.manners.endsAfterMS = nil
        venue.run(until: 15_000)
        #expect(venue.contexts.count == Self.many.count)
        #expect(venue.excluded.isEmpty)
        #expect(venue.connects.count == 2)
    }

    @Test func lostAcknowledgementsAreNoCrime() {
        for seed: UInt64 in 1...4 {
            var venue = VirtualVenue(coins: Array(Self.many.prefix(8)), seed: seed)
            venue.manners.losesOneIn = 3
            venue.manners.lifetimeMS = 100_000...200_000
            venue.start()
            venue.run(until: 3_600_000)
            #expect(venue.excluded.isEmpty)
            #expect(venue.lost(.expired).count == venue.reports.filter { $0.cause != nil }.count)
        }
    }
}
