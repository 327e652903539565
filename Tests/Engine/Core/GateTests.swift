import EngineCore
import Testing

/// Each gate on its own: it blocks past its limit and not at it, counts under its name, and off means off.
@Suite struct GateTests {
    func observatory(_ limits: GateLimits) throws -> Observatory {
        Observatory(DetectorSettings(gates: limits))
    }

    func blocked(_ observatory: inout Observatory, at nowMS: Int64) throws -> [GateName: Int] {
        let tally = try observatory.finalTally(at: nowMS)
        return Dictionary(
            uniqueKeysWithValues: GateName.allCases.map { ($0, tally.blocked[Int($0.rawValue)]) }
                .filter { $0.1 > 0 })
    }

    @Test func bboAge() throws {
        var observatory = try observatory(GateLimits(bboAgeMS: 2_000))
        try observatory.bbo("998.0", "998.5", at: t0)
        try observatory.oracle("1000.0", at: t0 + 2_001)
        #expect(observatory.takeSignals().isEmpty)
        try observatory.bbo("998.0", "998.5", at: t0 + 3_000)
        try observatory.oracle("1000.1", at: t0 + 5_000)
        #expect(observatory.takeSignals().count == 2)
        #expect(try blocked(&observatory, at: t0 + 6_000) == [.bboAge: 1])
    }

    @Test func contextAge() throws {
        var observatory = try observatory(GateLimits(contextAgeMS: 8_000))
        try observatory.oracle("1000.0", at: t0)
        try observatory.bbo("998.0", "998.5", at: t0 + 8_000)
        #expect(observatory.takeSignals().count == 1)
        try observatory.bbo("998.0", "998.4", at: t0 + 8_001)
        #expect(observatory.takeSignals().isEmpty)
        #expect(try blocked(&observatory, at: t0 + 9_000) == [.contextAge: 1])
    }

    /// |mark - mid| / mid against 50 bps, exactly: mid 998.0, so the limit lies at 1002.99.
    @Test func markDivergence() throws {
        var observatory = try observatory(GateLimits(markDivergence: .whole(50)))
        try observatory.bbo("997.5", "998.5", at: t0)
        try observatory.oracle("1000.0", mark: "1002.99", at: t0 + 1)
        #expect(observatory.takeSignals().count == 1)
        try observatory.oracle("1000.1", mark: "1002.99000001", at: t0 + 2)
        #expect(observatory.takeSignals().isEmpty)
        try observatory.oracle("1000.2", mark: "993.01", at: t0 + 3)
        #expect(observatory.takeSignals().count == 1)
        try observatory.oracle("1000.3", mark: "993.00999999", at: t0 + 4)
        #expect(observatory.takeSignals().isEmpty)
        // Without a bid there is no mid to be far from.
        try observatory.bbo(nil, "998.5", at: t0 + 5)
        #expect(observatory.takeSignals().count == 1)
        #expect(try blocked(&observatory, at: t0 + 9) == [.markDivergence: 2])
    }

    @Test func spreadShockBlocksAndShrinks() throws {
        let limits = SpreadShockLimits(blocksAbove: try Fixed8("6"))
        var observatory = try observatory(GateLimits(spreadShock: limits))
        try observatory.bbo("999.0", "1000.0", at: t0)  // the mean is 1.0 from here
        try observatory.oracle("1010.0", at: t0 + 1)
        #expect(observatory.takeSignals().map(\.suggestedSize) == [try Size("0.3")])
        try observatory.bbo("994.0", "1000.01", at: t0 + 2)  // 6.01 times
        #expect(observatory.takeSignals().isEmpty)
        // Blocked: the mean did not learn from it, so 6.0 times is not above the limit.
        try observatory.bbo("994.5", "1000.5", at: t0 + 3)
        #expect(observatory.takeSignals().map(\.suggestedSize) == [try Size("0.06")])
        #expect(try blocked(&observatory, at: t0 + 9) == [.spreadShock: 1])
    }

