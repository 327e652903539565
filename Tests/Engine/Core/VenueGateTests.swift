import EngineCore
import Testing

/// The gates that judge what the venue says of itself: its block time, its caps, its terms and its halts.
/// Each at its limit, just below and just above; a market crosses all the while, so what passes is a signal.
@Suite struct VenueGateTests {
    func observatory(_ limits: GateLimits, markets: [Market] = [orcl]) -> Observatory {
        Observatory(DetectorSettings(gates: limits), markets: markets)
    }

    func terms(
        sizeDecimals: Int = 3, maxLeverage: Int = 10, fees: String = "a", halted: Bool = false,
        cap: String? = nil
    ) throws -> MarketTerms {
        MarketTerms(
            sizeDecimals: sizeDecimals, maxLeverage: maxLeverage, feeTerms: fees, isHalted: halted,
            openInterestCap: try cap.map { try Fixed8($0) })
    }

    /// Blocked signals by gate, in a process that ends here.
    func blocked(_ observatory: inout Observatory, at nowMS: Int64, slot: Int = 0) throws -> [GateName: Int] {
        let tally = try observatory.finalTally(at: nowMS, slot: slot)
        return Dictionary(
            uniqueKeysWithValues: GateName.allCases.map { ($0, tally.blocked[Int($0.rawValue)]) }
                .filter { $0.1 > 0 })
    }

    // MARK: Time regression

    @Test func anEarlierBlockTimeBlocksUntilTheNextConnection() throws {
        var observatory = observatory(GateLimits(timeRegression: true))
        try observatory.oracle("1000.0", at: t0)
        try observatory.book("998.50", block: 5_000, at: t0 + 1)
        try observatory.book("998.51", block: 5_000, at: t0 + 2)  // the same block: no regression
        try observatory.book("998.52", block: 5_001, at: t0 + 3)
        #expect(observatory.takeSignals().count == 3)
        try observatory.book("998.53", block: 5_000, at: t0 + 4)
        #expect(observatory.takeSignals().isEmpty)
        try observatory.book("998.54", block: 9_000, at: t0 + 5)  // later again, and still not trusted
        try observatory.oracle("1000.1", at: t0 + 6)
        #expect(observatory.takeSignals().isEmpty)
        observatory.connectionLost(nowMS: t0 + 7)
        try observatory.oracle("1000.0", at: t0 + 8)
        try observatory.book("998.55", block: 1_000, at: t0 + 9)  // another connection, another history
        #expect(observatory.takeSignals().count == 1)
        #expect(try blocked(&observatory, at: t0 + 10) == [.timeRegression: 3])
    }

    @Test func oneMarketsTimeIsNotAnothers() throws {
        var observatory = observatory(GateLimits(timeRegression: true), markets: [orcl, tsla])
        for slot in 0...1 { try observatory.oracle("1000.0", at: t0, slot: slot) }
        try observatory.book("998.5", block: 5_000, at: t0 + 1, slot: 0)
        try observatory.book("998.5", block: 4_000, at: t0 + 2, slot: 1)
        #expect(observatory.takeSignals().count == 2)
        try observatory.book("998.6", block: 3_999, at: t0 + 3, slot: 1)
        try observatory.book("998.6", block: 5_001, at: t0 + 4, slot: 0)
        #expect(observatory.takeSignals().map(\.marketKey) == [orcl.key])
    }

    @Test func aBookWithoutATimeIsNoRegression() throws {
        var observatory = observatory(GateLimits(timeRegression: true))
        try observatory.oracle("1000.0", at: t0)
        try observatory.book("998.50", block: 5_000, at: t0 + 1)
        try observatory.book("998.51", block: nil, at: t0 + 2)
        try observatory.book("998.52", block: 5_000, at: t0 + 3)
        #expect(observatory.takeSignals().count == 3)
        try observatory.book("998.53", block: 4_999, at: t0 + 4)
        try observatory.book("998.54", block: nil, at: t0 + 5)
        #expect(observatory.takeSignals().isEmpty)
    }

    // MARK: Open interest

    /// 100.0 open at a mark of 1000.0 is a notional of 100000.0.
    @Test(arguments: [("100000.00000001", false), ("100000.0", true), ("99999.99999999", true)])
    func openInterestAgainstTheCap(cap: String, blocks: Bool) throws {
        var observatory = observatory(GateLimits(openInterestCap: true))
        observatory.terms(slot: 0, try terms(cap: cap), nowMS: t0)
        try observatory.context("1001.5", mark: "1000.0", open: "100.0", at: t0)
        try observatory.bbo("998.0", "1000.0", at: t0 + 1)
        #expect(observatory.takeSignals().isEmpty == blocks)
        #expect(try blocked(&observatory, at: t0 + 2) == (blocks ? [.openInterestCap: 1] : [:]))
    }

