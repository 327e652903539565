/// The signals and follow-ups files of the day, and its table of markets.
struct RecordFiles {
    private let folder: String
    private let markets: Int
    private(set) var day: String
    private var signals: SealedFile
    private var followups: SealedFile

    init(folder: String, startMS: Int64, markets: Int) throws {
        self.folder = folder
        self.markets = markets
        day = CivilDate.text(startMS)
        signals = try SealedFile(folder: folder, name: "signals_\(day).jsonl")
        followups = try SealedFile(folder: folder, name: "followups_\(day).jsonl")
        try writeTable()
    }

    mutating func turn(toMS: Int64) throws {
        try flush()
        self = try RecordFiles(folder: folder, startMS: toMS, markets: markets)
    }

    func flush() throws {
        try signals.flush()
        try followups.flush()
    }

    private func writeTable() throws {
        let rows = (0..<markets).map {
            "{\"index\":\($0),\"coin\":\"\(MarketNames.coin($0))\",\"sz_decimals\":3,\"max_leverage\":20,\"delisted\":false}"
        }
        let table = try SealedFile(folder: folder, name: "markets_\(day).json")
        for (index, row) in rows.enumerated() {
            if index == 0 { try table.put("{\"dex\":\"xyz\",\"dex_index\":1,\"markets\":[") }
            try table.put(index == rows.count - 1 ? row : row + ",")
        }
        try table.put("]}\n")
        try table.flush()
    }

    func append(_ signal: ModelSignal) throws {
        try signals.append { line in
            let edge = signal.edge
            line.text("{\"timestamp_ms\":")
            line.integer(signal.atMS)
            line.text(",\"market_key\":\"xyz:")
            line.integer(Int64(signal.market))
            line.text("\",\"side\":\"")
            line.text(signal.isBuy ? "buy" : "sell")
            line.text("\",\"raw_edge_bps\":")
            line.decimal(edge, scale: 2)
            line.text(",\"net_edge_bps\":")
            line.decimal(edge - CrossModel.costHundredths, scale: 2)
            line.text(",\"oracle_px\":")
            line.decimal(signal.oracle, scale: 8)
            line.text(",\"best_px\":")
            line.decimal(signal.best, scale: 8)
            line.text(",\"best_size\":")
            line.decimal(signal.size, scale: 8)
            line.text(",\"suggested_size\":")
            line.decimal(signal.size / 10, scale: 8)
            line.text(",\"signal_id\":\"")
            Self.id(signal, &line)
            line.text("\"}")
        }
    }

    func append(
        _ signal: ModelSignal, _ offsetMS: Int64, _ capturedAtMS: Int64,
        _ now: (oracle: Int64, best: Int64, size: Int64)
    ) throws {
        try followups.append { line in
            let then = signal.edge
            let edge = ModelSignal.hundredths(
                signal.gain(best: now.best, oracle: now.oracle), over: now.oracle)
            line.text("{\"signal_id\":\"")
            Self.id(signal, &line)
            line.text("\",\"market_key\":\"xyz:")
            line.integer(Int64(signal.market))
            line.text("\",\"side\":\"")
            line.text(signal.isBuy ? "buy" : "sell")
            line.text("\",\"signal_timestamp_ms\":")
            line.integer(signal.atMS)
            line.text(",\"offset_ms\":")
            line.integer(offsetMS)
            line.text(",\"captured_at_ms\":")
            line.integer(capturedAtMS)
            line.text(",\"t0_oracle_px\":")
            line.decimal(signal.oracle, scale: 8)
            line.text(",\"t0_best_px\":")
            line.decimal(signal.best, scale: 8)
            line.text(",\"t0_raw_edge_bps\":")
            line.decimal(then, scale: 2)
            line.text(",\"oracle_px\":")
            line.decimal(now.oracle, scale: 8)
            line.text(",\"best_px\":")
            line.decimal(now.best, scale: 8)
            line.text(",\"best_size\":")
            line.decimal(now.size, scale: 8)
            line.text(",\"raw_edge_bps\":")
            line.decimal(edge, scale: 2)
            line.text(",\"edge_change_bps\":")
            line.decimal(edge - then, scale: 2)
            line.text(",\"oracle_moved_bps\":")
            line.decimal(
                ModelSignal.hundredths(now.oracle - signal.oracle, over: signal.oracle), scale: 2)
            line.text(",\"market_moved_bps\":")
            line.decimal(ModelSignal.hundredths(now.best - signal.best, over: signal.best), scale: 2)
            line.text("}")
        }
    }

    private static func id(_ signal: ModelSignal, _ line: inout LineBuffer) {
        line.text("sig_xyz:")
        line.integer(Int64(signal.market))
        line.text(signal.isBuy ? "_buy_" : "_sell_")
        line.integer(signal.atMS)
        line.text("_0")
    }

    func seal() -> [String] {
        [signals, followups].compactMap { file in
            file.seal().map {
                "{\"file\":\"\(file.name)\",\"from\":\($0.from),\"to\":\($0.to),\"records\":\($0.records),\"crc32c\":\"\(ChainedFile.hex($0.checksum))\"}"
            }
        }
    }

    /// Members of a `day-end` or `stop` line.
    func totals() -> String {
        let files = [signals, followups].map {
            "{\"file\":\"\($0.name)\",\"bytes\":\($0.bytes),\"records\":\($0.records)}"
        }
        return ",\"day\":\"\(day)\",\"files\":[\(files.joined(separator: ","))]"
    }
}

/// Names of markets: the shares that the default policy lists, then others.
enum MarketNames {
    private static let shares = [
        "TSLA", "NVDA", "HOOD", "INTC", "PLTR", "COIN", "META", "AAPL", "MSFT", "ORCL", "GOOGL", "AMZN",
        "AMD", "MU", "SNDK", "MSTR", "CRCL", "NFLX", "COST", "LLY", "TSM", "RIVN", "BABA",
    ]

    static func coin(_ index: Int) -> String {
        index < shares.count ? "xyz:\(shares[index])" : "xyz:M\(index)"
    }
}

/// Days of the Gregorian calendar as file names have them.
enum CivilDate {
    static func text(_ ms: Int64) -> String {
        let shifted = ms / 86_400_000 + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let fromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * fromMarch + 2) / 5 + 1
        let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }
}
