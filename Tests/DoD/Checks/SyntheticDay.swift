import DoDChecks
import DoDFormat

/// A small run that is right in every byte: signals, follow-ups, ledger, journal and truth of some minutes
/// with two markets. A test changes one thing and sees what the judge makes of it.
struct SyntheticDay {
    /// 2026-01-20T07:13:00Z, the beginning of a minute.
    static let startMS: Int64 = 1_768_893_180_000
    static let minuteMS: Int64 = 60_000

    var minutes: Int
    var startMS = SyntheticDay.startMS
    /// Lines of the ledger and the journal before they are chained; tests may change them.
    var ledger: [DayLine] = []
    var journal: [DayLine] = []
    /// Lines of the truth; the summary counts them.
    var truth: [String] = []
    var truthIsComplete = true
    var truthHasSummary = true
    /// Content of the data directory by name, the ledger aside.
    var data: [String: [UInt8]] = [:]
    var signals: [DaySignal] = []

    private var sealed: [String: Int] = [:]
    private var sealedRecords: [String: Int] = [:]
    var feed = "{\"host\":\"127.0.0.1\",\"port\":4000,\"synthetic\":true,\"seed\":7}"
    var clock = "{\"source\":\"page\",\"rate\":300.0,\"origin_ms\":\(SyntheticDay.startMS)}"
    var rate = "300.0"
    /// What the machine's clock showed when the engine's showed this, as the journal has it.
    var wallMS: ((Int64) -> Int64)?

    /// `isRealTime`: synthetic, by a clock page at rate 1. `killAt`: the minute in which the engine dies in the middle of a line and comes back.
    init(
        minutes: Int = 4, startMS: Int64 = SyntheticDay.startMS, killAt: Int? = nil, isLive: Bool = false,
        isRealTime: Bool = false
    ) {
        self.minutes = minutes
        self.startMS = startMS
        if isLive {
            feed = "{\"host\":\"api.hyperliquid.xyz\",\"port\":443,\"synthetic\":false,\"seed\":null}"
            clock = "{\"source\":\"system\",\"rate\":1.0,\"origin_ms\":0}"
            rate = "1.0"
            wallMS = { $0 }
        } else if isRealTime {
            clock = "{\"source\":\"page\",\"rate\":1.0,\"origin_ms\":\(startMS)}"
            rate = "1.0"
            wallMS = { 1_790_000_000_000 + $0 - startMS }
        }
        journalStart(faults: killAt == nil ? [] : ["torn-1"])
        begin(atMS: startMS, connection: 1)
        for minute in 0..<minutes {
            if minute == killAt { killed(in: minute) } else { wholeMinute(minute) }
        }
        end()
    }

    func day(_ ms: Int64) -> String { "\(UTCDay(containing: ms))" }

    mutating func say(_ type: String, _ atMS: Int64, _ members: String) {
        ledger.append(DayLine(type: type, atMS: atMS, members: members))
    }

    mutating func tell(_ type: String, _ atMS: Int64, _ members: String) {
        journal.append(DayLine(type: type, atMS: atMS, members: members))
    }

    private mutating func journalStart(faults: [String]) {
        let ids = faults.map { "\"\($0)\"" }.joined(separator: ",")
        tell(
            "run-started", startMS,
            "\"run_id\":\"r1\",\"command\":\"soak\",\"scenario\":null,\"seed\":7,\"feed\":\(feed),\"window\":{\"from_ms\":\(startMS),\"to_ms\":\(startMS + Int64(minutes) * Self.minuteMS)},\"rate\":\(rate),\"faults\":[\(ids)],\"versions\":{\"soak\":\"1\",\"engine\":\"1\"}"
        )
        tell("engine-started", startMS, "\"pid\":11,\"generation\":1,\"reason\":\"first\"")
    }

