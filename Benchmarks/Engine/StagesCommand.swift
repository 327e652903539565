import ArgumentParser
import EngineCore
import EngineStore
import EngineWire
import Glibc

/// `engine-bench stages`: the parts of the way alone, in memory.
struct StagesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stages",
        abstract: "Split, decode, detect and append, each alone and in memory.",
        discussion: """
            Each figure is the best of some turns over the same frames, and the ratio is to plain splitting.

            Example: engine-bench stages --turns 10
            """)

    @Option(help: "How many markets.") var markets = 32
    @Option(help: "One frame in so many is a signal.") var signalEvery = 50
    @Option(help: "How often the frames are gone through.") var turns = 20
    @Option(help: "Where the files of the append stage lie; must exist.") var directory = "/tmp"

    func run() throws {
        let tape = Tape(markets: markets, rounds: 96_000 / markets / 4, signalEvery: signalEvery)
        say("stages: \(markets) markets, \(tape.frames.count) frames a turn, best of \(turns) turns")
        let split = best(tape.frames.count) { Self.split(tape) }
        tell("split (plain loop)", split, split)
        let decoder = VenueDecoder(markets: tape.markets)
        tell("decode", best(tape.frames.count) { Self.decode(tape, decoder) }, split)
        tell(
            "decode, general JSON only", best(tape.frames.count) { Self.decodeGeneral(tape, decoder) }, split)
        let messages = Self.messages(tape, decoder)
        var detection = Detection(tape.markets)
        tell("detect", best(messages.count) { detection.take(messages) }, split)
        var whole = Detection(tape.markets)
        tell("decode and detect", best(tape.frames.count) { whole.take(tape, decoder) }, split)
        try append(split)
    }

    private func append(_ split: Double) throws {
        let yard = try EngineYard(in: directory)
        defer { yard.remove() }
        let lines = 100_000
        let begin = nowNs()
        let store = try Store(
            StoreConfiguration(dataDirectory: yard.data),
            start: LedgerEntry("start", atMs: 1_768_920_860_000, members: []))
        var writer = LineWriter(reserving: 512)
        var waited = 0
        for number in 0..<lines {
            writer.clear()
            Self.signal(Int64(number)).write(to: &writer)
            let record = Record(.signals, timeMs: 1_768_920_860_122, line: writer.bytes)
            while store.status.waiting > 30_000 {
                usleep(200)
                waited += 1
            }
            store.submit(.record(record))
        }
        guard store.stop(atMs: 1_768_920_861_000) else {
            throw BenchFailure("the store did not keep everything")
        }
        let nanoseconds = Double(nowNs() - begin) / Double(lines)
        say(
            "  append (format, queue, write, sync, seal): \(Text.decimal(nanoseconds, 0)) ns a line,"
                + " \(Text.grouped(1e9 / nanoseconds)) lines/s, \(Text.decimal(nanoseconds / split, 1)) plain splits"
        )
    }

    private static func signal(_ number: Int64) -> Signal {
        Signal(
            timestampMS: 1_768_920_860_122, marketKey: "xyz:11", side: .buy, rawEdgeHundredths: 1_715,
            netEdgeHundredths: 615, oracle: Price(mantissa: 18_655_000_000),
            best: Level(price: Price(mantissa: 18_623_000_000), size: Size(mantissa: 300_000_000)),
            suggestedSize: Size(mantissa: 30_000_000), number: number)
    }

    /// Nanoseconds an item in the best turn: what disturbs only ever makes a turn longer.
    private func best(_ items: Int, _ body: () -> Void) -> Double {
        var least = Int64.max
        for _ in 0..<max(1, turns) {
            let begin = nowNs()
            body()
            least = min(least, nowNs() - begin)
        }
        return Double(least) / Double(items)
    }

    private func tell(_ name: String, _ nanoseconds: Double, _ split: Double) {
        say(
            "  \(name): \(Text.decimal(nanoseconds, 1)) ns a frame, \(Text.grouped(1e9 / nanoseconds)) frames/s,"
                + " \(Text.decimal(nanoseconds / split, 1)) plain splits")
    }

    private static func split(_ tape: Tape) {
        tape.bytes.withUnsafeBytes { bytes in
            var splitter = FrameSplitter()
            var sum = 0
            _ = splitter.split(bytes) { sum &+= Int($0[$0.count / 2]) }
            keep(sum)
        }
    }

    private static func decode(_ tape: Tape, _ decoder: borrowing VenueDecoder) {
        tape.eachPayload { keep(slot(of: decoder.decode($0))) }
    }

    private static func decodeGeneral(_ tape: Tape, _ decoder: borrowing VenueDecoder) {
        tape.eachPayload { keep(slot(of: decoder.decodeGeneral($0))) }
    }

    private static func messages(_ tape: Tape, _ decoder: borrowing VenueDecoder) -> [VenueMessage] {
        var messages: [VenueMessage] = []
        tape.eachPayload { messages.append(decoder.decode($0)) }
        return messages
    }

    @inline(__always)
    private static func slot(of message: VenueMessage) -> Int {
        switch message {
        case .bbo(let slot, _, _, _), .context(let slot, _, _, _): slot
        default: -1
        }
    }
}

