import CChecksum

/// Lines as docs/formats.md has them, written by the tests' own hand: neither the engine's writer nor the
/// judge's reader takes part.
enum DayLines {
    static func crc(_ bytes: [UInt8], after: UInt32 = 0) -> UInt32 {
        crc32c_extend(after, bytes, bytes.count)
    }

    static func hex(_ crc: UInt32) -> String {
        let digits = String(crc, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    static func decimal(_ units: Int64, _ scale: Int) -> String {
        let unit = (0..<scale).reduce(Int64(1)) { product, _ in product * 10 }
        var decimals = String(abs(units) % unit)
        decimals = String(repeating: "0", count: scale - decimals.count) + decimals
        while decimals.count > 1, decimals.hasSuffix("0") { decimals.removeLast() }
        return "\(units < 0 ? "-" : "")\(abs(units) / unit).\(decimals)"
    }

    /// change / reference in hundredths of a basis point, half to even.
    static func edge(_ change: Int64, _ reference: Int64) -> Int64 {
        let scaled = abs(change) * 1_000_000
        var quotient = scaled / reference
        let rest = scaled % reference
        if rest * 2 > reference || (rest * 2 == reference && quotient % 2 == 1) { quotient += 1 }
        return change < 0 ? -quotient : quotient
    }
}

/// A signal of the synthetic day; prices and size in 1e-8.
struct DaySignal {
    var atMS: Int64
    var market: Int
    var side: String
    var oracle: Int64
    var best: Int64
    var size: Int64
    var number = 0

    var edge: Int64 { DayLines.edge(side == "buy" ? oracle - best : best - oracle, oracle) }
    var id: String { "sig_xyz:\(market)_\(side)_\(atMS)_\(number)" }

    var line: String {
        "{\"timestamp_ms\":\(atMS),\"market_key\":\"xyz:\(market)\",\"side\":\"\(side)\",\"raw_edge_bps\":\(DayLines.decimal(edge, 2)),\"net_edge_bps\":\(DayLines.decimal(edge - 1_100, 2)),\"oracle_px\":\(DayLines.decimal(oracle, 8)),\"best_px\":\(DayLines.decimal(best, 8)),\"best_size\":\(DayLines.decimal(size, 8)),\"suggested_size\":\(DayLines.decimal(size / 10, 8)),\"signal_id\":\"\(id)\"}"
    }

    var truth: String { truth(class: "must", connection: 1) }

    func truth(class kind: String, connection: Int) -> String {
        "{\"sent_ms\":\(atMS - 2),\"market\":\"xyz:\(market)\",\"side\":\"\(side)\",\"class\":\"\(kind)\",\"connection\":\(connection),\"best_px\":\(DayLines.decimal(best, 8)),\"best_size\":\(DayLines.decimal(size, 8)),\"oracle_px\":\(DayLines.decimal(oracle, 8)),\"raw_edge_bps\":\(DayLines.decimal(edge, 2))}"
    }

    func followup(_ offsetMS: Int64) -> String {
        let now = best + (side == "buy" ? 1_000_000 : -1_000_000)
        let edgeNow = DayLines.edge(side == "buy" ? oracle - now : now - oracle, oracle)
        return
            "{\"signal_id\":\"\(id)\",\"market_key\":\"xyz:\(market)\",\"side\":\"\(side)\",\"signal_timestamp_ms\":\(atMS),\"offset_ms\":\(offsetMS),\"captured_at_ms\":\(atMS + offsetMS),\"t0_oracle_px\":\(DayLines.decimal(oracle, 8)),\"t0_best_px\":\(DayLines.decimal(best, 8)),\"t0_raw_edge_bps\":\(DayLines.decimal(edge, 2)),\"oracle_px\":\(DayLines.decimal(oracle, 8)),\"best_px\":\(DayLines.decimal(now, 8)),\"best_size\":2.0,\"raw_edge_bps\":\(DayLines.decimal(edgeNow, 2)),\"edge_change_bps\":\(DayLines.decimal(edgeNow - edge, 2)),\"oracle_moved_bps\":0.0,\"market_moved_bps\":\(DayLines.decimal(DayLines.edge(now - best, best), 2))}"
    }
}

/// A line of a ledger or journal before it is numbered and chained.
struct DayLine {
    var type: String
    var atMS: Int64
    var members: String
}

/// Numbers and chains lines.
struct DayChain {
    enum Book { case ledger, journal }

    let book: Book
    /// Of each line's own time, what the machine's clock showed; some day in 2026 without it.
    var wallMS: ((Int64) -> Int64)?
    private var seq = 0
    private var previous = "00000000"

    init(_ book: Book, wallMS: ((Int64) -> Int64)? = nil) {
        self.book = book
        self.wallMS = wallMS
    }

    /// The next line has another number than it should have, and the chain holds.
    mutating func skipNumbers(_ count: Int) { seq += count }

    mutating func text(_ line: DayLine) -> String {
        let time =
            switch book {
            case .ledger: "\"at_ms\":\(line.atMS)"
            case .journal:
                "\"wall_ms\":\(wallMS?(line.atMS) ?? 1_790_000_000_000 + Int64(seq) * 10),\"virtual_ms\":\(line.atMS)"
            }
        let members = line.members.isEmpty ? "" : ",\(line.members)"
        let body = "{\"type\":\"\(line.type)\",\(time),\"seq\":\(seq)\(members)"
        previous = DayLines.hex(DayLines.crc(Array("\(previous)\(body)".utf8)))
        seq += 1
        return "\(body),\"chain\":\"\(previous)\"}\n"
    }
}
