import SoakVenue
import Testing

/// What a probe says of a venue: each difference is shown on a stream with that one difference.
@Suite struct ProbeMachineTests {
    private func staged(_ change: (inout StagedVenue) -> Void = { _ in }) -> StagedVenue {
        var venue = StagedVenue()
        venue.open()
        venue.stream()
        change(&venue)
        venue.machine.unknownCoinEnded(.cut, afterMs: 100)
        return venue
    }

    @Test func aVenueAsDescribedIsSaidToBe() {
        let report = staged().report()
        #expect(report.isAsDescribed, "\(report.lines.joined(separator: "\n"))")
        #expect(report.texts(.same).count == report.findings.count - 1, "only the limits are not tried")
        #expect(report.texts(.unseen).count == 1)
        #expect(report.connections == 1)
        // Two a market, one book, one twice, nonsense, a ping.
        #expect(report.messagesOut == 2 * 32 + 4)
    }

    @Test func anIndexThatMovedIsNamed() {
        var venue = StagedVenue()
        venue.open(
            meta: StagedVenue.meta { index, _, decimals in
                index == 26 ? #"{"szDecimals":\#(decimals),"name":"xyz:RIVN","maxLeverage":10}"# : nil
            })
        venue.stream()
        #expect(venue.outcome("indices") == .differs)
        #expect(venue.text("indices").contains("xyz:26 is xyz:RIVN, not xyz:SILVER"))
        #expect(venue.report().isUsable, "a moved index is the engine's to live with")
    }

    @Test func otherDecimalsAreNamed() {
        var venue = StagedVenue()
        venue.open(
            meta: StagedVenue.meta { index, coin, _ in
                index == 1 ? #"{"szDecimals":7,"name":"\#(coin)","maxLeverage":20}"# : nil
            })
        #expect(venue.text("indices").contains("xyz:TSLA has 7, not 3"))
    }

    @Test func newKeysAreNamed() {
        var venue = StagedVenue()
        venue.open(
            meta: StagedVenue.meta { index, coin, decimals in
                index == 3
                    ? #"{"szDecimals":\#(decimals),"name":"\#(coin)","maxLeverage":20,"tick":"0.1"}"# : nil
            })
        #expect(venue.outcome("meta") == .differs)
        #expect(venue.text("meta").contains("new key tick"))
        let other = staged { $0.context("xyz:TSLA", extra: #","mood":"good""#) }
        #expect(other.text("contexts").contains("new key mood (1 x)"))
    }

    @Test func anAcknowledgementThatDoesNotComeIsNamed() {
        var venue = StagedVenue()
        venue.open(except: ["bbo xyz:TSLA"])
        #expect(venue.outcome("acks") == .differs)
        #expect(venue.text("acks").contains("bbo xyz:TSLA"))
        // What comes all the same came before its acknowledgement.
        venue.bbo("xyz:TSLA")
        #expect(venue.text("acks").contains("1 messages came before"))
    }

    @Test func contextsAtAnotherPaceAreNamed() {
        var venue = StagedVenue()
        venue.open()
        venue.stream(everyMs: 2_000)
        #expect(venue.outcome("cadence") == .differs)
        #expect(venue.text("cadence").hasPrefix("contexts every 2000 ms"))
    }

    @Test func aSilentMarketIsNamed() {
        var venue = StagedVenue()
        venue.open()
        venue.stream(without: "xyz:GOLD")
        #expect(venue.outcome("cadence") == .differs)
        #expect(venue.text("cadence").contains("silent: xyz:GOLD"))
    }

    @Test func aVenueWithoutContextsCannotBeUsed() {
        var venue = StagedVenue()
        venue.open()
        #expect(venue.outcome("cadence") == .wrong)
        #expect(!venue.report().isUsable)
    }

    @Test(arguments: [(3_600_000, "1 h"), (-3_600_000, "1 h"), (90_000, "90 s")])
    func aClockThatIsOffIsSaidToBe(offMs: Int64, span: String) {
        var venue = StagedVenue()
        venue.open()
        venue.stream(lagMs: 250 + offMs)
        #expect(venue.outcome("clock") == .wrong)
        #expect(venue.text("clock").contains("off by \(span)") || span == "1 h", "\(venue.text("clock"))")
        #expect(!venue.report().isUsable)
    }

    @Test func aLittleLagDiffersOnly() {
        var venue = StagedVenue()
        venue.open()
        venue.stream(lagMs: 5_000)
        #expect(venue.outcome("clock") == .differs)
        #expect(venue.report().isUsable)
    }

    @Test func numbersInAnotherFormAreNamed() {
        #expect(staged { $0.bbo("xyz:TSLA", bid: "378.95") }.text("bbo").contains("px is no string"))
        #expect(
            staged { $0.bbo("xyz:TSLA", bid: "\"3.8e2\"") }.text("bbo").contains(
                "px is no decimal with a dot (1 x, as 3.8e2)"))
        #expect(
            staged { $0.context("xyz:TSLA", oracle: "433") }.text("contexts").contains(
                "oraclePx is no decimal"))
    }

    @Test func anOracleThatRunsIsNamed() {
        let venue = staged {
            for price in ["500.5", "501.5", "502.5"] {
                $0.context("xyz:TSLA", oracle: price)
                $0.pass(ms: 500)
            }
        }
        #expect(venue.outcome("oracle") == .differs)
        #expect(venue.text("oracle").contains("500 ms apart"))
    }

    @Test func strangersAndEndsAreNamed() {
        let venue = staged {
            $0.say(#"{"channel":"weather","data":1}"#)
            $0.say("Websocket connection established.")
            $0.happen(.protocolPing)
            $0.happen(.closed(.closeFrame(code: 1000, reason: "Expired")))
        }
        #expect(venue.text("connection").contains("unknown channel weather"))
        #expect(
            venue.text("connection").contains("no JSON message (1 x, as Websocket connection established.)"))
        #expect(venue.text("connection").contains("1000 Expired"))
        #expect(venue.outcome("heartbeat") == .differs)
    }

    @Test func anUnknownCoinThatIsToleratedIsNamed() {
        var venue = staged()
        venue.machine.unknownCoinEnded(nil, afterMs: 3_000)
        #expect(venue.outcome("unknown coin") == .differs)
        venue.machine.unknownCoinEnded(.closeFrame(code: 1008, reason: "no"), afterMs: 90)
        #expect(venue.text("unknown coin").contains("1008 no"))
    }

    @Test func anAnswerThatIsNoneEndsIt() {
        var venue = StagedVenue()
        venue.machine.perpDexs(StagedVenue.answer(StagedVenue.perpDexs))
        venue.machine.meta(StagedVenue.answer("null", status: 429))
        #expect(!venue.machine.hasMarkets)
        #expect(venue.report().texts(.wrong) == ["meta: status 429: null"])
        var alphabetical = StagedVenue()
        alphabetical.machine.perpDexs(StagedVenue.answer(#"[{"name":"xyz"}]"#))
        #expect(alphabetical.outcome("perpDexs") == .differs)
        var absent = StagedVenue()
        absent.machine.perpDexs(StagedVenue.answer(#"[null,{"name":"abc"}]"#))
        #expect(absent.outcome("perpDexs") == .wrong)
    }

    @Test func aPingGoesOutAllTwentySeconds() {
        var machine = ProbeMachine(dex: "xyz")
        #expect(machine.due(steadyNs: 0).count == 1)
        #expect(machine.due(steadyNs: ProbeMachine.pingEveryNs - 1).isEmpty)
        #expect(machine.due(steadyNs: ProbeMachine.pingEveryNs).count == 1)
    }
}