    private mutating func begin(atMS: Int64, connection: Int) {
        say(
            "start", atMS,
            "\"run_id\":\"e1\",\"pid\":11,\"version\":\"1\",\"uid\":1000,\"config\":{\"fee_bps\":4.0,\"slippage_bps\":2.0,\"min_edge_bps\":5.0,\"sizing_alpha\":0.1,\"max_notional\":1000.0,\"gates\":{\"bbo_age_ms\":60000}},\"config_crc32c\":\"00000000\",\"clock\":\(clock),\"feed\":\(feed),\"data_dir\":\"d\",\"spool_dir\":\"s\""
        )
        let markets = [0, 1].map {
            "{\"market\":\"xyz:\($0)\",\"coin\":\"xyz:M\($0)\",\"sz_decimals\":2,\"delisted\":false}"
        }
        say("universe", atMS, "\"event\":\"snapshot\",\"markets\":[\(markets.joined(separator: ","))]")
        for event in ["connected", "subscribed", "ready"] {
            say("connection", atMS, "\"event\":\"\(event)\",\"connection\":1,\"cause\":null,\"detail\":null")
        }
        let table = [0, 1].map {
            "{\"index\":\($0),\"coin\":\"xyz:M\($0)\",\"sz_decimals\":2,\"max_leverage\":10,\"delisted\":false}"
        }
        data["markets_\(day(atMS)).json"] = Array(
            "{\"dex\":\"xyz\",\"dex_index\":1,\"markets\":[\(table.joined(separator: ","))]}\n".utf8)
    }

    /// Six signals in the minute, in both markets and on both sides, from second `from` on.
    private func signals(in minute: Int, from second: Int64, count: Int) -> [DaySignal] {
        (0..<count).map { index in
            let oracle: Int64 = 10_000_000_000 + Int64(minute) * 13_000_000 + Int64(index / 2) * 1_000_000
            let side = index % 4 < 2 ? "buy" : "sell"
            let gap = oracle / 500 + Int64(index) * 10_000
            return DaySignal(
                atMS: startMS + Int64(minute) * Self.minuteMS + second * 1_000 + Int64(index) * 100,
                market: index % 2, side: side, oracle: oracle,
                best: side == "buy" ? oracle - gap : oracle + gap,
                size: 300_000_000 + Int64(minute * 100 + index) * 1_000_000)
        }
    }

    mutating func append(_ line: String, to stream: String, atMS: Int64) {
        data["\(stream)_\(day(atMS)).jsonl", default: []] += Array("\(line)\n".utf8)
    }

    private mutating func record(_ batch: [DaySignal]) {
        for signal in batch {
            append(signal.line, to: "signals", atMS: signal.atMS)
            truth.append(signal.truth)
            signals.append(signal)
        }
        for offset: Int64 in [1_000, 3_000, 5_000] {
            for signal in batch {
                append(signal.followup(offset), to: "followups", atMS: signal.atMS + offset)
            }
        }
    }

    /// What was written since the last seal, as members of a seal or adopted line.
    private mutating func unsealed(_ streams: [String]) -> [String] {
        data.keys.sorted().filter { name in streams.contains { name.hasPrefix($0) } }.compactMap { name in
            let from = sealed[name, default: 0]
            let bytes = Array(data[name]!.dropFirst(from))
            guard !bytes.isEmpty else { return nil }
            let records = bytes.count { $0 == 0x0a }
            sealed[name] = from + bytes.count
            sealedRecords[name, default: 0] += records
            return
                "\"file\":\"\(name)\",\"from\":\(from),\"to\":\(from + bytes.count),\"records\":\(records),\"crc32c\":\"\(DayLines.hex(DayLines.crc(bytes)))\""
        }
    }

    private mutating func seal(atMS: Int64) {
        let files = unsealed(["signals", "followups"]).map { "{\($0)}" }
        say("seal", atMS, "\"late\":false,\"files\":[\(files.joined(separator: ","))]")
    }

    private mutating func minuteLine(_ minute: Int, observedMS: Int64, signals batch: [DaySignal]) {
        let begin = startMS + Int64(minute) * Self.minuteMS
        let markets = [0, 1].map { market in
            let count = batch.count { $0.market == market }
            return
                "{\"market\":\"xyz:\(market)\",\"bbo\":60,\"ctx\":60,\"bbo_null\":0,\"two_sided_ms\":\(observedMS),\"silence_ms_max\":1000,\"oracle_changes\":20,\"crosses_buy\":1,\"crosses_sell\":1,\"signals\":\(count),\"followups_due\":\(count * 3),\"followups_taken\":\(count * 3),\"followups_missed\":0,\"followups_interrupted\":0,\"blocked\":{},\"ctx_age_ms\":[[0,60]],\"bbo_age_ms\":[[0,60]],\"interval_ms\":[[10,59]],\"cross_ticks\":[[1,2]]}"
        }
        say(
            "minute", begin + Self.minuteMS - 1,
            "\"minute_ms\":\(begin),\"observed_ms\":\(observedMS),\"feed\":{\"connected_ms\":\(observedMS),\"frames_in\":240,\"messages_out\":1,\"posts_in_flight_max\":0,\"reconnects\":{\"expired\":0,\"inactive\":0,\"closed\":0,\"refused\":0,\"stalled\":0,\"error\":0},\"unknown\":0,\"malformed\":0,\"ping_rtt_ms_max\":3},\"process\":{\"rss_bytes\":20000000,\"open_files\":12,\"log_error\":0,\"log_warning\":0,\"log_info\":6},\"markets\":[\(markets.joined(separator: ","))]"
        )
    }