    @Test func openInterestBlocksWhileItIsAtTheCap() throws {
        var observatory = observatory(GateLimits(openInterestCap: true))
        observatory.terms(slot: 0, try terms(cap: "100000.0"), nowMS: t0)
        try observatory.bbo("998.0", "998.5", at: t0)
        try observatory.context("1000.0", mark: "1000.0", open: "99.99999999", at: t0 + 1)
        try observatory.context("1000.1", mark: "1000.0", open: "100.0", at: t0 + 2)
        try observatory.context("1000.2", mark: "1000.0", open: "99.9", at: t0 + 5)
        #expect(observatory.takeSignals().map(\.timestampMS) == [t0 + 1, t0 + 5])
        // The venue raises the cap, which its tables tell.
        try observatory.context("1000.3", mark: "1000.0", open: "100.0", at: t0 + 6)
        observatory.terms(slot: 0, try terms(cap: "200000.0"), nowMS: t0 + 7)
        try observatory.context("1000.4", mark: "1000.0", open: "100.0", at: t0 + 8)
        let actions = observatory.takeActions()
        #expect(actions.signals.map(\.timestampMS) == [t0 + 8])
        #expect(actions.gates.map(\.event) == [.blocks, .passes(blockedMS: 1)])
        #expect(actions.gates.first?.detail == "open interest 100.0 at 1000.0, cap 100000.0")
    }

    /// The oracle stands for a missing mark; where anything else is missing, nothing is known and nothing blocks.
    @Test func openInterestWithUnknowns() throws {
        func signals(cap: String?, mark: String?, open: String?) throws -> Int {
            var observatory = observatory(GateLimits(openInterestCap: true))
            observatory.terms(slot: 0, try terms(cap: cap), nowMS: t0)
            try observatory.context("1000.0", mark: mark, open: open, at: t0)
            try observatory.bbo("998.0", "998.5", at: t0 + 1)
            return observatory.takeSignals().count
        }
        #expect(try signals(cap: "100000.0", mark: nil, open: "100.0") == 0)
        #expect(try signals(cap: "100000.0", mark: nil, open: "99.99999999") == 1)
        #expect(try signals(cap: nil, mark: "1000.0", open: "9000000000.0") == 1)
        #expect(try signals(cap: "1.0", mark: "1000.0", open: nil) == 1)
    }

    /// The largest numbers that there are: the product needs 128 bits.
    @Test func openInterestOfTheLargestNumbers() throws {
        let largest = Fixed8(mantissa: .max)
        var observatory = observatory(GateLimits(openInterestCap: true))
        observatory.terms(
            slot: 0, MarketTerms(sizeDecimals: 0, maxLeverage: 1, openInterestCap: largest), nowMS: t0)
        try observatory.bbo("998.0", "998.5", at: t0)
        observatory.context(slot: 0, oracle: largest, mark: largest, openInterest: largest, nowMS: t0 + 1)
        #expect(observatory.takeSignals().isEmpty)
        observatory.context(
            slot: 0, oracle: try px("1000.0"), mark: try px("1.0"), openInterest: largest, nowMS: t0 + 2)
        #expect(observatory.takeSignals().isEmpty)
        observatory.context(
            slot: 0, oracle: try px("1000.0"), mark: try px("0.99999999"), openInterest: largest,
            nowMS: t0 + 3)
        #expect(observatory.takeSignals().count == 1)
    }

    // MARK: Parameters

