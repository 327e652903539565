import SoakObserver
import SoakTruth
import Testing

/// The observer's stream to lines of truth, in the machine's own time.
@Suite struct ObserverMachineTests {
    private static let meta =
        #"{"universe":[{"szDecimals":4,"name":"xyz:A","maxLeverage":20},{"szDecimals":3,"name":"xyz:B","maxLeverage":20},{"szDecimals":3,"name":"xyz:C","maxLeverage":10,"isDelisted":true}]}"#
    private static let fromMs: Int64 = 1_768_920_000_000

    private var machine: ObserverMachine
    private var nowMs = fromMs

    init() {
        machine = ObserverMachine(
            dex: "xyz", policy: EngineTerms.deployed, connections: 4, watchedMsMin: 2_000)
    }

    private mutating func say(_ text: String, afterMs: Int64) {
        nowMs += afterMs
        machine.take(Array(text.utf8), wallMs: nowMs, steadyNs: nowMs * 1_000_000)
    }

    private mutating func open() -> [String] {
        let isKnown = machine.answered(meta: Array(Self.meta.utf8), perpDexs: nil, atMs: nowMs)
        #expect(isKnown)
        return machine.connected(wallMs: nowMs, steadyNs: nowMs * 1_000_000)
    }

    private mutating func context(_ oracle: String, afterMs: Int64 = 0) {
        say(
            #"{"channel":"activeAssetCtx","data":{"coin":"xyz:B","ctx":{"oraclePx":"\#(oracle)","markPx":"100.0","openInterest":"5.0"}}}"#,
            afterMs: afterMs)
    }

    private mutating func book(bid: String, ask: String, afterMs: Int64 = 0) {
        say(
            #"{"channel":"bbo","data":{"coin":"xyz:B","time":\#(nowMs),"bbo":[{"px":"\#(bid)","sz":"2.0","n":1},{"px":"\#(ask)","sz":"3.0","n":1}]}}"#,
            afterMs: afterMs)
    }

    @Test mutating func subscribesToWhatIsListed() {
        let texts = open()
        #expect(machine.marketCount == 2)
        #expect(texts.count == 4)
        #expect(texts[2] == #"{"method":"subscribe","subscription":{"type":"bbo","coin":"xyz:B"}}"#)
    }

    @Test mutating func aClearSignalIsALineOfTheTruth() {
        _ = open()
        context("100.0")
        book(bid: "99.95", ask: "100.05")
        for _ in 0..<5 { context("100.0", afterMs: 1_000) }
        // 20 bps below the oracle, and it stays.
        book(bid: "99.75", ask: "99.8")
        machine.pass(wallMs: nowMs + 1_000)
        let lines = machine.takeLines()
        #expect(
            String(decoding: lines.signals, as: UTF8.self)
                == #"{"sent_ms":\#(nowMs),"market":"xyz:1","side":"buy","class":"must","connection":5,"best_px":99.8,"best_size":3.0,"oracle_px":100.0,"raw_edge_bps":20.0}"#
                + "\n")
        #expect(machine.clearCount == 1)
        #expect(
            String(decoding: lines.connections, as: UTF8.self)
                == #"{"connection":5,"event":"up","at_ms":\#(Self.fromMs),"cause":null}"# + "\n")
        let again = machine.takeLines()
        #expect(again.signals.isEmpty, "each once")
    }

    @Test mutating func aFlickerIsAmbiguous() {
        _ = open()
        context("100.0")
        book(bid: "99.95", ask: "100.05")
        for _ in 0..<5 { context("100.0", afterMs: 1_000) }
        book(bid: "99.75", ask: "99.8")
        book(bid: "99.95", ask: "100.05", afterMs: 200)
        #expect(machine.clearCount == 0 && machine.ambiguousCount == 1)
    }

    @Test mutating func aLostConnectionIsALineAndClearsTheBooks() {
        _ = open()
        context("100.0")
        book(bid: "99.95", ask: "100.05")
        machine.lost(wallMs: nowMs + 500, steadyNs: nowMs * 1_000_000)
        _ = machine.takeLines()
        machine.lost(wallMs: nowMs + 900, steadyNs: nowMs * 1_000_000)
        let more = machine.takeLines()
        #expect(more.connections.isEmpty, "it was gone already")
        _ = machine.connected(wallMs: nowMs + 1_000, steadyNs: nowMs * 1_000_000)
        book(bid: "99.75", ask: "99.8", afterMs: 1_000)
        machine.pass(wallMs: nowMs + 5_000)
        let lines = machine.takeLines()
        #expect(lines.signals.isEmpty, "no oracle is known any more")
        #expect(String(decoding: lines.connections, as: UTF8.self).contains(#""connection":6,"event":"up""#))
    }

    @Test mutating func minutesCountWhatCame() {
        _ = open()
        context("100.0")
        book(bid: "99.95", ask: "100.05")
        machine.finish(wallMs: Self.fromMs + 90_000, steadyNs: nowMs * 1_000_000)
        let minutes = String(decoding: machine.takeLines().minutes, as: UTF8.self).split(separator: "\n")
        #expect(
            minutes.first.map(String.init)
                == #"{"minute_ms":\#(Self.fromMs),"connected_ms":60000,"markets":[{"market":"xyz:1","bbo":1,"ctx":1}]}"#
        )
        #expect(
            minutes.last.map(String.init)
                == #"{"minute_ms":\#(Self.fromMs + 60_000),"connected_ms":30000,"markets":[]}"#)
    }

    @Test mutating func whatCannotBeReadIsCounted() {
        _ = open()
        say("hello", afterMs: 1)
        say(#"{"channel":"bbo","data":{"coin":"xyz:Z","time":1,"bbo":[null,null]}}"#, afterMs: 1)
        context("1e5")
        #expect(machine.unreadable == 3)
        let isKnown = machine.answered(meta: Array("null".utf8), perpDexs: nil, atMs: nowMs)
        #expect(!isKnown)
    }
}

/// Costs and gates out of an engine's configuration.
@Suite struct EngineTermsTests {
    @Test func whatIsLeftOutIsAsDeployed() throws {
        #expect(try EngineTerms.policy(of: "mode = \"observe\"\n") == EngineTerms.deployed)
        #expect(EngineTerms.deployed.costHundredths == 1_100 && EngineTerms.deployed.ctxAgeMs == 8_000)
    }

    @Test func whatIsSaidHolds() throws {
        let policy = try EngineTerms.policy(
            of:
                "[detector]\ntaker_fee_bps = 4.5\nmin_edge_bps = 3\n[risk]\nbbo_age_ms = 0\nspread_shock_ratio = 4\nhalt = false\n"
        )
        #expect(policy.costHundredths == 950)
        #expect(policy.bboAgeMs == nil && policy.spreadShockRatio == 4 && !policy.halt)
        #expect(throws: EngineTerms.Flaw.self) { try EngineTerms.policy(of: "[detector") }
        #expect(EngineTerms.place(of: "xyz_pattern = \"abc\"\n[websocket]\nca_file = \"r.pem\"").dex == "abc")
    }
}