    /// The mean is 1.0: at 3 times it nothing happens, above it the size is a fifth; at 6 times it still is, above
    /// it nothing is emitted.
    @Test(
        arguments: [
            ("997.0", "0.3"), ("996.99999999", "0.06"), ("994.0", "0.06"), ("993.99999999", nil),
        ] as [(String, String?)])
    func spreadShockAtItsLimits(bid: String, size: String?) throws {
        let limits = SpreadShockLimits(blocksAbove: try Fixed8("6"))
        var observatory = try observatory(GateLimits(spreadShock: limits))
        try observatory.oracle("1010.0", at: t0)
        try observatory.bbo("999.5", "1000.5", at: t0)
        _ = observatory.takeSignals()
        try observatory.bbo(bid, "1000.0", at: t0 + 1)
        let expected = try [size].compactMap { $0 }.map { try Size($0) }
        #expect(observatory.takeSignals().map(\.suggestedSize) == expected)
    }

    @Test func aSpreadFarFromTheMarkTeachesNothing() throws {
        let limits = GateLimits(
            markDivergence: .whole(50), spreadShock: SpreadShockLimits(blocksAbove: try Fixed8("6")))
        var observatory = try observatory(limits)
        try observatory.oracle("1000.0", mark: "1000.0", at: t0)
        try observatory.bbo("999.0", "1000.0", at: t0)
        try observatory.oracle("1000.0", mark: "1100.0", at: t0 + 1)
        try observatory.bbo("998.0", "1000.0", at: t0 + 2)
        #expect(observatory.state(slot: 0).spreadAverage.mean == 100_000_000)
    }

    /// After 6.0 the mean is 1 + 0.05 * 5 = 1.25, so 3.75 is where the size begins to shrink.
    @Test func theMeanOfTheSpreadMovesByATwentieth() throws {
        let limits = SpreadShockLimits(blocksAbove: try Fixed8("6"))
        var observatory = try observatory(GateLimits(spreadShock: limits))
        try observatory.oracle("1010.0", at: t0)
        try observatory.bbo("999.0", "1000.0", at: t0 + 1)
        try observatory.bbo("994.0", "1000.0", at: t0 + 2)
        try observatory.bbo("996.25", "1000.0", at: t0 + 3)
        try observatory.bbo("995.0", "1000.1", at: t0 + 4)
        _ = observatory.takeSignals()
        #expect(observatory.state(slot: 0).spreadAverage.mean.map { Int64($0.rounded()) } == 156_125_000)
    }

    /// A spread that another gate distrusts does not teach either; bbo_age is not one of those.
    @Test func aDistrustedSpreadTeachesNothing() throws {
        let limits = GateLimits(
            contextAgeMS: 100, spreadShock: SpreadShockLimits(blocksAbove: try Fixed8("6")))
        var observatory = try observatory(limits)
        try observatory.oracle("1010.0", at: t0)
        try observatory.bbo("999.0", "1000.0", at: t0)
        try observatory.bbo("998.0", "1000.0", at: t0 + 101)
        #expect(observatory.state(slot: 0).spreadAverage.mean == 100_000_000)
        try observatory.bbo("998.0", "1000.0", at: t0 + 100)
        try observatory.oracle("1010.0", at: t0 + 150)
        try observatory.bbo("998.0", "1000.0", at: t0 + 151)
        #expect(observatory.state(slot: 0).spreadAverage.mean == 105_000_000)
    }

    /// A locked book says nothing of the usual spread; learnt, it would block the market for good.
    @Test func aLockedBookDoesNotStartTheMean() throws {
        let limits = SpreadShockLimits(blocksAbove: try Fixed8("6"))
        var observatory = try observatory(GateLimits(spreadShock: limits))
        try observatory.oracle("1010.0", at: t0)
        try observatory.bbo("1000.0", "1000.0", at: t0)
        #expect(observatory.state(slot: 0).spreadAverage.mean == nil)
        try observatory.bbo("999.0", "1000.0", at: t0)
        #expect(observatory.takeSignals().count == 1)
    }