    @Test(arguments: [
        (4, 10, "a", "sz_decimals 3 -> 4"), (3, 9, "a", "max_leverage 10 -> 9"), (3, 10, "b", "fees a -> b"),
        (2, 20, "", "sz_decimals 3 -> 2, max_leverage 10 -> 20, fees a -> "),
    ])
    func aChangedParameterBlocksUntilItIsBack(
        sizeDecimals: Int, maxLeverage: Int, fees: String, detail: String
    ) throws {
        var observatory = observatory(GateLimits(parameterChange: true))
        observatory.terms(slot: 0, try terms(), nowMS: t0)
        try observatory.oracle("1000.0", at: t0)
        try observatory.bbo("998.0", "998.5", at: t0 + 1)
        observatory.terms(slot: 0, try terms(), nowMS: t0 + 2)
        try observatory.bbo("998.0", "998.6", at: t0 + 3)
        #expect(observatory.takeSignals().count == 2)
        let changed = try terms(sizeDecimals: sizeDecimals, maxLeverage: maxLeverage, fees: fees)
        observatory.terms(slot: 0, changed, nowMS: t0 + 4)
        try observatory.bbo("998.0", "998.7", at: t0 + 5)
        observatory.connectionLost(nowMS: t0 + 6)  // ends nothing: the venue still has other terms
        try observatory.oracle("1000.0", at: t0 + 7)
        observatory.terms(slot: 0, changed, nowMS: t0 + 8)
        try observatory.bbo("998.0", "998.7", at: t0 + 9)
        let actions = observatory.takeActions()
        #expect(actions.signals.isEmpty)
        #expect(actions.gates.map(\.event) == [.blocks])
        #expect(actions.gates.first?.detail == detail)
        observatory.terms(slot: 0, try terms(), nowMS: t0 + 20)
        try observatory.bbo("998.0", "998.8", at: t0 + 21)
        let after = observatory.takeActions()
        #expect(after.signals.count == 1)
        #expect(after.gates.map(\.event) == [.passes(blockedMS: 16)])
        #expect(try blocked(&observatory, at: t0 + 30) == [.parameterChange: 2])
    }

    /// Neither a halt nor a cap is a parameter, and a market of which nothing was ever told has not changed.
    @Test func whatIsNoParameterChange() throws {
        var observatory = observatory(GateLimits(parameterChange: true))
        try observatory.oracle("1000.0", at: t0)
        try observatory.bbo("998.0", "998.5", at: t0 + 1)
        observatory.terms(slot: 0, try terms(), nowMS: t0 + 2)
        observatory.terms(slot: 0, try terms(halted: true, cap: "1.0"), nowMS: t0 + 3)
        try observatory.bbo("998.0", "998.6", at: t0 + 4)
        let actions = observatory.takeActions()
        #expect(actions.signals.count == 2 && actions.gates.isEmpty)
    }

    /// What changes while it blocks is told too, and the time goes on without a hole.
    @Test func aSecondChangeIsToldAnew() throws {
        var observatory = observatory(GateLimits(parameterChange: true))
        observatory.terms(slot: 0, try terms(), nowMS: t0)
        observatory.terms(slot: 0, try terms(maxLeverage: 5), nowMS: t0 + 10)
        observatory.terms(slot: 0, try terms(maxLeverage: 5, cap: "1.0"), nowMS: t0 + 15)
        observatory.terms(slot: 0, try terms(maxLeverage: 4), nowMS: t0 + 30)
        let tally = try observatory.finalTally(at: t0 + 100)
        #expect(tally.blockedMS[Int(GateName.parameterChange.rawValue)] == 90)
    }

    @Test func aSecondChangeHasItsOwnWords() throws {
        var observatory = observatory(GateLimits(parameterChange: true))
        observatory.terms(slot: 0, try terms(), nowMS: t0)
        observatory.terms(slot: 0, try terms(maxLeverage: 5), nowMS: t0 + 10)
        observatory.terms(slot: 0, try terms(maxLeverage: 4), nowMS: t0 + 30)
        let gates = observatory.takeActions().gates
        #expect(gates.map(\.event) == [.blocks, .passes(blockedMS: 20), .blocks])
        #expect(gates.map(\.detail) == ["max_leverage 10 -> 5", "", "max_leverage 10 -> 4"])
    }

    // MARK: Halt

    @Test func aHaltBlocksUntilTheTablesSayItIsOver() throws {
        var observatory = observatory(GateLimits(halt: true))
        observatory.terms(slot: 0, try terms(), nowMS: t0)
        try observatory.oracle("1000.0", at: t0)
        try observatory.bbo("998.0", "998.5", at: t0 + 1)
        observatory.terms(slot: 0, try terms(halted: true), nowMS: t0 + 2)
        try observatory.bbo("998.0", "998.6", at: t0 + 3)
        observatory.connectionLost(nowMS: t0 + 4)
        try observatory.oracle("1000.0", at: t0 + 5)
        try observatory.bbo("998.0", "998.7", at: t0 + 6)
        #expect(observatory.takeSignals().count == 1)
        observatory.terms(slot: 0, try terms(), nowMS: t0 + 7)
        #expect(observatory.takeActions().signals.isEmpty)  // no update of the market, no signal
        try observatory.bbo("998.0", "998.7", at: t0 + 8)
        #expect(observatory.takeSignals().count == 1)
        #expect(try blocked(&observatory, at: t0 + 9) == [.halt: 2])
    }

