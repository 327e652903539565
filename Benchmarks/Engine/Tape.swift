import EngineCore
import SoakExchange
import SoakMarket

/// Server frames of the venue, made once and sent over and over: three bbo to one context, every market in turn.
///
/// The books move around oracles that move little; now and then one stands away from its oracle for one frame,
/// which is one signal. So what a run must find is known from what was sent.
struct Tape {
    /// A frame in `bytes`, with its WebSocket header.
    struct Frame {
        let begin: Int
        let headerBytes: Int
        let end: Int
        /// Where the 13 digits of the block time stand; nil in a context.
        let timeAt: Int?
        let isSignal: Bool
    }

    /// The 13 digits that `time` begins with until it is stamped.
    static let firstMS: Int64 = 1_768_920_860_122
    static let timeDigits = 13
    static let framesPerContext = 4

    let coins: [String]
    private(set) var bytes: [UInt8] = []
    private(set) var frames: [Frame] = []

    /// - Parameters:
    ///   - signalEvery: one frame in so many is a signal.
    ///   - rounds: how often every market has its turn with three bbo and a context.
    init(markets: Int, rounds: Int, signalEvery: Int, seed: UInt64 = 1) {
        coins = (0..<markets).map { "xyz:" + Tape.ticker($0) }
        var writer = TapeWriter(coins: coins, seed: seed)
        for market in 0..<markets { add(writer.context(market), isSignal: false) }
        for round in 0..<rounds {
            for turn in 0..<Tape.framesPerContext {
                for market in 0..<markets {
                    if turn == Tape.framesPerContext - 1 {
                        add(writer.context(market), isSignal: false)
                        continue
                    }
                    // Never in the turn before a context, nor in the first round: the next frame of this market
                    // must end the cross.
                    let isSignal = round > 0 && turn < 2 && writer.isDue(every: signalEvery)
                    add(writer.bbo(market, isCrossed: isSignal), isSignal: isSignal)
                }
            }
        }
    }

    /// The first frames of a run, one context each, so that every oracle is known.
    var preludeFrames: Int { coins.count }
    var preludeBytes: Int { frames[coins.count - 1].end }
    var signals: Int { frames.reduce(0) { $0 + ($1.isSignal ? 1 : 0) } }

    /// What `meta` of `/info` says.
    var meta: String {
        let entries = coins.map { "{\"szDecimals\":3,\"name\":\"\($0)\",\"maxLeverage\":10}" }
        return "{\"universe\":[\(entries.joined(separator: ","))],\"marginTables\":[],\"collateralToken\":0}"
    }

    /// The same as the engine knows them.
    var markets: [Market] {
        coins.enumerated().map { index, coin in
            Market(dex: "xyz", index: index, coin: coin, sizeDecimals: 3, maxLeverage: 10, isDelisted: false)
        }
    }

    private mutating func add(_ text: UnsafeRawBufferPointer, isSignal: Bool) {
        let begin = bytes.count
        bytes += text
        let header = text[1] == 126 ? 4 : 2
        let isBbo = text[header + 12] == UInt8(ascii: "b")
        frames.append(
            Frame(
                begin: begin, headerBytes: header, end: bytes.count,
                timeAt: isBbo ? timeOffset(from: begin) : nil, isSignal: isSignal))
    }

    private func timeOffset(from begin: Int) -> Int? {
        let key = Array("\"time\":".utf8)
        return (begin..<bytes.count - key.count).first { bytes[$0..<$0 + key.count].elementsEqual(key) }
            .map { $0 + key.count }
    }

    /// Four letters, different for each market.
    private static func ticker(_ index: Int) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        return String([letters[index % 26], letters[index / 26 % 26], letters[(index * 7) % 26], "X"])
    }
}

/// Makes the frames of a tape, one after the other.
private struct TapeWriter: ~Copyable {
    private let texts: StreamFrames
    private var scratch = FrameScratch()
    private var random: UInt64
    private var oracles: [Int64]
    private var framesSinceSignal = 0

    init(coins: [String], seed: UInt64) {
        texts = StreamFrames(coins: coins)
        random = seed
        // From 150 to 20,000, in steps of 0.01.
        oracles = coins.indices.map { Int64(15_000 + $0 * $0 * 120) * 1_000_000 }
    }

    /// SplitMix64, below `bound`.
    private mutating func draw(_ bound: Int64) -> Int64 {
        random &+= 0x9e37_79b9_7f4a_7c15
        var mixed = random
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return Int64((mixed ^ (mixed >> 31)) % UInt64(bound))
    }

    mutating func isDue(every: Int) -> Bool {
        // Signals stand in half of the frames only.
        framesSinceSignal += 2
        guard framesSinceSignal >= every else { return false }
        framesSinceSignal -= every
        return true
    }

    mutating func bbo(_ market: Int, isCrossed: Bool) -> UnsafeRawBufferPointer {
        let oracle = oracles[market]
        // A tenth of a bps, in whole steps of the price.
        let step = max(1_000_000, oracle / 100_000 / 1_000_000 * 1_000_000)
        // Crossed: 14 to 24 bps away; else within 3 bps.
        let away = isCrossed ? (140 + draw(100)) * (draw(2) == 0 ? 1 : -1) : draw(60) - 30
        let mid = oracle + (oracle / 100_000 * away) / 1_000_000 * 1_000_000
        let bid = BookLevel(pxE8: mid - step * (1 + draw(3)), szE8: size(), n: Int32(1 + draw(9)))
        let ask = BookLevel(pxE8: mid + step * (1 + draw(3)), szE8: size(), n: Int32(1 + draw(9)))
        return write(market, .bbo(BestBidOffer(timeMs: Tape.firstMS, bid: bid, ask: ask)))
    }

    mutating func context(_ market: Int) -> UnsafeRawBufferPointer {
        let oracle = oracles[market]
        let mark = oracle + oracle / 100_000 * (draw(21) - 10) / 1_000_000 * 1_000_000
        let book = BookContext(
            premiumE10: draw(9_000_000) - 4_500_000, midPxE8: mark + 500_000, impactBidPxE8: mark - 700_000,
            impactAskPxE8: mark + 900_000)
        return write(
            market,
            .ctx(
                AssetContext(
                    fundingE10: draw(200_000) - 100_000,
                    openInterestE10: 875_636_540_000_000 + draw(9_999) * 10_000_000,
                    prevDayPxE8: oracle / 1_000_000 * 1_010_000,
                    dayNtlVlmE10: 50_382_458_351_900_000 + draw(99_999) * 1_000_000, oraclePxE8: oracle,
                    markPxE8: mark, dayBaseVlmE10: 116_400_420_000_000, book: book)))
    }

    private mutating func size() -> Int64 { (1 + draw(9_999)) * 1_000_000 }

    private mutating func write(_ market: Int, _ update: MarketUpdate) -> UnsafeRawBufferPointer {
        texts.write(MarketEvent(atMs: 0, market: market, update: update), to: &scratch)
        return scratch.finished()
    }
}