    @Test func theFirstGateThatBlocksIsCounted() throws {
        let limits = GateLimits(
            bboAgeMS: 100, contextAgeMS: 50, markDivergence: .whole(50),
            spreadShock: SpreadShockLimits(blocksAbove: try Fixed8("6")))
        var observatory = try observatory(limits)
        try observatory.bbo("999.0", "1000.0", at: t0)
        try observatory.oracle("1010.0", mark: "1100.0", at: t0 + 101)  // bbo_age and mark_divergence
        try observatory.bbo("990.0", "1000.0", at: t0 + 152)  // all but bbo_age
        try observatory.oracle("1010.0", mark: "1100.0", at: t0 + 153)  // mark and spread
        try observatory.oracle("1010.0", mark: "995.0", at: t0 + 154)  // spread alone
        #expect(observatory.takeSignals().isEmpty)
        #expect(
            try blocked(&observatory, at: t0 + 200) == [
                .bboAge: 1, .contextAge: 1, .markDivergence: 1, .spreadShock: 1,
            ])
    }

    /// Only what would have been a signal is blocked: not an edge too small, not one that was emitted.
    @Test func countsOnlyWhatWouldHaveBeenEmitted() throws {
        var observatory = try observatory(GateLimits(contextAgeMS: 100))
        try observatory.oracle("1000.0", at: t0)
        try observatory.bbo("998.0", "998.5", at: t0 + 1)
        try observatory.bbo("997.0", "998.5", at: t0 + 200)  // emitted already
        try observatory.bbo("997.0", "999.5", at: t0 + 201)  // no cross
        #expect(observatory.takeSignals().count == 1)
        #expect(try blocked(&observatory, at: t0 + 300).isEmpty)
    }

    @Test func aBlockedSignalComesWhenTheGateOpens() throws {
        var observatory = try observatory(GateLimits(bboAgeMS: 100))
        try observatory.bbo("998.0", "998.5", at: t0)
        try observatory.oracle("1000.0", at: t0 + 101)
        #expect(observatory.takeSignals().isEmpty)
        try observatory.bbo("998.0", "998.5", at: t0 + 102)
        #expect(observatory.takeSignals().count == 1)
    }

    @Test func saysWhenItBlocksAndForHowLong() throws {
        var observatory = try observatory(GateLimits(contextAgeMS: 100))
        try observatory.oracle("1000.0", at: t0)
        try observatory.bbo("998.0", "999.5", at: t0 + 101)
        try observatory.bbo("998.0", "999.6", at: t0 + 105)
        try observatory.oracle("1000.0", at: t0 + 150)
        try observatory.bbo("998.0", "999.5", at: t0 + 251)
        observatory.connectionLost(nowMS: t0 + 300)
        #expect(
            observatory.takeActions().gates.map(\.event) == [
                .blocks, .passes(blockedMS: 49), .blocks, .passes(blockedMS: 49),
            ])
    }

    @Test func settingsAreWrittenAsTheStartLineWantsThem() throws {
        var settings = DetectorSettings()
        settings.gates = GateLimits(
            bboAgeMS: 60_000, contextAgeMS: 60_000, markDivergence: .whole(50),
            spreadShock: SpreadShockLimits(blocksAbove: try Fixed8("6")))
        #expect(
            line { settings.write(to: &$0) } == """
                {"fee_bps":4.0,"slippage_bps":2.0,"min_edge_bps":5.0,"sizing_alpha":0.1,\
                "max_notional":1000.0,"gates":{"bbo_age_ms":60000,"ctx_age_ms":60000,\
                "mark_divergence_bps":50.0,"spread_shock_ratio":6.0}}
                """)
        settings.gates = GateLimits(
            bboAgeMS: 2_000, timeRegression: true, openInterestCap: true, parameterChange: true, halt: true)
        #expect(
            line { settings.write(to: &$0) }.hasSuffix(
                #""gates":{"bbo_age_ms":2000,"time_regression":true,"open_interest_cap":true,"parameter_change":true,"halt":true}}"#
            ))
        settings.gates = GateLimits()
        #expect(line { settings.write(to: &$0) }.hasSuffix("\"gates\":{}}"))
    }
}