/// Makes a result needed.
@inline(never)
func keep(_ value: Int) { kept = value }
nonisolated(unsafe) private var kept = 0

extension Tape {
    @inline(__always)
    func eachPayload(_ body: (UnsafeRawBufferPointer) -> Void) {
        bytes.withUnsafeBytes { bytes in
            for frame in frames {
                body(UnsafeRawBufferPointer(rebasing: bytes[frame.begin + frame.headerBytes..<frame.end]))
            }
        }
    }
}

/// The engine's way from a message to what is to be written, in a time that goes on by a millisecond in a
/// thousand frames.
struct Detection {
    private var observatory: Observatory
    private var nowMS: Int64 = 1_768_920_860_122
    private var frames = 0
    private(set) var actions = 0

    init(_ markets: [Market]) {
        // All eight gates, as deployed.
        let gates = GateLimits(
            bboAgeMS: 2_000, contextAgeMS: 8_000, markDivergence: .whole(50),
            spreadShock: SpreadShockLimits(blocksAbove: Fixed8(mantissa: 6 * Fixed8.unit)),
            timeRegression: true, openInterestCap: true, parameterChange: true, halt: true)
        observatory = Observatory(markets: markets, settings: DetectorSettings(gates: gates), nowMS: nowMS)
        for (slot, market) in markets.enumerated() {
            observatory.terms(
                slot: slot,
                MarketTerms(
                    sizeDecimals: market.sizeDecimals, maxLeverage: market.maxLeverage,
                    openInterestCap: Fixed8(mantissa: .max)),
                nowMS: nowMS)
        }
    }

    mutating func take(_ messages: [VenueMessage]) {
        for message in messages { take(message) }
    }

    mutating func take(_ tape: Tape, _ decoder: borrowing VenueDecoder) {
        tape.bytes.withUnsafeBytes { bytes in
            for frame in tape.frames {
                take(
                    decoder.decode(
                        UnsafeRawBufferPointer(rebasing: bytes[frame.begin + frame.headerBytes..<frame.end])))
            }
        }
    }

    @inline(__always)
    mutating func take(_ message: VenueMessage) {
        frames &+= 1
        if frames % 1_000 == 0 { nowMS += 1 }
        switch message {
        case .bbo(let slot, let bid, let ask, let timeMS):
            observatory.bbo(slot: slot, bid: bid, ask: ask, timeMS: timeMS, nowMS: nowMS)
        case .context(let slot, let oracle, let mark, let openInterest):
            observatory.context(
                slot: slot, oracle: oracle, mark: mark, openInterest: openInterest, nowMS: nowMS)
        default: break
        }
        // As the engine does, once a read.
        if frames % 256 == 0 { observatory.drainActions { _ in actions += 1 } }
    }
}
