import SoakTruth
import Testing

/// What the machine says about frames that never went out, and about those that may never have arrived.
@Suite struct ConnectionTests {
    @Test func signalsOfTheStreamAreAwayWhileNothingIsSubscribed() {
        var scene = Scene()
        scene.unsentCtx(0)
        scene.unsentBbo(10, bid: 9_970, ask: 9_980)
        scene.unsentBbo(20, bid: 9_970, ask: 9_980)
        scene.connect()
        // Subscribed, but not sent yet: nobody's signal.
        scene.unsentBbo(30, bid: 9_970, ask: 9_979)
        scene.ctx(40)
        scene.bbo(50, bid: 9_970, ask: 9_980)
        scene.lose(.expired)
        scene.unsentCtx(60, oracle: 10_001)
        scene.unsentBbo(70, bid: 9_970, ask: 9_981)
        #expect(scene.found() == ["away buy 9980", "must buy 9980", "away buy 9981"])
        #expect(scene.machine.counts.away == 2)
        #expect(scene.machine.counts.must == 1)
    }

    @Test func awayUntilBothChannelsAreSubscribed() {
        var scene = Scene()
        scene.machine.connected(1, realNs: 0)
        scene.machine.subscribed(.bbo, market: 0)
        scene.unsentCtx(0)
        scene.bbo(10, bid: 9_970, ask: 9_980)
        scene.machine.subscribed(.ctx, market: 0)
        scene.ctx(20)
        #expect(scene.found() == ["away buy 9980", "must buy 9980"])
    }

    @Test func unsubscribingMakesItAwayAgain() {
        var scene = Scene()
        scene.connect()
        scene.ctx(0)
        scene.machine.unsubscribed(.bbo, market: 0)
        scene.unsentBbo(10, bid: 9_970, ask: 9_980)
        scene.ctx(20)
        #expect(scene.found() == ["away buy 9980"])
    }

    @Test func subscribingAnewForgetsNothing() {
        var scene = Scene()
        scene.connect()
        scene.ctx(0)
        scene.machine.unsubscribed(.ctx, market: 0)
        scene.machine.subscribed(.ctx, market: 0)
        scene.bbo(10, bid: 9_970, ask: 9_980)
        #expect(scene.found() == ["must buy 9980"])
    }

    @Test(arguments: [ConnectionEnd.client, .lost])
    func theLastFiftyMsBeforeAVanishedClientAreInFlight(end: ConnectionEnd) {
        var scene = Scene()
        scene.connect()
        scene.ctx(0)
        scene.bbo(10, bid: 9_970, ask: 9_980)
        scene.pass(realMs: 20)
        scene.bbo(20, bid: 9_970, ask: 9_979)
        scene.pass(realMs: 40)
        scene.bbo(30, bid: 9_970, ask: 9_978)
        scene.lose(end)
        #expect(scene.found() == ["must buy 9980", "in-flight buy 9979", "in-flight buy 9978"])
        #expect(scene.machine.counts.inFlight == 2)
    }

    @Test func anOrderlyCloseLosesNothing() {
        var scene = Scene()
        scene.connect()
        scene.ctx(0)
        scene.bbo(10, bid: 9_970, ask: 9_980)
        scene.lose(.expired)
        #expect(scene.found() == ["must buy 9980"])
    }

    @Test func aNewConnectionEndsTheOldOne() {
        var scene = Scene()
        scene.connect()
        scene.ctx(0)
        scene.bbo(10, bid: 9_970, ask: 9_980)
        scene.connect()
        scene.ctx(20)
        scene.bbo(30, bid: 9_970, ask: 9_980)
        #expect(scene.found() == ["in-flight buy 9980", "must buy 9980"])
    }

    @Test func nothingIsHandedOutBeforeItIsFinal() {
        var scene = Scene()
        scene.connect()
        scene.ctx(0)
        scene.bbo(10, bid: 9_970, ask: 9_980)
        scene.pass(realMs: 50)
        let early = scene.machine.takeSettled()
        scene.pass(realMs: 1)
        let settled = scene.machine.takeSettled()
        let next = scene.machine.takeSettled()
        #expect(early == nil)
        #expect(settled?.classed == .must)
        #expect(next == nil)
    }

    @Test func signalsKeepTheirNumbersAndConnection() throws {
        var scene = Scene()
        scene.connect()
        scene.lose(.lost)
        scene.connect()
        scene.ctx(1_000)
        scene.bbo(1_010, bid: 9_970, ask: 9_980)
        scene.machine.finish()
        let settled = scene.machine.takeSettled()
        let signal = try #require(settled)
        #expect(signal.connection == 2)
        #expect(signal.sentMs == 1_010)
        #expect(signal.rawEdgeHundredths == 2_000)
        #expect(signal.bestSizeE8 == 300_000_000)
    }
}
