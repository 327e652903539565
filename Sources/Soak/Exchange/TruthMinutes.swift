/// Counts, minute by minute, what was sent to the engine and how long its connection was up: the lines of
/// `truth/minutes.jsonl`. Times are virtual ms and never fall.
struct TruthMinutes {
    private static let minuteMs: Int64 = 60_000

    private let marketKeys: [String]
    private var minute: Int64
    private var countedMs: Int64
    private var isConnected = false
    private var connectedMs: Int64 = 0
    private var bbo: [Int]
    private var ctx: [Int]

    init(marketKeys: [String], fromMs: Int64) {
        self.marketKeys = marketKeys
        minute = fromMs - fromMs % Self.minuteMs
        countedMs = fromMs
        bbo = Array(repeating: 0, count: marketKeys.count)
        ctx = bbo
    }

    mutating func connection(isUp: Bool, atMs: Int64, lines: inout [UInt8]) {
        advance(toMs: atMs, lines: &lines)
        isConnected = isUp
    }

    @inline(__always)
    mutating func sent(_ channel: Subscription.Channel, market: Int, atMs: Int64, lines: inout [UInt8]) {
        if atMs >= minute + Self.minuteMs { advance(toMs: atMs, lines: &lines) }
        switch channel {
        case .bbo: bbo[market] += 1
        case .activeAssetCtx: ctx[market] += 1
        }
    }

    /// Writes the minutes that are over at `nowMs`.
    mutating func advance(toMs nowMs: Int64, lines: inout [UInt8]) {
        while nowMs >= minute + Self.minuteMs {
            connected(untilMs: minute + Self.minuteMs)
            write(&lines)
            minute += Self.minuteMs
        }
        connected(untilMs: nowMs)
    }

    /// The last minute, which is not over, unless nothing of it was seen.
    mutating func finish(atMs nowMs: Int64, lines: inout [UInt8]) {
        advance(toMs: nowMs, lines: &lines)
        if nowMs > minute { write(&lines) }
    }

    private mutating func connected(untilMs: Int64) {
        guard untilMs > countedMs else { return }
        if isConnected { connectedMs += untilMs - countedMs }
        countedMs = untilMs
    }

    private mutating func write(_ lines: inout [UInt8]) {
        var line = "{\"minute_ms\":\(minute),\"connected_ms\":\(connectedMs),\"markets\":["
        for market in marketKeys.indices {
            if market > 0 { line += "," }
            line += "{\"market\":\"\(marketKeys[market])\",\"bbo\":\(bbo[market]),\"ctx\":\(ctx[market])}"
            bbo[market] = 0
            ctx[market] = 0
        }
        lines.append(contentsOf: (line + "]}\n").utf8)
        connectedMs = 0
    }
}
