import EngineCore
import EngineFeed
import EngineStore
import Testing

@testable import EngineService

@Suite struct ConfigurationTests {
    private func parse(
        _ text: String, _ overrides: EngineConfiguration.Overrides = .init()
    ) throws(ConfigurationError) -> EngineConfiguration {
        try .parse(Array(text.utf8), file: "engine.toml", overrides: overrides)
    }

    private func problem(_ text: String) -> String {
        do throws(ConfigurationError) {
            _ = try parse(text)
            return "taken"
        } catch {
            return error.description
        }
    }

    private static let least = "[persistence]\ndata_dir = \"d\"\n"

    @Test func defaultsAreTheDeployedOnes() throws {
        let read = try parse(Self.least)
        #expect(read.webSocket.authority == "api.hyperliquid.xyz")
        #expect(read.webSocket.isSecure && read.info.isSecure)
        #expect(read.info.path == "/info")
        #expect(read.dex == "xyz")
        #expect(read.detector.cost == .whole(11))
        #expect(read.detector.gates.bboAgeMS == 2_000)
        #expect(read.detector.gates.contextAgeMS == 8_000)
        #expect(read.detector.gates.markDivergence == .whole(50))
        #expect(read.detector.gates.spreadShock?.blocksAbove == Fixed8(mantissa: 6 * Fixed8.unit))
        #expect(read.detector.gates.timeRegression && read.detector.gates.openInterestCap)
        #expect(read.detector.gates.parameterChange && read.detector.gates.halt)
        #expect(read.store.spoolDirectory == "d-spool")
        #expect(read.store.syncInterval == .milliseconds(100))
        #expect(read.ops == .standard)
        #expect(!read.isSynthetic)
    }

    @Test func everyKeyIsRead() throws {
        let read = try parse(
            """
            mode = "observation"
            ws_url = "ws://127.0.0.1:8000/ws"
            info_url = "http://127.0.0.1:8001/info"
            xyz_pattern = "abc:*"
            [[markets]]
            coin = "abc:TSLA"
            [websocket]
            ca_file = "roots.pem"
            backoff_seed = 5
            ping_interval_ms = 20000
            meta_poll_ms = 60000
            [risk]
            sizing_alpha = 0.25
            max_notional = 500
            bbo_age_ms = 0
            ctx_age_ms = 9000
            mark_divergence_bps = 0
            spread_shock_ratio = 0.0
            time_regression = false
            open_interest_cap = false
            parameter_change = false
            halt = true
            [detector]
            taker_fee_bps = 4.5
            slippage_bps = 1
            min_edge_bps = 2.25
            [persistence]
            data_dir = "/d/"
            spool_dir = "/s"
            spool_bytes = 1048576
            sync_interval_ms = 5
            [telemetry]
            ops = "127.0.0.1:0"
            log_file = "l"
            log_max_bytes = 8192
            [clock]
            page = "p"
            synthetic_seed = 9
            """)
        #expect(read.webSocket.port == 8_000 && read.info.port == 8_001)
        #expect(read.dex == "abc" && read.coins == ["abc:TSLA"])
        #expect(read.feed.caFile == "roots.pem" && read.feed.seed == 5 && read.feed.pingIntervalMS == 20_000)
        #expect(read.feed.metaPollMS == 60_000)
        #expect(read.detector.sizingAlpha == Fixed8(mantissa: Fixed8.unit / 4))
        #expect(read.detector.maxNotional == Fixed8(mantissa: 500 * Fixed8.unit))
        #expect(read.detector.gates == GateLimits(contextAgeMS: 9_000, halt: true))
        #expect(read.detector.cost.description == "7.75")
        #expect(read.store.spoolDirectory == "/s" && read.store.spoolBytes == 1 << 20)
        #expect(read.store.syncInterval == .milliseconds(5))
        #expect(read.logFile == "l" && read.logBytesMax == 8_192)
        #expect(read.clock == .page(path: "p") && read.syntheticSeed == 9 && read.isSynthetic)
    }

    /// Five minutes unless it is said; 0 for never; never so often that the venue's budget would suffer.
    @Test func thePollOfTheTablesHasBounds() throws {
        #expect(try parse(Self.least).feed.metaPollMS == 300_000)
        for (value, taken) in [("0", Int64(0)), ("10000", 10_000), ("86400000", 86_400_000)] {
            #expect(try parse(Self.least + "[websocket]\nmeta_poll_ms = \(value)\n").feed.metaPollMS == taken)
        }
        for value in ["1", "9999"] {
            let said = problem(Self.least + "[websocket]\nmeta_poll_ms = \(value)\n")
            #expect(said.contains("meta_poll_ms = \(value)") && said.contains("10000 or more, or 0"))
        }
        for value in ["-1", "86400001", "\"often\""] {
            #expect(problem(Self.least + "[websocket]\nmeta_poll_ms = \(value)\n").contains("meta_poll_ms"))
        }
    }

    @Test func commandLineComesFirst() throws {
        let read = try parse(
            "ws_url = \"wss://a/ws\"\ninfo_url = \"https://b/info\"\n" + Self.least,
            .init(webSocketURL: "ws://127.0.0.1:7/ws", dataDirectory: "other", ops: "127.0.0.1:1"))
        #expect(read.webSocket.authority == "127.0.0.1:7")
        #expect(read.info.authority == "127.0.0.1:7")
        #expect(read.store.dataDirectory == "other" && read.store.spoolDirectory == "other-spool")
        #expect(read.ops.port == 1)
    }

