/// The ledger of the engine and the journal of the runner, as a day without any trouble leaves them.
struct RunBooks {
    /// The exchange ends a connection after so many minutes.
    private static let lifetimeMinutes: Int64 = 167
    private static let awayMS: Int64 = 2_000
    private static let feed =
        "{\"host\":\"api.hyperliquid.xyz\",\"port\":443,\"synthetic\":false,\"seed\":null}"
    /// So few that a day of 2,000,000 does not leave the judge in doubt whether the log holds anything else.
    private static let logBytesPerSignal: Int64 = 90

    private let data: String
    private let startMS: Int64
    private let endMS: Int64
    private let markets: Int
    private let ledger: ChainedFile
    private let journal: ChainedFile
    private var connection: Int64 = 1
    private var minutes: Int64 = 0

    init(folder: String, startMS: Int64, endMS: Int64, markets: Int) throws {
        data = "\(folder)/data"
        self.startMS = startMS
        self.endMS = endMS
        self.markets = markets
        ledger = try ChainedFile(.ledger, folder: data, name: "ledger_\(CivilDate.text(startMS)).jsonl")
        journal = try ChainedFile(.journal, folder: folder, name: "journal.jsonl")
        try begin()
    }

    private func begin() throws {
        try journal.say(
            "run-started", startMS,
            ",\"run_id\":\"bench\",\"command\":\"dod-bench generate\",\"scenario\":null,\"seed\":null,\"feed\":\(Self.feed),\"window\":{\"from_ms\":\(startMS),\"to_ms\":\(endMS)},\"rate\":1.0,\"faults\":[],\"versions\":{\"soak\":\"1\",\"engine\":\"1\"}"
        )
        try journal.say("engine-started", startMS, ",\"pid\":4242,\"generation\":1,\"reason\":\"first\"")
        try ledger.say(
            "start", startMS,
            ",\"run_id\":\"bench\",\"pid\":4242,\"version\":\"1\",\"uid\":1000,\"config\":{\"fee_bps\":4.0,\"slippage_bps\":2.0,\"min_edge_bps\":5.0,\"sizing_alpha\":0.1,\"max_notional\":1000000.0,\"gates\":{\"bbo_age_ms\":2000,\"ctx_age_ms\":8000,\"mark_divergence_bps\":50.0,\"spread_shock_ratio\":6.0,\"time_regression\":true,\"open_interest_cap\":true,\"parameter_change\":true,\"halt\":true}},\"config_crc32c\":\"00000000\",\"clock\":{\"source\":\"system\",\"rate\":1.0,\"origin_ms\":0},\"feed\":\(Self.feed),\"data_dir\":\"data\",\"spool_dir\":\"spool\""
        )
        let listed = (0..<markets).map {
            "{\"market\":\"xyz:\($0)\",\"coin\":\"\(MarketNames.coin($0))\",\"sz_decimals\":3,\"delisted\":false}"
        }
        try ledger.say(
            "universe", startMS, ",\"event\":\"snapshot\",\"markets\":[\(listed.joined(separator: ","))]")
        try connect(startMS)
    }

    private func connect(_ atMS: Int64) throws {
        for event in ["connected", "subscribed", "ready"] {
            try ledger.say(
                "connection", atMS,
                ",\"event\":\"\(event)\",\"connection\":\(connection),\"cause\":null,\"detail\":null")
        }
    }

    func seal(_ ranges: [String], atMS: Int64) throws {
        try ledger.say("seal", atMS, ",\"late\":false,\"files\":[\(ranges.joined(separator: ","))]")
    }