    // MARK: All of them

    @Test func offMeansOff() throws {
        var observatory = observatory(GateLimits())
        observatory.terms(slot: 0, try terms(), nowMS: t0)
        observatory.terms(slot: 0, try terms(maxLeverage: 1, halted: true, cap: "1.0"), nowMS: t0)
        try observatory.context("1000.0", mark: "1000.0", open: "100.0", at: t0 + 1)
        try observatory.book("998.5", block: 5_000, at: t0 + 2)
        try observatory.book("998.6", block: 4_000, at: t0 + 3)
        let actions = observatory.takeActions()
        #expect(actions.signals.count == 2 && actions.gates.isEmpty)
    }

    /// They are asked after the older four, in the order of their names.
    @Test func theFirstOfThemIsCounted() throws {
        var observatory = observatory(
            GateLimits(
                bboAgeMS: 100, timeRegression: true, openInterestCap: true, parameterChange: true, halt: true)
        )
        observatory.terms(slot: 0, try terms(), nowMS: t0)
        try observatory.book("998.5", block: 5_000, at: t0)
        observatory.terms(slot: 0, try terms(maxLeverage: 1, halted: true, cap: "1.0"), nowMS: t0)
        // All but time_regression.
        try observatory.context("1000.0", mark: "1000.0", open: "1.0", at: t0 + 101)
        try observatory.book("998.6", block: 4_999, at: t0 + 102)  // all but bbo_age
        observatory.connectionLost(nowMS: t0 + 103)
        try observatory.book("998.7", block: 1, at: t0 + 104)
        try observatory.context("1000.1", mark: "1000.0", open: "1.0", at: t0 + 105)
        try observatory.context("1000.2", mark: "1000.0", open: nil, at: t0 + 106)
        observatory.terms(slot: 0, try terms(halted: true, cap: "1.0"), nowMS: t0 + 107)
        try observatory.context("1000.3", mark: "1000.0", open: nil, at: t0 + 108)
        #expect(observatory.takeSignals().isEmpty)
        #expect(
            try blocked(&observatory, at: t0 + 200) == [
                .bboAge: 1, .timeRegression: 1, .openInterestCap: 1, .parameterChange: 1, .halt: 1,
            ])
    }

    /// The mean of the spread learns from no frame that comes while one of these blocks.
    @Test(arguments: [GateName.timeRegression, .openInterestCap, .parameterChange, .halt])
    func theMeanOfTheSpreadLearnsNothingMeanwhile(gate: GateName) throws {
        let ratio = SpreadShockLimits(blocksAbove: try Fixed8("6"))
        var observatory = observatory(
            GateLimits(
                spreadShock: ratio, timeRegression: true, openInterestCap: true, parameterChange: true,
                halt: true))
        observatory.terms(slot: 0, try terms(), nowMS: t0)
        try observatory.context("1000.0", mark: "1000.0", open: "1.0", at: t0)
        try observatory.book("1000.0", bid: "999.0", block: 5_000, at: t0)
        switch gate {
        case .timeRegression: try observatory.book("1000.0", bid: "999.0", block: 4_999, at: t0 + 1)
        case .openInterestCap: observatory.terms(slot: 0, try terms(cap: "1000.0"), nowMS: t0 + 1)
        case .parameterChange: observatory.terms(slot: 0, try terms(fees: "b"), nowMS: t0 + 1)
        default: observatory.terms(slot: 0, try terms(halted: true), nowMS: t0 + 1)
        }
        try observatory.book("1000.0", bid: "998.0", block: 6_000, at: t0 + 2)
        #expect(observatory.state(slot: 0).spreadAverage.mean == 100_000_000)
        guard gate != .timeRegression else { return }
        observatory.terms(slot: 0, try terms(), nowMS: t0 + 3)
        try observatory.book("1000.0", bid: "998.0", block: 6_001, at: t0 + 4)
        #expect(observatory.state(slot: 0).spreadAverage.mean == 105_000_000)
    }
}

extension Observatory {
    mutating func book(
        _ ask: String, bid: String = "998.0", block: Int64?, at nowMS: Int64, slot: Int = 0
    ) throws {
        bbo(slot: slot, bid: try level(bid), ask: try level(ask), timeMS: block, nowMS: nowMS)
    }

    mutating func context(_ oracle: String, mark: String?, open: String?, at nowMS: Int64) throws {
        context(
            slot: 0, oracle: try px(oracle), mark: try mark.map(px),
            openInterest: try open.map { try Size($0) }, nowMS: nowMS)
    }
}
