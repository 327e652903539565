import SoakTruth
import Testing

/// After a decision that may go either way, what follows is certain again as soon as it can be.
@Suite struct AmbiguityTests {
    /// A book 58 s old that crosses: one engine finds it, another does not.
    private func afterAnAmbiguousFind() -> Scene {
        var scene = Scene()
        scene.connect()
        scene.ctx(0)
        scene.bbo(0, bid: 9_990, ask: 10_000)
        scene.ctx(58_000, oracle: 10_020)
        return scene
    }

    @Test func anotherValueIsCertain() {
        var scene = afterAnAmbiguousFind()
        scene.bbo(58_100, bid: 9_991, ask: 10_001)
        scene.bbo(58_200, bid: 9_992, ask: 10_000)
        #expect(scene.found() == ["ambiguous buy 10000", "must buy 10001", "must buy 10000"])
    }

    /// Found by the engine that did not find it before, and by no other.
    @Test func theSameValueIsAmbiguousOnceMore() {
        var scene = afterAnAmbiguousFind()
        scene.bbo(58_100, bid: 9_991, ask: 10_000)
        scene.ctx(58_200, oracle: 10_020)
        scene.bbo(58_300, bid: 9_992, ask: 10_000)
        #expect(scene.found() == ["ambiguous buy 10000", "ambiguous buy 10000"])
    }

    @Test func theEndOfTheCrossEndsTheDoubt() {
        var scene = afterAnAmbiguousFind()
        scene.bbo(58_100, bid: 9_991, ask: 10_019)
        scene.bbo(58_200, bid: 9_990, ask: 10_000)
        #expect(scene.found() == ["ambiguous buy 10000", "must buy 10000"])
    }

    /// Two values were possibly emitted; the first comes back when no gate is near its limit.
    @Test func everyPossibleValueIsRemembered() {
        var scene = afterAnAmbiguousFind()
        scene.ctx(59_000, oracle: 10_021)
        scene.ctx(60_000, oracle: 10_020)
        scene.ctx(61_000, oracle: 10_022)
        scene.bbo(61_100, bid: 9_991, ask: 10_000)
        scene.ctx(61_200, oracle: 10_021)
        scene.ctx(61_300, oracle: 10_020)
        let kinds = scene.found().map { $0.prefix(4) }
        // The last three: one engine may have stopped at 10022 already; after that all agree again.
        #expect(kinds == ["ambi", "ambi", "ambi", "ambi", "ambi", "must", "must"])
    }

    @Test func doubtDoesNotSpreadToTheOtherSide() {
        var scene = afterAnAmbiguousFind()
        scene.bbo(58_100, bid: 10_032, ask: 10_040)
        #expect(scene.found() == ["ambiguous buy 10000", "must sell 10032"])
    }

    /// A frame that perhaps feeds the average of the spread leaves a range, which closes again.
    @Test func doubtAboutTheAverageWearsOff() {
        var scene = Scene()
        scene.connect()
        scene.ctx(0)
        for ms: Int64 in 1...40 { scene.bbo(ms, bid: 9_995 + ms % 2, ask: 10_000 + ms % 2) }
        // 58 s after the context: fed by one engine, not by another.
        scene.bbo(58_000, bid: 9_981, ask: 10_006)
        scene.ctx(58_500)
        // Average 5 or 6: a spread of 33 blocks in one, passes in the other.
        scene.bbo(58_600, bid: 9_953, ask: 9_986)
        #expect(scene.found() == ["ambiguous buy 9986"])
        for ms: Int64 in 58_700...58_800 { scene.bbo(ms, bid: 9_995 + ms % 2, ask: 10_000 + ms % 2) }
        scene.bbo(58_900, bid: 9_953, ask: 9_986)
        #expect(scene.found() == [])
        #expect(scene.blocked(.spreadShock) == 1)
    }
}
