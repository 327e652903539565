import SoakTruth
import Testing

/// What each gate does at its limit, within its tolerance, and after it.
@Suite struct TruthGateTests {
    private func connected(_ policy: TruthPolicy = TruthPolicy()) -> Scene {
        var scene = Scene(policy: policy)
        scene.connect()
        return scene
    }

    @Test(
        arguments: [(57_000, "must"), (57_001, "ambiguous"), (63_000, "ambiguous"), (63_001, nil)]
            as [(Int64, String?)])
    func ageOfTheBook(ageMs: Int64, classed: String?) {
        var scene = connected()
        scene.ctx(0)
        scene.bbo(0, bid: 9_990, ask: 10_000)
        scene.ctx(ageMs, oracle: 10_020)
        #expect(scene.found() == (classed.map { ["\($0) buy 10000"] } ?? []))
        #expect(scene.blocked(.bboAge) == (classed == nil ? 1 : 0))
    }

    @Test(
        arguments: [(57_000, "must"), (57_001, "ambiguous"), (63_000, "ambiguous"), (63_001, nil)]
            as [(Int64, String?)])
    func ageOfTheContext(ageMs: Int64, classed: String?) {
        var scene = connected()
        scene.ctx(0)
        scene.bbo(ageMs, bid: 9_970, ask: 9_980)
        #expect(scene.found() == (classed.map { ["\($0) buy 9980"] } ?? []))
        #expect(scene.blocked(.ctxAge) == (classed == nil ? 1 : 0))
    }

    /// Mid 99.75; the limit of 50 bps is at 100.24875, 2 % of it lower and higher at 100.2388 and 100.2587.
    @Test(
        arguments: [(10_023, "must"), (10_024, "ambiguous"), (10_025, "ambiguous"), (10_026, nil)]
            as [(Int64, String?)])
    func divergenceOfTheMark(mark: Int64, classed: String?) {
        var scene = connected()
        scene.ctx(0, mark: mark)
        scene.bbo(10, bid: 9_970, ask: 9_980)
        #expect(scene.found() == (classed.map { ["\($0) buy 9980"] } ?? []))
        #expect(scene.blocked(.markDivergence) == (classed == nil ? 1 : 0))
    }

    @Test func divergenceNeedsBothSides() {
        var scene = connected()
        scene.ctx(0, mark: 10_400)
        scene.bbo(10, bid: nil, ask: 9_980)
        #expect(scene.found() == ["must buy 9980"])
    }

    /// The average is 5 hundredths; six times that is 30, with its tolerance 29.4 to 30.6.
    @Test(arguments: [(29, "must"), (30, "ambiguous"), (31, nil)] as [(Int64, String?)])
    func shockOfTheSpread(spread: Int64, classed: String?) {
        var scene = connected()
        scene.ctx(0)
        for ms: Int64 in 1...40 { scene.bbo(ms, bid: 9_995 + ms % 2, ask: 10_000 + ms % 2) }
        scene.bbo(50, bid: 9_985 - spread, ask: 9_985)
        #expect(scene.found() == (classed.map { ["\($0) buy 9985"] } ?? []))
        #expect(scene.blocked(.spreadShock) == (classed == nil ? 1 : 0))
    }

    @Test func aShockDoesNotFeedTheAverage() {
        var scene = connected()
        scene.ctx(0)
        scene.bbo(1, bid: 9_995, ask: 10_000)
        for ms: Int64 in 2...200 { scene.bbo(ms, bid: 9_945, ask: 9_985 - ms % 2) }
        #expect(scene.found() == [])
        #expect(scene.blocked(.spreadShock) == 199)
    }

    @Test func theFirstGateThatBlocksGetsTheCount() {
        var scene = connected()
        scene.ctx(0)
        scene.bbo(0, bid: 9_990, ask: 10_000)
        // Book too old, mark far off: both block.
        scene.ctx(70_000, oracle: 10_020, mark: 10_400)
        #expect(scene.blocked(.bboAge) == 1)
        #expect(scene.blocked(.markDivergence) == 0)
        // Without a cross nothing is counted.
        scene.ctx(71_000, oracle: 10_000, mark: 10_400)
        #expect(scene.blocked(.bboAge) == 1)
    }

    @Test func aGateThatIsOffIsNotThere() {
        var policy = TruthPolicy()
        policy.bboAgeMs = nil
        policy.ctxAgeMs = nil
        policy.markDivergenceHundredths = nil
        policy.spreadShockRatio = nil
        var scene = connected(policy)
        scene.ctx(0, mark: 11_000)
        scene.bbo(0, bid: 9_999, ask: 10_000)
        scene.bbo(500_000, bid: 9_000, ask: 9_980)
        scene.ctx(900_000, oracle: 10_001, mark: 11_000)
        #expect(scene.found() == ["must buy 9980", "must buy 9980"])
    }
}