    private mutating func wholeMinute(_ minute: Int) {
        let batch = signals(in: minute, from: 10, count: 6)
        record(batch)
        let begin = startMS + Int64(minute) * Self.minuteMS
        seal(atMS: begin + 30_000)
        minuteLine(minute, observedMS: Self.minuteMS, signals: batch)
        let next = begin + Self.minuteMS
        if day(next) != day(begin) {
            say("day-end", next - 1, totals(day(begin)))
            data["markets_\(day(next)).json"] = data["markets_\(day(begin)).json"]
        }
    }

    /// Whole lines that nobody sealed, half a line behind them, a SIGKILL; the next start mends it.
    private mutating func killed(in minute: Int) {
        let begin = startMS + Int64(minute) * Self.minuteMS
        record(signals(in: minute, from: 10, count: 2))
        let name = "signals_\(day(begin)).jsonl"
        let torn = Array("{\"timestamp_ms\":17688932".utf8)
        let cutAt = data[name]!.count
        tell(
            "fault-armed", begin + 9_000,
            "\"fault\":\"torn-1\",\"kind\":\"torn-write\",\"about\":\"a torn line\",\"lift\":\"nothing\"")
        tell(
            "fault-bitten", begin + 11_000,
            "\"fault\":\"torn-1\",\"proof\":\"24 of 226 bytes, then SIGKILL\",\"facts\":{\"path\":\"\(name)\",\"size\":\(cutAt + torn.count)}"
        )
        tell(
            "engine-exited", begin + 11_000,
            "\"pid\":11,\"generation\":1,\"code\":null,\"signal\":9,\"during\":\"torn-1\"")
        tell("engine-started", begin + 20_000, "\"pid\":12,\"generation\":2,\"reason\":\"restart\"")
        tell("fault-lifted", begin + 21_000, "\"fault\":\"torn-1\"")
        data["quarantine/\(name).torn"] = torn
        self.begin(atMS: begin + 20_000, connection: 2)
        for range in unsealed(["signals", "followups"]) { say("adopted", begin + 20_000, range) }
        say(
            "repair", begin + 20_000,
            "\"file\":\"\(name)\",\"at_byte\":\(cutAt),\"bytes\":\(torn.count),\"crc32c\":\"\(DayLines.hex(DayLines.crc(torn)))\",\"quarantine\":\"quarantine/\(name).torn\""
        )
        sealedRecords = [:]
        let batch = signals(in: minute, from: 40, count: 4).map { signal in
            var later = signal
            later.size += 7_000_000
            return later
        }
        record(batch)
        seal(atMS: begin + 50_000)
        minuteLine(minute, observedMS: 40_000, signals: batch)
    }

    /// `day` limits the files, not the counts.
    func totals(_ day: String) -> String {
        let files = ["signals_\(day).jsonl", "followups_\(day).jsonl"].filter { data[$0] != nil }.map {
            name in
            "{\"file\":\"\(name)\",\"bytes\":\(data[name]!.count),\"records\":\(data[name]!.count { $0 == 0x0a })}"
        }
        let count = { (stream: String) in
            sealedRecords.filter { $0.key.hasPrefix(stream) }.values.reduce(0, +)
        }
        return
            "\"day\":\"\(day)\",\"files\":[\(files.joined(separator: ","))],\"signals\":\(count("signals")),\"followups\":\(count("followups")),\"dropped\":0"
    }

    private mutating func end() {
        let endMS = startMS + Int64(minutes) * Self.minuteMS
        say("connection", endMS, "\"event\":\"lost\",\"connection\":1,\"cause\":\"shutdown\",\"detail\":null")
        say("stop", endMS, totals(day(endMS)))
        tell("engine-exited", endMS, "\"pid\":11,\"generation\":1,\"code\":0,\"signal\":null,\"during\":null")
        tell("run-ended", endMS, "\"outcome\":\"completed\",\"engine_exit\":\"code 0\"")
    }
}