    /// The line of the minute that began at `beginMS`; every 167 minutes the exchange ended the connection in it.
    mutating func minute(
        _ beginMS: Int64, _ tally: MinuteCounts, _ model: inout CrossModel, signals: Int64
    ) throws {
        minutes += 1
        let isCut = minutes % Self.lifetimeMinutes == 0
        let lastMS = beginMS + GeneratedRun.minuteMS - 1
        if isCut {
            try ledger.say(
                "connection", lastMS,
                ",\"event\":\"lost\",\"connection\":\(connection),\"cause\":\"expired\",\"detail\":null")
        }
        let connectedMS = isCut ? GeneratedRun.minuteMS - Self.awayMS : GeneratedRun.minuteMS
        var rows: [String] = []
        var frames: Int64 = 0
        for market in 0..<markets {
            let bbo = 90 + model.below(120)
            frames += bbo + 58
            rows.append(row(market, bbo: bbo, connectedMS, tally, &model))
        }
        try ledger.say(
            "minute", lastMS,
            ",\"minute_ms\":\(beginMS),\"observed_ms\":60000,\"feed\":{\"connected_ms\":\(connectedMS),\"frames_in\":\(frames),\"messages_out\":3,\"posts_in_flight_max\":0,\"reconnects\":{\"expired\":\(isCut ? 1 : 0),\"inactive\":0,\"closed\":0,\"refused\":0,\"stalled\":0,\"error\":0},\"unknown\":0,\"malformed\":0,\"ping_rtt_ms_max\":\(10 + model.below(40))},\"process\":{\"rss_bytes\":\(24_000_000 + model.below(64) * 4_096),\"open_files\":14,\"log_error\":0,\"log_warning\":\(isCut ? 1 : 0),\"log_info\":\(2 + model.below(4))},\"markets\":[\(rows.joined(separator: ","))]"
        )
        if isCut {
            connection += 1
            try connect(lastMS)
        }
        try journal.say(
            "sample", lastMS,
            ",\"rss_bytes\":24000000,\"cpu_ms\":\(minutes * 900),\"open_files\":14,\"data_bytes\":\(signals * 1_400),\"log_bytes\":\(signals * Self.logBytesPerSignal + minutes * 400)"
        )
    }

    private func row(
        _ market: Int, bbo: Int64, _ connectedMS: Int64, _ tally: MinuteCounts, _ model: inout CrossModel
    ) -> String {
        let followups = tally.followups[market]
        let ages = (0..<6).map { "[\($0 + 4),\(1 + model.below(30))]" }.joined(separator: ",")
        let fresh = "[[0,\(bbo - 20)],[7,12],[8,8]]"
        return
            "{\"market\":\"xyz:\(market)\",\"bbo\":\(bbo),\"ctx\":58,\"bbo_null\":0,\"two_sided_ms\":\(connectedMS),\"silence_ms_max\":\(900 + model.below(1_200)),\"oracle_changes\":\(10 + model.below(20)),\"crosses_buy\":\(tally.crosses[2 * market]),\"crosses_sell\":\(tally.crosses[2 * market + 1]),\"signals\":\(tally.signals[market]),\"followups_due\":\(followups),\"followups_taken\":\(followups),\"followups_missed\":0,\"followups_interrupted\":0,\"blocked\":{},\"blocked_ms\":{},\"ctx_age_ms\":[\(ages)],\"bbo_age_ms\":\(fresh),\"interval_ms\":[[8,\(bbo / 2)],[9,\(bbo / 3)],[10,4]],\"cross_ticks\":[[1,2],[2,3],[3,\(1 + model.below(3))]]}"
    }

    func dayEnd(atMS: Int64, _ totals: String, signals: Int64, followups: Int64) throws {
        try ledger.say(
            "day-end", atMS, "\(totals),\"signals\":\(signals),\"followups\":\(followups),\"dropped\":0")
    }

    func turn(toMS: Int64) throws {
        try ledger.turn(folder: data, name: "ledger_\(CivilDate.text(toMS)).jsonl")
    }

    func finish(_ totals: String, signals: Int64, followups: Int64) throws {
        try ledger.say(
            "connection", endMS,
            ",\"event\":\"lost\",\"connection\":\(connection),\"cause\":\"shutdown\",\"detail\":null")
        try ledger.say(
            "stop", endMS, "\(totals),\"signals\":\(signals),\"followups\":\(followups),\"dropped\":0")
        try journal.say(
            "engine-exited", endMS,
            ",\"pid\":4242,\"generation\":1,\"code\":0,\"signal\":null,\"during\":null")
        try journal.say("run-ended", endMS, ",\"outcome\":\"completed\",\"engine_exit\":\"code 0\"")
        try ledger.flush()
        try journal.flush()
    }
}
