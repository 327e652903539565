import EngineCore
import Testing

/// The emission rule, clause by clause.
@Suite struct EmissionTests {
    @Test func writesTheGoldenLine() throws {
        var observatory = Observatory()
        try observatory.oracle("186.55", at: t0 - 500)
        observatory.bbo(slot: 0, bid: try level("186.2"), ask: try level("186.23"), nowMS: t0)
        let signal = try #require(observatory.takeSignals().first)
        #expect(
            line { signal.write(to: &$0) } == """
                {"timestamp_ms":1768920860122,"market_key":"xyz:11","side":"buy","raw_edge_bps":17.15,\
                "net_edge_bps":6.15,"oracle_px":186.55,"best_px":186.23,"best_size":3.0,\
                "suggested_size":0.3,"signal_id":"sig_xyz:11_buy_1768920860122_0"}

                """)
    }

    @Test func sellNeedsABidAboveTheOracle() throws {
        var observatory = Observatory()
        try observatory.oracle("1000.0", at: t0)
        try observatory.bbo("1001.1", "1001.3", at: t0 + 1)
        let signal = try #require(observatory.takeSignals().first)
        #expect(signal.side == .sell)
        #expect(signal.best == (try level("1001.1")))
        #expect(signal.rawEdgeHundredths == 1_100)
        #expect(signal.netEdgeHundredths == 0)
        try observatory.bbo("1001.09999999", "1001.3", at: t0 + 2)
        #expect(observatory.takeSignals().isEmpty)
    }

    @Test func aContextCanMakeTheCross() throws {
        var observatory = Observatory()
        try observatory.bbo("998.5", "998.9", at: t0)
        #expect(observatory.takeSignals().isEmpty)
        try observatory.oracle("1000.0", at: t0 + 1)
        #expect(observatory.takeSignals().map(\.timestampMS) == [t0 + 1])
    }

    @Test func theSameThreeAreTheSameSignal() throws {
        var observatory = Observatory()
        try observatory.oracle("1000.0", at: t0)
        try observatory.bbo("998.0", "998.5", at: t0 + 1)
        #expect(observatory.takeSignals().count == 1)
        try observatory.bbo("997.0", "998.5", at: t0 + 2)
        try observatory.oracle("1000.0", at: t0 + 3)
        #expect(observatory.takeSignals().isEmpty)
    }

    @Test func eachOfTheThreeMakesANewSignal() throws {
        var observatory = Observatory()
        try observatory.oracle("1000.0", at: t0)
        try observatory.bbo("998.0", "998.5", at: t0 + 1)
        try observatory.bbo("998.0", "998.4", at: t0 + 2)
        observatory.bbo(slot: 0, bid: try level("998.0"), ask: try level("998.4", "4.0"), nowMS: t0 + 3)
        try observatory.oracle("1000.1", at: t0 + 4)
        #expect(observatory.takeSignals().map(\.timestampMS) == [t0 + 1, t0 + 2, t0 + 3, t0 + 4])
    }

    /// Only the last one emitted counts, so going back is new again.
    @Test func goingBackIsNew() throws {
        var observatory = Observatory()
        try observatory.oracle("1000.0", at: t0)
        for (step, ask) in ["998.5", "998.4", "998.5"].enumerated() {
            try observatory.bbo("998.0", ask, at: t0 + Int64(step) + 1)
        }
        #expect(observatory.takeSignals().count == 3)
    }

    @Test func theEndOfACrossClearsTheLastOne() throws {
        var observatory = Observatory()
        try observatory.oracle("1000.0", at: t0)
        try observatory.bbo("998.0", "998.5", at: t0 + 1)
        try observatory.bbo("998.0", "999.5", at: t0 + 2)
        try observatory.bbo("998.0", "998.5", at: t0 + 3)
        #expect(observatory.takeSignals().count == 2)
        try observatory.bbo("998.0", nil, at: t0 + 4)
        try observatory.bbo("998.0", "998.5", at: t0 + 5)
        #expect(observatory.takeSignals().count == 1)
        try observatory.oracle(nil, at: t0 + 6)
        try observatory.oracle("1000.0", at: t0 + 7)
        #expect(observatory.takeSignals().count == 1)
    }

    @Test func aLostConnectionClearsEverything() throws {
        var observatory = Observatory()
        try observatory.oracle("1000.0", at: t0)
        try observatory.bbo("998.0", "998.5", at: t0 + 1)
        observatory.connectionLost(nowMS: t0 + 2)
        _ = observatory.takeActions()
        // The book of before is gone: an oracle alone makes no cross.
        try observatory.oracle("1000.0", at: t0 + 3)
        #expect(observatory.takeSignals().isEmpty)
        try observatory.bbo("998.0", "998.5", at: t0 + 4)
        #expect(observatory.takeSignals().count == 1)
        // And so is the oracle.
        observatory.connectionLost(nowMS: t0 + 5)
        try observatory.bbo("998.0", "998.4", at: t0 + 6)
        #expect(observatory.takeSignals().isEmpty)
    }

    @Test func numbersCountWithinAMillisecondPerMarketAndSide() throws {
        var observatory = Observatory(markets: [orcl, tsla])
        try observatory.oracle("1000.0", at: t0)
        try observatory.oracle("1000.0", at: t0, slot: 1)
        try observatory.bbo("998.0", "998.5", at: t0)
        try observatory.bbo("998.0", "998.4", at: t0)
        try observatory.bbo("998.0", "998.4", at: t0, slot: 1)
        try observatory.bbo("1002.0", "1003.0", at: t0)
        try observatory.bbo("998.0", "998.5", at: t0)
        try observatory.bbo("998.0", "998.4", at: t0 + 1)
        let ids = observatory.takeSignals().map(\.id)
        #expect(
            ids == [
                "sig_xyz:11_buy_\(t0)_0", "sig_xyz:11_buy_\(t0)_1", "sig_xyz:1_buy_\(t0)_0",
                "sig_xyz:11_sell_\(t0)_0", "sig_xyz:11_buy_\(t0)_2", "sig_xyz:11_buy_\(t0 + 1)_0",
            ])
    }

    /// A lost connection within the millisecond does not start the numbers anew, nor does a restart.
    @Test func idsStayUniqueOverLossAndRestart() throws {
        var observatory = Observatory()
        try observatory.oracle("1000.0", at: t0)
        try observatory.bbo("998.0", "998.5", at: t0)
        observatory.connectionLost(nowMS: t0)
        try observatory.oracle("1000.0", at: t0)
        try observatory.bbo("998.0", "998.5", at: t0)
        let signals = observatory.takeSignals()
        #expect(signals.map(\.number) == [0, 1])

        var restarted = Observatory()
        restarted.resumeNumbering(slot: 0, after: try #require(signals.last))
        restarted.resumeNumbering(slot: 0, after: try #require(signals.first))
        try restarted.oracle("1000.0", at: t0)
        try restarted.bbo("998.0", "998.5", at: t0)
        #expect(restarted.takeSignals().map(\.number) == [2])
    }

    @Test func suggestedSizeFollowsTheRule() throws {
        var settings = DetectorSettings()
        settings.sizingAlpha = try Fixed8("0.1")
        settings.maxNotional = try Fixed8("1000")
        var observatory = Observatory(settings)
        try observatory.oracle("300.0", at: t0)
        // A tenth of the size, rounded down at 8 decimals.
        observatory.bbo(
            slot: 0, bid: nil, ask: try level("299.0", "0.12345678"), nowMS: t0)
        // The notional over the mid, here (296 + 299) / 2.
        observatory.bbo(slot: 0, bid: try level("296.0"), ask: try level("299.0", "500.0"), nowMS: t0)
        // Without a bid the best price stands for the mid.
        observatory.bbo(slot: 0, bid: nil, ask: try level("299.0", "501.0"), nowMS: t0)
        #expect(
            observatory.takeSignals().map(\.suggestedSize.description)
                == [
                    "0.01234567", "3.36134453", "3.34448160",
                ].map { $0.hasSuffix("0") ? String($0.dropLast()) : $0 })
    }
}
