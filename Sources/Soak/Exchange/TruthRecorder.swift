import SoakMarket
import SoakTruth

/// Keeps the truth of a run: feeds the truth machine with exactly what went to the engine's connection, and
/// writes what it finds. It follows one connection at a time, the one it is told.
final class TruthRecorder {
    /// How much is put together before it is handed to the writing thread.
    private static let chunkBytes = 64 * 1024

    private let files: TruthFiles
    private let line: TruthLine
    private var machine: TruthMachine
    private var minutes: TruthMinutes
    private var signalLines: [UInt8] = []
    private var connectionLines: [UInt8] = []
    private var minuteLines: [UInt8] = []
    /// The connection that the truth follows.
    private(set) var connection: Int?
    /// Whence the engine came: answers to others are not its knowledge.
    private var address: String?
    private(set) var framesSent = 0
    private(set) var bytesSent = 0

    init(files: TruthFiles, configuration: ExchangeConfiguration, marketKeys: [String]) {
        self.files = files
        line = TruthLine(marketKeys: marketKeys)
        machine = TruthMachine(
            markets: marketKeys.count, policy: configuration.policy, tolerances: configuration.tolerances)
        minutes = TruthMinutes(marketKeys: marketKeys, fromMs: configuration.startMs)
    }

    var counts: TruthCounts { machine.counts }
    /// The writing thread can't keep up: the market must wait.
    var isBehind: Bool { files.pendingBytes > TruthFiles.pendingMax }

    /// From here on the engine is at this connection; one before it has been taken leave of.
    func up(_ number: Int, address: String?, atMs: Int64, realNs: Int64) {
        machine.connected(number, realNs: realNs)
        connection = number
        self.address = address
        writeConnection(number, event: "up", atMs: atMs, cause: "null")
        minutes.connection(isUp: true, atMs: atMs, lines: &minuteLines)
    }

    func down(_ end: ConnectionEnd, atMs: Int64, realNs: Int64) {
        guard let number = connection else { return }
        machine.lost(end, realNs: realNs)
        connection = nil
        writeConnection(number, event: "down", atMs: atMs, cause: "\"\(end.rawValue)\"")
        minutes.connection(isUp: false, atMs: atMs, lines: &minuteLines)
        hand(over: &connectionLines, to: .connections)
    }

    func subscribed(_ subscription: Subscription) {
        machine.subscribed(subscription.channel.asTruth, market: subscription.market)
    }

    func unsubscribed(_ subscription: Subscription) {
        machine.unsubscribed(subscription.channel.asTruth, market: subscription.market)
    }

    /// The frame of this event went out to the followed connection; `bytes` with its header.
    func sent(_ event: MarketEvent, bytes: Int, realNs: Int64) {
        framesSent += 1
        bytesSent += bytes
        minutes.sent(event.update.channel, market: event.market, atMs: event.atMs, lines: &minuteLines)
        machine.sent(event.update.asTruth, market: event.market, atMs: event.atMs, realNs: realNs)
    }

    /// An answer of `meta` with these entries of the streamed dex goes out.
    func answered(
        _ entries: some Sequence<PerpDexFacts.UniverseEntry>, to address: String?, atMs: Int64
    ) {
        guard isEngine(address) else { return }
        machine.answered(entries.map(TruthTerms.init), atMs: atMs)
    }

    /// An answer of `perpDexs` goes out.
    func answered(caps universe: ExchangeUniverse, to address: String?, atMs: Int64) {
        guard isEngine(address) else { return }
        let caps = universe.dexes[0].openInterestCaps
        machine.answered(
            capsDollars: universe.coins.names.prefix(universe.streamed).map { coin in
                caps.first { $0.coin == coin }?.dollars
            }, atMs: atMs)
    }

    private func isEngine(_ address: String?) -> Bool { self.address == nil || address == self.address }

    /// The event did not go to the followed connection.
    func streamed(_ event: MarketEvent, realNs: Int64) {
        machine.streamed(event.update.asTruth, market: event.market, atMs: event.atMs, realNs: realNs)
    }

    /// Everything up to `nowMs` has been sent.
    func pumped(upToMs nowMs: Int64, realNs: Int64) {
        minutes.advance(toMs: nowMs, lines: &minuteLines)
        machine.settle(realNs: realNs)
        takeSettled()
        if signalLines.count >= Self.chunkBytes { hand(over: &signalLines, to: .signals) }
        if minuteLines.count >= Self.chunkBytes { hand(over: &minuteLines, to: .minutes) }
        if !connectionLines.isEmpty { hand(over: &connectionLines, to: .connections) }
    }

    /// No more comes: everything that is known is handed to the files.
    func finish(atMs: Int64) {
        machine.finish()
        takeSettled()
        minutes.finish(atMs: atMs, lines: &minuteLines)
        hand(over: &signalLines, to: .signals)
        hand(over: &minuteLines, to: .minutes)
        hand(over: &connectionLines, to: .connections)
    }

    private func takeSettled() {
        while let signal = machine.takeSettled() { line.append(signal, to: &signalLines) }
    }

    private func writeConnection(_ number: Int, event: String, atMs: Int64, cause: String) {
        let text = "{\"connection\":\(number),\"event\":\"\(event)\",\"at_ms\":\(atMs),\"cause\":\(cause)}\n"
        connectionLines.append(contentsOf: text.utf8)
    }

    private func hand(over lines: inout [UInt8], to name: TruthFiles.Name) {
        files.append(lines, to: name)
        lines = []
    }
}

extension Subscription.Channel {
    fileprivate var asTruth: TruthChannel {
        switch self {
        case .bbo: .bbo
        case .activeAssetCtx: .ctx
        }
    }
}

extension MarketUpdate {
    var channel: Subscription.Channel {
        switch self {
        case .bbo: .bbo
        case .ctx: .activeAssetCtx
        }
    }

    fileprivate var asTruth: TruthUpdate {
        switch self {
        case .bbo(let bbo): .bbo(bid: bbo.bid?.asTruth, ask: bbo.ask?.asTruth, timeMs: bbo.timeMs)
        case .ctx(let context):
            // Prices and sizes have 8 decimals; what the venue writes beyond is noise.
            .ctx(
                oraclePxE8: context.oraclePxE8, markPxE8: context.markPxE8,
                openInterestE8: context.openInterestE10 / 100)
        }
    }
}

extension TruthTerms {
    fileprivate init(_ entry: PerpDexFacts.UniverseEntry) {
        self.init(
            szDecimals: entry.szDecimals, maxLeverage: entry.maxLeverage, fees: entry.deployerFeeScale,
            isHalted: entry.isDelisted)
    }
}

extension BookLevel {
    fileprivate var asTruth: TruthLevel { TruthLevel(pxE8: pxE8, sizeE8: szE8) }
}
