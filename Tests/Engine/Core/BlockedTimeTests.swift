import EngineCore
import Testing

/// How long a gate blocked: in each minute, and from its beginning to its end.
@Suite struct BlockedTimeTests {
    /// The beginning of a minute.
    let m0: Int64 = 1_768_920_840_000
    let halted = MarketTerms(sizeDecimals: 3, maxLeverage: 10, isHalted: true)
    let open = MarketTerms(sizeDecimals: 3, maxLeverage: 10)

    func observatory() -> Observatory {
        Observatory(
            DetectorSettings(gates: GateLimits(bboAgeMS: 100, timeRegression: true, halt: true)), nowMS: m0)
    }

    @Test func isSplitAtTheMinutesAndAddsUp() throws {
        var observatory = observatory()
        observatory.terms(slot: 0, halted, nowMS: m0 + 50_000)
        observatory.terms(slot: 0, open, nowMS: m0 + 185_000)
        observatory.terms(slot: 0, halted, nowMS: m0 + 190_000)
        observatory.stop(nowMS: m0 + 200_000)
        let actions = observatory.takeActions()
        let halt = Int(GateName.halt.rawValue)
        #expect(actions.minutes.map { $0.markets[0].blockedMS[halt] } == [10_000, 60_000, 60_000, 15_000])
        #expect(
            actions.gates.map(\.event) == [
                .blocks, .passes(blockedMS: 135_000), .blocks, .passes(blockedMS: 10_000),
            ])
        #expect(
            actions.gates.map(\.atMS) == [m0 + 50_000, m0 + 185_000, m0 + 190_000, m0 + 200_000])
    }

    /// Each gate has its own time, whichever of them a blocked signal counts under.
    @Test func gatesThatBlockTogetherEachCount() throws {
        var observatory = observatory()
        try observatory.bbo("998.0", "998.5", at: m0)
        observatory.terms(slot: 0, halted, nowMS: m0 + 50)
        try observatory.oracle("1000.0", at: m0 + 101)
        try observatory.bbo("998.0", "998.5", at: m0 + 131)
        observatory.terms(slot: 0, open, nowMS: m0 + 150)
        let tally = try observatory.finalTally(at: m0 + 200)
        #expect(tally.blocked == [1, 0, 0, 0, 0, 0, 0, 1])
        #expect(tally.blockedMS == [30, 0, 0, 0, 0, 0, 0, 100])
        #expect(
            line { tally.write(market: "a", to: &$0) }
                .contains(#""blocked":{"bbo_age":1,"halt":1},"blocked_ms":{"bbo_age":30,"halt":100},"#))
    }

    /// A lost connection ends what came through it, and not what the tables said.
    @Test func aLostConnectionEndsWhatItBrought() throws {
        var observatory = observatory()
        observatory.terms(slot: 0, halted, nowMS: m0)
        try observatory.book("998.5", block: 5, at: m0 + 10)
        try observatory.book("998.5", block: 4, at: m0 + 20)
        observatory.connectionLost(nowMS: m0 + 50)
        let gates = observatory.takeActions().gates
        #expect(gates.map(\.gate) == [.halt, .timeRegression, .timeRegression])
        #expect(gates.map(\.event) == [.blocks, .blocks, .passes(blockedMS: 30)])
        #expect(gates[1].detail == "time 4 after 5")
        let tally = try observatory.finalTally(at: m0 + 60)
        #expect(tally.blockedMS == [0, 0, 0, 0, 30, 0, 0, 60])
    }

    /// The wall clock was set back by an hour: the tables still say what they said, the connection is the same
    /// one, and no time is counted twice or below zero.
    @Test func aSetClockForgetsNeitherTermsNorRegression() throws {
        var observatory = observatory()
        observatory.terms(slot: 0, halted, nowMS: m0)
        try observatory.book("998.5", block: 5, at: m0 + 10)
        try observatory.book("998.5", block: 4, at: m0 + 20)
        observatory.stop(nowMS: m0 + 1_000)
        _ = observatory.takeActions()
        let back = m0 - 3_600_000
        observatory.restart(nowMS: back)
        #expect(observatory.state(slot: 0).bid != nil)
        try observatory.oracle("1000.0", at: back + 100)
        try observatory.book("998.5", block: 6, at: back + 150)
        #expect(observatory.takeSignals().isEmpty)
        let tally = try observatory.finalTally(at: back + 400)
        // The oracle met a book of a second ago.
        #expect(tally.blocked == [1, 0, 0, 0, 1, 0, 0, 0])
        #expect(tally.blockedMS == [50, 0, 0, 0, 300, 0, 0, 300])
    }

    /// A set clock is nobody's reason to look away: a book is as old as it was, a cross goes on and is not found
    /// twice, and the next one is found at once.
    @Test(arguments: [-3_600_000, -500, 500, 3_600_000] as [Int64])
    func aSetClockForgetsNoBook(byMS: Int64) throws {
        var observatory = Observatory(nowMS: m0)
        try observatory.oracle("1000.0", at: m0)
        try observatory.bbo("998.0", "998.5", at: m0 + 1)
        #expect(observatory.takeSignals().count == 1)
        observatory.stop(nowMS: m0 + 1_000)
        _ = observatory.takeActions()
        observatory.restart(nowMS: m0 + 1_000 + byMS)
        #expect(observatory.state(slot: 0).bboArrivedMS == m0 + 1 + byMS)
        try observatory.bbo("998.0", "998.5", at: m0 + 1_001 + byMS)
        #expect(observatory.takeSignals().isEmpty)  // the same cross
        try observatory.bbo("998.0", "998.4", at: m0 + 1_002 + byMS)
        let found = observatory.takeSignals()
        #expect(found.map(\.timestampMS) == [m0 + 1_002 + byMS])
    }

    /// Nor does it forget what was due: that can't be taken any more, and is missed.
    @Test func aSetClockMissesWhatWasDue() throws {
        var observatory = Observatory(nowMS: m0)
        try observatory.oracle("1000.0", at: m0)
        try observatory.bbo("998.0", "998.5", at: m0 + 1)
        observatory.tick(nowMS: m0 + 1_500)
        observatory.stop(nowMS: m0 + 1_500)
        #expect(observatory.takeActions().followups.count == 1)
        observatory.restart(nowMS: m0 + 600_000)
        #expect(observatory.followupsPending == 0)
        let tally = try observatory.finalTally(at: m0 + 610_000)
        #expect(tally.followupsMissed == 2 && tally.followupsTaken == 0)
    }
}
