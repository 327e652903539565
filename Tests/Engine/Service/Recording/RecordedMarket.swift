import EngineCore
import EngineFeed
import EngineStore
import EngineWire
import Glibc
import Logging

@testable import EngineService

/// A folder of one test's own.
struct Scratch {
    let folder: String

    init() {
        var template = Array("/tmp/hip3-record-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { fatalError("no folder: errno \(errno)") }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    func path(_ name: String) -> String { folder + "/" + name }

    func clear() { Self.remove(folder) }

    private static func remove(_ folder: String) {
        for name in (try? PosixFileSystem().list(folder)) ?? [] {
            if unlink(folder + "/" + name) != 0 { remove(folder + "/" + name) }
        }
        rmdir(folder)
    }

    func bytes(_ name: String) -> [UInt8] { Self.bytes(at: path(name)) }
    func text(_ name: String) -> String { String(decoding: bytes(name), as: UTF8.self) }

    static func bytes(at path: String) -> [UInt8] {
        let disk = PosixFileSystem()
        guard let file = try? disk.open(path, .read), let length = try? disk.length(of: file) else {
            return []
        }
        return (try? disk.read(file, at: 0, count: Int(length))) ?? []
    }

    func write(_ bytes: [UInt8], to name: String) throws {
        let disk = PosixFileSystem()
        let file = try disk.open(path(name), .readWrite)
        try disk.truncate(file, to: 0)
        var at = 0
        while at < bytes.count { at += try disk.write(bytes, from: at, to: file, at: Int64(at)) }
    }
}

/// Two markets that move by a seed, as frames of the venue, across midnight, with everything that an observation
/// can be told.
struct RecordedMarket {
    static let markets = [
        Market(dex: "xyz", index: 0, coin: "xyz:A", sizeDecimals: 2, maxLeverage: 10),
        Market(dex: "xyz", index: 3, coin: "xyz:B", sizeDecimals: 2, maxLeverage: 10),
    ]
    /// 2026-01-20T23:59:30Z
    static let beginMS: Int64 = 1_768_953_570_000

    static let run = RecordedRun(
        runID: "engine-1-2", version: EngineVersion.text,
        clock: ClockFacts(source: "system", rate: 1, originMS: 0), startMS: beginMS, openedMS: beginMS + 1,
        configuration: Array("xyz_pattern = \"xyz\"\n[persistence]\ndata_dir = \"/recorded/data\"\n".utf8),
        configurationFile: "engine.toml", webSocketURL: "wss://api.hyperliquid.xyz/ws", dataDirectory: nil)

    static var beginning: Beginning {
        let universe = Universe(
            dex: "xyz", dexIndex: 1,
            markets: markets + [
                Market(
                    dex: "xyz", index: 4, coin: "xyz:Ü\"", sizeDecimals: 0, maxLeverage: 3, isDelisted: true)
            ])
        let earlier = Signal(
            timestampMS: beginMS - 10, marketKey: "xyz:3", side: .buy, rawEdgeHundredths: 1_200,
            netEdgeHundredths: 100, oracle: Price(mantissa: 100 * Fixed8.unit),
            best: Level(price: Price(mantissa: 99 * Fixed8.unit), size: Size(mantissa: Fixed8.unit)),
            suggestedSize: Size(mantissa: Fixed8.unit / 10), number: 0)
        return Beginning(
            universe, markets, earlierSignals: [earlier],
            interrupted: [Beginning.Interrupted(marketKey: "xyz:3", count: 2)])
    }

    private var seed: UInt64

    init(seed: UInt64) { self.seed = seed }

    mutating func random(_ bound: UInt64) -> UInt64 {
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (seed >> 33) % bound
    }

    mutating func frame() -> String {
        let coin = Self.markets[Int(random(2))].coin
        switch random(20) {
        case 0: return #"{"channel":"pong"}"#
        case 1: return #"{"channel":"news","data":1}"#
        case 2: return "{torn"
        case 3: return #"{"channel":"bbo","data":{"coin":"\#(coin)","time":1,"bbo":[null,null]}}"#
        case 4..<10:
            let oracle = 1_000 + Int(random(3))
            return
                #"{"channel":"activeAssetCtx","data":{"coin":"\#(coin)","ctx":{"oraclePx":"\#(oracle).0","markPx":null}}}"#
        default:
            let ask = 997 + Int(random(6))
            return """
                {"channel":"bbo","data":{"coin":"\(coin)","time":1,"bbo":[{"px":"\(ask - 2).5","sz":"1.0","n":1},\
                {"px":"\(ask).0","sz":"2.0","n":1}]}}
                """
        }
    }
}

/// A core that is driven as the live loop drives it, by a market of a seed; what it gave stands in `lines`.
final class LiveObservation: LineTaker {
    private(set) var signals: [UInt8] = []
    private(set) var followups: [UInt8] = []
    private(set) var ledger: [LedgerEntry] = []
    private(set) var endMS: Int64 = 0

    func submit(_ submission: Submission) -> Bool {
        switch submission {
        case .record(let record):
            if record.stream == .signals { signals += record.line } else { followups += record.line }
        case .ledger(let entry): ledger.append(entry)
        case .markets, .time: break
        }
        return true
    }

    /// - Parameter between: called now and then, so that a test can cut segments.
    func observe(_ recorder: Recorder, seed: UInt64, steps: Int, between: () -> Void = {}) {
        var market = RecordedMarket(seed: seed)
        recorder.opening(RecordedMarket.run)
        var nowMS = RecordedMarket.run.openedMS
        let core = ObservationCore(
            DetectorSettings(gates: GateLimits(bboAgeMS: 2_000)), store: self, nowMS: nowMS,
            recorder: recorder)
        var minutes = 0
        core.minuteFacts = { _ in
            minutes += 1
            return MinuteFacts(feed: Array("{\"minute\":\(minutes)}".utf8), process: Array("{}".utf8))
        }
        let decoder = VenueDecoder(markets: RecordedMarket.markets)
        core.tick(nowMS: nowMS)
        core.begin(RecordedMarket.beginning, nowMS: nowMS + 5)
        func connection(_ kind: ConnectionEvent.Kind, _ number: Int) {
            core.connectionChanged(
                ConnectionEvent(kind: kind, connection: number, detail: "d\(number)", atMS: nowMS))
        }
        connection(.connected, 1)
        connection(.ready, 1)
        for step in 0..<steps {
            // Ties are common: a timer and several frames in one millisecond.
            let passedMS = Int64(market.random(3)) * Int64(market.random(60))
            // All messages of one read have its time.
            if passedMS > 0 { core.readEnded() }
            nowMS += passedMS
            if step % 7 == 0 { core.tick(nowMS: nowMS) }
            let frame = Array(market.frame().utf8)
            frame.withUnsafeBytes {
                recorder.frame($0, nowMS: nowMS)
                core.received(decoder.decode($0), nowMS: nowMS)
            }
            if step == steps / 3 {
                core.readEnded()
                connection(.lost(.closed), 1)
                connection(.subscribed, 2)
            }
            if step == steps / 2 {
                core.readEnded()
                _ = core.wallStepped(to: nowMS + core.shiftMS + 700, nowMS: nowMS)
            }
            if step % 50 == 0 { between() }
        }
        core.readEnded()
        connection(.lost(.shutdown), 2)
        endMS = core.stop(nowMS: nowMS)
    }
}
