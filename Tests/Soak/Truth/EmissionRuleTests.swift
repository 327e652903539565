import SoakTruth
import Testing

@Suite struct EmissionRuleTests {
    private func connected() -> Scene {
        var scene = Scene()
        scene.connect()
        return scene
    }

    @Test func bothSidesAreFoundAtTheCostAndNotBelow() {
        var scene = connected()
        scene.ctx(0)
        scene.bbo(10, bid: 9_980, ask: 9_989)
        scene.bbo(20, bid: 9_980, ask: 9_990)
        scene.bbo(30, bid: 10_011, ask: 10_020)
        scene.bbo(40, bid: 10_010, ask: 10_020)
        #expect(scene.found() == ["must buy 9989", "must sell 10011"])
    }

    @Test func aContextCanMakeTheCross() {
        var scene = connected()
        scene.bbo(0, bid: 9_980, ask: 9_990)
        scene.ctx(10)
        scene.ctx(20, oracle: 10_002)
        #expect(scene.found() == ["must buy 9990"])
    }

    @Test func theSameIsFoundOnceUntilPriceSizeOrOracleDiffer() {
        var scene = connected()
        scene.ctx(0)
        scene.bbo(10, bid: 9_970, ask: 9_980)
        scene.bbo(20, bid: 9_971, ask: 9_980)
        scene.ctx(30)
        scene.bbo(40, bid: 9_971, ask: 9_980, size: 4)
        scene.ctx(50, oracle: 10_002)
        scene.bbo(60, bid: 9_971, ask: 9_979, size: 4)
        #expect(scene.found().count == 4)
    }

    @Test func theEndOfACrossClearsWhatWasEmitted() {
        var scene = connected()
        scene.ctx(0)
        scene.bbo(10, bid: 9_970, ask: 9_980)
        scene.bbo(20, bid: 9_970, ask: nil)
        scene.bbo(30, bid: 9_970, ask: 9_980)
        scene.bbo(40, bid: 9_970, ask: 9_999)
        scene.bbo(50, bid: 9_970, ask: 9_980)
        #expect(scene.found() == ["must buy 9980", "must buy 9980", "must buy 9980"])
    }

    @Test func aLostConnectionClearsBooksAndWhatWasEmitted() {
        var scene = connected()
        scene.ctx(0)
        scene.bbo(10, bid: 9_970, ask: 9_980)
        scene.lose(.expired)
        scene.connect()
        scene.ctx(20)
        scene.ctx(30, oracle: 10_003)
        #expect(scene.found() == ["must buy 9980"])
        scene.bbo(40, bid: 9_970, ask: 9_980)
        #expect(scene.found() == ["must buy 9980"])
    }

    @Test func costIsTheConfigured() {
        var policy = TruthPolicy()
        policy.costHundredths = 2_500
        var scene = Scene(policy: policy)
        scene.connect()
        scene.ctx(0)
        scene.bbo(10, bid: 9_970, ask: 9_976)
        scene.bbo(20, bid: 9_970, ask: 9_975)
        #expect(scene.found() == ["must buy 9975"])
    }

    @Test func lineIsTheGoldenOne() {
        let signal = TruthSignal(
            sentMs: 1_768_920_860_122, market: 1, side: .buy, classed: .inFlight, connection: 1,
            bestPxE8: 43_310_000_000, bestSizeE8: 300_000_000, oraclePxE8: 43_395_000_000,
            rawEdgeHundredths: 1_959)
        var bytes: [UInt8] = []
        TruthLine(marketKeys: ["xyz:0", "xyz:1"]).append(signal, to: &bytes)
        let golden = """
            {"sent_ms":1768920860122,"market":"xyz:1","side":"buy","class":"in-flight","connection":1,\
            "best_px":433.1,"best_size":3.0,"oracle_px":433.95,"raw_edge_bps":19.59}

            """
        #expect(String(decoding: bytes, as: UTF8.self) == golden)
    }
}
