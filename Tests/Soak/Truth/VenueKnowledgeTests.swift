import SoakTruth
import Testing

/// What the truth makes of answers of `/info`: nothing before, doubt while one is on its way, then certainty.
@Suite struct VenueKnowledgeTests {
    private let usual = TruthTerms(szDecimals: 2, maxLeverage: 20, fees: "1.0", isHalted: false)
    private var halted: TruthTerms {
        var terms = usual
        terms.isHalted = true
        return terms
    }
    private var dearer: TruthTerms {
        var terms = usual
        terms.fees = "1.5"
        return terms
    }

    /// An engine that was told the usual and is connected; an answer may take 1 s.
    private func started(_ policy: TruthPolicy = TruthPolicy()) -> Scene {
        var scene = Scene(policy: policy, tolerances: TruthTolerances(answerMs: 1_000))
        scene.told(usual, 0)
        scene.connect()
        return scene
    }

    @Test func anAnswerIsDoubtfulFirstAndCertainThen() {
        var scene = started()
        scene.cross(10_000, ask: 9_980)
        scene.told(halted, 20_000)
        scene.cross(21_000, ask: 9_981)
        scene.cross(21_001, ask: 9_982)
        scene.told(usual, 30_000)
        scene.cross(31_000, ask: 9_983)
        scene.cross(31_001, ask: 9_984)
        #expect(
            scene.found() == ["must buy 9980", "ambiguous buy 9981", "ambiguous buy 9983", "must buy 9984"])
        #expect(scene.blocked(.halt) == 1)
    }

    @Test func otherTermsBlockUntilTheyAreBack() {
        var scene = started()
        scene.told(dearer, 10_000)
        scene.cross(20_000, ask: 9_980)
        scene.lose(.expired)
        scene.connect()
        scene.cross(30_000, ask: 9_981)
        scene.told(usual, 40_000)
        scene.cross(50_000, ask: 9_982)
        #expect(scene.found() == ["must buy 9982"])
        #expect(scene.blocked(.parameterChange) == 2)
    }

    /// Who asks while no connection is up may be a new process: for it, what it is told is as it always was.
    @Test func afterARestartEitherStartMayCount() {
        var scene = started()
        scene.told(dearer, 10_000)
        scene.lose(.lost)
        scene.told(dearer, 20_000)
        scene.connect()
        scene.cross(30_000, ask: 9_980)
        scene.told(usual, 40_000)
        scene.cross(50_000, ask: 9_981)
        #expect(scene.found() == ["ambiguous buy 9980", "ambiguous buy 9981"])
    }

    @Test func aRestartAmongUnchangedTermsLeavesNoDoubt() {
        var scene = started()
        scene.lose(.lost)
        scene.told(usual, 20_000)
        scene.connect()
        scene.cross(20_001, ask: 9_980)
        scene.told(dearer, 30_000)
        scene.cross(40_000, ask: 9_981)
        #expect(scene.found() == ["must buy 9980"])
        #expect(scene.blocked(.parameterChange) == 1)
    }

    @Test func aHaltIsNoChangeOfTerms() {
        var scene = started()
        scene.told(halted, 10_000)
        scene.cross(20_000, ask: 9_980)
        #expect(scene.blocked(.parameterChange) == 0)
        #expect(scene.blocked(.halt) == 1)
    }

    /// 10 contracts at 99.90 are 999 dollars.
    @Test(arguments: [(999, nil), (1_000, "must")] as [(Int64, String?)])
    func theCapIsNotional(cap: Int64, classed: String?) {
        var scene = started()
        scene.told(capDollars: cap, 0)
        scene.cross(10_000, ask: 9_980, mark: 9_990, contracts: 10)
        #expect(scene.found() == (classed.map { ["\($0) buy 9980"] } ?? []))
        #expect(scene.blocked(.openInterestCap) == (classed == nil ? 1 : 0))
    }

    @Test func anUnknownCapPasses() {
        var scene = started()
        scene.cross(10_000, ask: 9_980, contracts: 1_000_000)
        #expect(scene.found() == ["must buy 9980"])
    }

    @Test func blockTimesGoBackUntilTheNextConnection() {
        var scene = started()
        scene.cross(10_000, ask: 9_980, blockMs: 500)
        scene.cross(11_000, ask: 9_981, blockMs: 500)
        scene.cross(12_000, ask: 9_982, blockMs: 499)
        scene.cross(13_000, ask: 9_983, blockMs: 800)
        scene.lose(.expired)
        scene.connect()
        scene.cross(14_000, ask: 9_984, blockMs: 400)
        #expect(scene.found() == ["must buy 9980", "must buy 9981", "must buy 9984"])
        #expect(scene.blocked(.timeRegression) == 2)
    }

    @Test func gatesThatAreOffAreNotThere() {
        var policy = TruthPolicy()
        policy.timeRegression = false
        policy.openInterestCap = false
        policy.parameterChange = false
        policy.halt = false
        var scene = started(policy)
        var terms = dearer
        terms.isHalted = true
        scene.told(terms, 0)
        scene.told(capDollars: 1, 0)
        scene.cross(10_000, ask: 9_980, contracts: 10, blockMs: 500)
        scene.cross(11_000, ask: 9_981, contracts: 10, blockMs: 400)
        #expect(scene.found() == ["must buy 9980", "must buy 9981"])
    }
}

extension Scene {
    mutating func told(_ terms: TruthTerms, _ atMs: Int64) { machine.answered([terms], atMs: atMs) }

    mutating func told(capDollars: Int64, _ atMs: Int64) {
        machine.answered(capsDollars: [capDollars], atMs: atMs)
    }

    /// A book that crosses for one frame, of a context that is new.
    mutating func cross(
        _ atMs: Int64, ask: Int64, mark: Int64 = 9_990, contracts: Int64 = 1, blockMs: Int64? = nil
    ) {
        machine.sent(
            .bbo(bid: nil, ask: nil, timeMs: blockMs), market: 0, atMs: atMs, realNs: 0)
        machine.sent(
            .ctx(
                oraclePxE8: 10_000_000_000, markPxE8: mark * 1_000_000,
                openInterestE8: contracts * 100_000_000), market: 0, atMs: atMs, realNs: 0)
        let level = TruthLevel(pxE8: ask * 1_000_000, sizeE8: 300_000_000)
        machine.sent(.bbo(bid: nil, ask: level, timeMs: blockMs), market: 0, atMs: atMs, realNs: 0)
    }
}