    @Test(arguments: [
        (
            "[websocket]\nping_intervall_ms = 1",
            "unknown key ping_intervall_ms in [websocket]; did you mean ping_interval_ms?"
        ),
        ("[websokcet]\n", "unknown key websokcet at the top of the file; did you mean websocket?"),
        ("[risk]\nzzzzzzzz = 1", "unknown key zzzzzzzz in [risk]; known are sizing_alpha"),
        (
            "private_key = \"0x1\"",
            "private_key belongs to trading: this engine only watches and never holds a key"
        ),
        ("[trading]\nenabled = true", "trading belongs to trading"),
        ("[risk]\nleverage = 3", "risk.leverage belongs to trading"),
        ("[persistence.wallet]\nx = 1", "persistence.wallet belongs to trading"),
        ("mode = \"live_trading\"", "belongs to trading"),
        ("ws_url = \"http://x/ws\"", "ws_url = \"http://x/ws\": the scheme must be ws or wss"),
        ("ws_url = 5", "ws_url must be a text in quotes"),
        ("info_url = \"ftp://x\"", "info_url = \"ftp://x\": the scheme must be http or https"),
        ("xyz_pattern = \"XYZ\"", "xyz_pattern = \"XYZ\" is no dex name"),
        ("[risk]\nbbo_age_ms = -1", "risk.bbo_age_ms = -1 is not between 0 and"),
        ("[risk]\nbbo_age_ms = 2.5", "risk.bbo_age_ms must be a whole number"),
        ("[risk]\nhalt = 1", "risk.halt must be true or false"),
        (
            "[risk]\ntime_regresion = true",
            "unknown key time_regresion in [risk]; did you mean time_regression?"
        ),
        (
            "[websocket]\nping_interval_ms = 70000",
            "the venue ends what is silent for 60000 ms; write 50000 or less"
        ),
        ("[websocket]\nbackoff_first_ms = 5000\nbackoff_max_ms = 200", "is above backoff_max_ms = 200"),
        ("[[markets]]\ncoin = \"\"", #"markets: "" is no coin of xyz; write "xyz:TSLA""#),
        ("[[markets]]\ncoin = \"TSLA\"", #"markets: "TSLA" is no coin of xyz"#),
        ("[[markets]]\ncoin = \"xyz:A\"\n[[markets]]\ncoin = \"xyz:A\"", "xyz:A stands there twice"),
        ("[risk]\nsizing_alpha = -0.1", "risk.sizing_alpha = -0.1 must be a number from 0"),
        ("[detector]\ntaker_fee_bps = 1.00001", "detector.taker_fee_bps = 1.00001 must be a number of bps"),
        ("[detector]\ntaker_fee_bps = \"4\"", "detector.taker_fee_bps must be a number"),
        (
            "[persistence]\nsync_interval_ms = 4",
            "persistence.sync_interval_ms = 4 must be from 5 to 1000, or 0 for a sync of each record at once"
        ),
        ("[persistence]\nspool_bytes = 100", "persistence.spool_bytes = 100 is not between"),
        ("[telemetry]\nops = \"9646\"", "telemetry.ops = \"9646\" is no HOST:PORT"),
        ("[[markets]]\nname = \"x\"", "number 1 lacks its coin"),
        ("markets = [5]", "markets holds something that is neither"),
        ("telemetry = 5", "telemetry must be a table"),
        ("mode = ", "line 1: no TOML"),
    ]) func mistakesAreNamed(text: String, expected: String) {
        let rest = text.contains("[persistence]\n") ? "\ndata_dir = \"d\"\n" : "\n" + Self.least
        let found = problem(text + rest)
        #expect(found.hasPrefix("engine.toml: "))
        #expect(found.contains(expected), "\(found)")
        #expect(!found.contains("\n"))
    }

    @Test(arguments: [
        ("d", ""), ("d", "d"), ("d", "./d/"), ("d", "d/spool"), ("/a/d/", "/a//d/s"), (".", "spool"),
    ])
    func theSpoolIsNotWhereTheDataIs(data: String, spool: String) {
        let found = problem("[persistence]\ndata_dir = \"\(data)\"\nspool_dir = \"\(spool)\"\n")
        #expect(found.contains("spool_dir = \"\(spool)\" must be outside of data_dir"), "\(found)")
    }

    @Test(arguments: [
        ("d", "d-spool"), ("d", "d/../s"), ("d", "/d"), ("/d", "d"), ("/a/d", "/a/e"), (".", "../s"),
    ])
    func theSpoolMayBeAnywhereElse(data: String, spool: String) throws {
        let read = try parse("[persistence]\ndata_dir = \"\(data)\"\nspool_dir = \"\(spool)\"\n")
        #expect(read.store.spoolDirectory == spool)
    }

    @Test func dataDirectoryMustBeNamed() { #expect(problem("").contains("persistence.data_dir is missing")) }

    @Test func fastClocksNeedPatientGates() throws {
        var read = try parse(Self.least)
        #expect(read.problem(atRate: 10) == nil)
        #expect(try #require(read.problem(atRate: 10.5)).contains("risk.bbo_age_ms = 2000 is too short"))
        read.detector.gates.bboAgeMS = nil
        #expect(try #require(read.problem(atRate: 300)).contains("risk.ctx_age_ms = 8000 is too short"))
        read.detector.gates.contextAgeMS = 60_000
        #expect(read.problem(atRate: 300) == nil)
    }

    @Test(arguments: [
        ("127.0.0.1:80", "127.0.0.1", 80), ("[::1]:0", "::1", 0), ("localhost:65535", "localhost", 65_535),
    ]) func opsAddresses(text: String, host: String, port: Int) {
        #expect(OpsAddress(text) == OpsAddress(host: host, port: port))
    }

    @Test(arguments: ["", "80", ":80", "x:", "x:65536", "x:-1", "x:y"])
    func whatIsNoOpsAddress(text: String) { #expect(OpsAddress(text) == nil) }
}
