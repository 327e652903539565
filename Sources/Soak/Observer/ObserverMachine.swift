import SoakExchange
package import SoakTruth
import SoakVenue

/// Finds in the observer's own stream what a correct engine finds in its: arrivals come in, lines of the truth's
/// files go out. Pure; times are the machine's wall clock in ms.
package struct ObserverMachine {
    /// Markets that a dex may come to list.
    package static let marketsMax = 512
    private static let minuteMs: Int64 = 60_000

    private let dex: String
    private let line: TruthLine
    private var truth: TruthMachine
    private var clear: ClearSignals
    private var known: ObserverMarkets?
    private var number: Int
    private var isUp = false
    private var minute: Int64?
    private var connectedFromMs: Int64?
    private var connectedMs: Int64 = 0
    private var frames: [Int: (bbo: Int, ctx: Int)] = [:]

    private var signalLines: [UInt8] = []
    private var connectionLines: [UInt8] = []
    private var minuteLines: [UInt8] = []
    package private(set) var framesIn: Int64 = 0
    package private(set) var clearCount = 0
    package private(set) var ambiguousCount = 0
    package private(set) var unreadable = 0

    /// `connections`: how many an earlier process had.
    package init(
        dex: String, policy: TruthPolicy, connections: Int = 0, watchedMsMin: Int64 = ClearSignals.watchedMs
    ) {
        self.dex = dex
        clear = ClearSignals(markets: Self.marketsMax, watchedMsMin: watchedMsMin)
        number = connections
        line = TruthLine(marketKeys: (0..<Self.marketsMax).map { "\(dex):\($0)" })
        // A moved age gate of half a second is what two processes differ by; nothing is in flight for an observer.
        truth = TruthMachine(
            markets: Self.marketsMax, policy: policy,
            tolerances: TruthTolerances(ageMs: 500, ratioPercent: 2, inFlightNs: 0, answerMs: 360_000))
    }

    /// An answer of `meta`, and one of `perpDexs` where there is one. False for an answer that is none.
    package mutating func answered(meta: [UInt8], perpDexs: [UInt8]?, atMs: Int64) -> Bool {
        guard let markets = ObserverMarkets(meta), markets.markets.count <= Self.marketsMax else {
            return false
        }
        known = markets
        truth.answered(markets.markets.map(\.terms), atMs: atMs)
        if let caps = perpDexs.flatMap({ markets.caps($0, dex: dex) }) {
            truth.answered(capsDollars: caps, atMs: atMs)
        }
        return true
    }

    /// Markets that are watched: listed and not delisted.
    package var marketCount: Int { coins.count }

    private var coins: [String] { known?.markets.filter { !$0.terms.isHalted }.map(\.coin) ?? [] }

    /// The connection is up: what to send on it.
    package mutating func connected(wallMs: Int64, steadyNs: Int64) -> [String] {
        number += 1
        isUp = true
        advance(toMs: wallMs)
        connectedFromMs = wallMs
        truth.connected(number, realNs: steadyNs)
        write(event: "up", atMs: wallMs, cause: "null")
        var texts: [String] = []
        for coin in coins {
            guard let market = known?.indices[coin] else { continue }
            for (channel, name) in [(TruthChannel.bbo, "bbo"), (.ctx, "activeAssetCtx")] {
                truth.subscribed(channel, market: market)
                texts.append(
                    #"{"method":"subscribe","subscription":{"type":"\#(name)","coin":\#(JSONText.quoted(coin))}}"#
                )
            }
        }
        return texts
    }

    package mutating func lost(wallMs: Int64, steadyNs: Int64) {
        guard isUp else { return }
        isUp = false
        advance(toMs: wallMs)
        countConnected(toMs: wallMs)
        connectedFromMs = nil
        // What arrived has arrived: nothing of it is in flight.
        truth.lost(.expired, realNs: steadyNs)
        takeFound()
        clear.lost(atMs: wallMs)
        takeClear()
        write(event: "down", atMs: wallMs, cause: "\"lost\"")
    }

    package mutating func take(_ bytes: [UInt8], wallMs: Int64, steadyNs: Int64) {
        framesIn += 1
        advance(toMs: wallMs)
        switch VenueFrame(bytes) {
        case .bbo(let coin, let data):
            guard let market = known?.indices[coin], let update = Self.bbo(data) else { return note() }
            frames[market, default: (0, 0)].bbo += 1
            take(update, market, wallMs, steadyNs)
        case .context(let coin, let data):
            guard let market = known?.indices[coin], let update = Self.context(data) else { return note() }
            frames[market, default: (0, 0)].ctx += 1
            take(update, market, wallMs, steadyNs)
        case .unreadable: note()
        default: break
        }
    }

    private mutating func note() { unreadable += 1 }

    private mutating func take(_ update: TruthUpdate, _ market: Int, _ wallMs: Int64, _ steadyNs: Int64) {
        clear.update(update, market: market, atMs: wallMs)
        truth.sent(update, market: market, atMs: wallMs, realNs: steadyNs)
        // One ns later nothing is held any more.
        truth.settle(realNs: steadyNs + 1)
        takeFound()
        takeClear()
    }

    /// Time has passed.
    package mutating func pass(wallMs: Int64) {
        advance(toMs: wallMs)
        clear.settle(atMs: wallMs)
        takeClear()
    }

    /// No more comes.
    package mutating func finish(wallMs: Int64, steadyNs: Int64) {
        lost(wallMs: wallMs, steadyNs: steadyNs)
        if let minute, wallMs > minute { writeMinute(minute) }
        minute = nil
    }

    /// What is to be written, each once.
    package mutating func takeLines() -> (signals: [UInt8], connections: [UInt8], minutes: [UInt8]) {
        defer { (signalLines, connectionLines, minuteLines) = ([], [], []) }
        return (signalLines, connectionLines, minuteLines)
    }

    private mutating func takeFound() {
        while let signal = truth.takeSettled() {
            if signal.classed != .away { clear.add(signal) }
        }
    }

    private mutating func takeClear() {
        for signal in clear.take() {
            if signal.classed == .must { clearCount += 1 } else { ambiguousCount += 1 }
            line.append(signal, to: &signalLines)
        }
    }

    private mutating func write(event: String, atMs: Int64, cause: String) {
        connectionLines +=
            Array(
                "{\"connection\":\(number),\"event\":\"\(event)\",\"at_ms\":\(atMs),\"cause\":\(cause)}\n"
                    .utf8)
    }

    private mutating func countConnected(toMs: Int64) {
        guard let from = connectedFromMs, toMs > from else { return }
        connectedMs += toMs - from
        connectedFromMs = toMs
    }

    private mutating func advance(toMs: Int64) {
        var minute = self.minute ?? toMs - toMs % Self.minuteMs
        while toMs >= minute + Self.minuteMs {
            countConnected(toMs: minute + Self.minuteMs)
            writeMinute(minute)
            minute += Self.minuteMs
        }
        self.minute = minute
    }

    private mutating func writeMinute(_ minute: Int64) {
        let markets = frames.sorted { $0.key < $1.key }.map { market, counts in
            "{\"market\":\"\(dex):\(market)\",\"bbo\":\(counts.bbo),\"ctx\":\(counts.ctx)}"
        }
        minuteLines += Array(
            "{\"minute_ms\":\(minute),\"connected_ms\":\(connectedMs),\"markets\":[\(markets.joined(separator: ","))]}\n"
                .utf8)
        frames = [:]
        connectedMs = 0
    }

    private static func bbo(_ data: JSONValue) -> TruthUpdate? {
        guard let sides = data["bbo"]?.elements, sides.count == 2, let timeMs = data["time"]?.asInteger else {
            return nil
        }
        var levels: [TruthLevel?] = []
        for side in sides {
            if side == .null {
                levels.append(nil)
                continue
            }
            guard let px = side["px"]?.asText.flatMap(DecimalE8.parse),
                let size = side["sz"]?.asText.flatMap(DecimalE8.parse)
            else { return nil }
            levels.append(TruthLevel(pxE8: px, sizeE8: size))
        }
        return .bbo(bid: levels[0], ask: levels[1], timeMs: timeMs)
    }

    private static func context(_ data: JSONValue) -> TruthUpdate? {
        guard let context = data["ctx"], let oracle = context["oraclePx"]?.asText.flatMap(DecimalE8.parse),
            let mark = context["markPx"]?.asText.flatMap(DecimalE8.parse)
        else { return nil }
        return .ctx(
            oraclePxE8: oracle, markPxE8: mark,
            openInterestE8: context["openInterest"]?.asText.flatMap(DecimalE8.parse))
    }
}
