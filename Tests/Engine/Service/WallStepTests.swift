import EngineCore
import EngineStore
import EngineWire
import Testing

@testable import EngineService

/// The wall clock is set while signals come: what the lines say, and in which files they stand.
@Suite struct WallStepTests {
    /// What the core hands out goes to a real writer; the order and the times are kept, too.
    private final class Keeper: LineTaker {
        let writer: DiskWriter
        private(set) var ledger: [LedgerEntry] = []
        private(set) var records: [Record] = []

        init(_ writer: DiskWriter) { self.writer = writer }

        func submit(_ submission: Submission) -> Bool {
            if case .ledger(let entry) = submission { ledger.append(entry) }
            if case .record(let record) = submission { records.append(record) }
            writer.process([submission])
            return true
        }

        func minutes() -> [LedgerEntry] { ledger.filter { $0.type == "minute" } }
    }

    private struct Scene {
        let scratch = Scratch()
        let keeper: Keeper
        let core: ObservationCore

        init(startMS: Int64) throws {
            keeper = Keeper(
                try DiskWriter.open(
                    PosixFileSystem(),
                    StoreConfiguration(
                        dataDirectory: scratch.folder, spoolDirectory: scratch.folder + "-spool"),
                    start: LedgerEntry("start", atMs: startMS, members: Array(#""run_id":"r""#.utf8))))
            core = ObservationCore(DetectorSettings(gates: GateLimits()), store: keeper, nowMS: startMS)
            core.begin(RecordedMarket.beginning, nowMS: startMS)
        }

        /// A cross, so one signal of the first market, at this time of the feed.
        func signal(atMS: Int64) throws {
            let (oracle, ask) = (try Price("1000.0"), try Price("990.0"))
            core.received(.context(slot: 0, oracle: oracle, mark: nil), nowMS: atMS)
            let size = try Size("1.0")
            core.received(
                .bbo(slot: 0, bid: Level(price: try Price("980.0"), size: size), ask: nil, blockTimeMS: nil),
                nowMS: atMS)
            core.received(
                .bbo(
                    slot: 0, bid: Level(price: try Price("980.0"), size: size),
                    ask: Level(price: ask, size: size), blockTimeMS: nil), nowMS: atMS)
            core.readEnded()
        }

        func clear() {
            scratch.clear()
            try? PosixFileSystem().remove(scratch.folder + "-spool/spool.bin")
            try? PosixFileSystem().remove(scratch.folder + "-spool")
        }
    }

    private static let midnight: Int64 = 1_768_953_600_000

    @Test(arguments: [2_000, -2_000, 3_600_000, -3_600_000, 86_400_000, -86_400_000] as [Int64])
    func onlyTheClockLineLetsTimeFall(byMS: Int64) throws {
        let startMS = Self.midnight + 40_000_000
        let scene = try Scene(startMS: startMS)
        defer { scene.clear() }
        try scene.signal(atMS: startMS + 1_000)
        // One follow-up is taken, the others are pending when the clock is set.
        scene.core.tick(nowMS: startMS + 2_100)
        #expect(
            scene.core.wallStepped(to: startMS + 2_500 + byMS, nowMS: startMS + 2_500) == startMS + 2_500)
        try scene.signal(atMS: startMS + 3_000)
        for dueMS: Int64 in [4_000, 6_000, 8_000] { scene.core.tick(nowMS: startMS + dueMS) }
        let endMS = scene.core.stop(nowMS: startMS + 20_000)
        #expect(endMS == startMS + 20_000 + byMS)
        #expect(scene.keeper.writer.finish(atMs: endMS))
        var last = Int64.min
        for entry in scene.keeper.ledger {
            #expect(entry.atMs >= last || entry.type == "clock", "\(entry.type) at \(entry.atMs)")
            last = entry.atMs
        }
        // Both signals are there, each with the time that the clock had.
        let times = scene.keeper.records.filter { $0.stream == .signals }.map(\.timeMs)
        #expect(times == [startMS + 1_000, startMS + 3_000 + byMS])
        // No time of the feed is lost between the minutes' lines.
        let observed = scene.keeper.minutes().map { number("observed_ms", $0) }.reduce(0, +)
        #expect(observed == 20_000)
        // Each of the six follow-ups is accounted for, once, and the two that an earlier process left.
        let due = scene.keeper.minutes().map { number("followups_due", $0) }.reduce(0, +)
        let taken = scene.keeper.minutes().map { number("followups_taken", $0) }.reduce(0, +)
        let missed = scene.keeper.minutes().map { number("followups_missed", $0) }.reduce(0, +)
        #expect(due == 8 && taken == 4 && missed == 2)
    }

    /// Set back over midnight: a signal stands in the file of the day that its own time lies in.
    @Test(arguments: [-30_000, -3_600_000, -86_400_000] as [Int64])
    func recordsStandInTheirOwnDayWhenTheClockFallsOverMidnight(byMS: Int64) throws {
        let startMS = Self.midnight - 5_000
        let scene = try Scene(startMS: startMS)
        defer { scene.clear() }
        try scene.signal(atMS: startMS + 1_000)
        try scene.signal(atMS: Self.midnight + 1_000)
        _ = scene.core.wallStepped(to: Self.midnight + 10_000 + byMS, nowMS: Self.midnight + 10_000)
        try scene.signal(atMS: Self.midnight + 11_000)
        let endMS = scene.core.stop(nowMS: Self.midnight + 40_000)
        #expect(scene.keeper.writer.finish(atMs: endMS))
        for record in scene.keeper.records where record.stream == .signals {
            let name = "signals_\(UTCDay(containing: record.timeMs).text).jsonl"
            let line = String(decoding: record.line, as: UTF8.self)
            #expect(scene.scratch.text(name).components(separatedBy: line) == 2, "\(name) lacks \(line)")
        }
        #expect(scene.keeper.records.count { $0.stream == .signals } == 3)
    }

    private func number(_ key: String, _ entry: LedgerEntry) -> Int {
        String(decoding: entry.members, as: UTF8.self).components(after: "\"\(key)\":").map {
            Int($0.prefix { $0.isNumber }) ?? 0
        }.reduce(0, +)
    }
}

extension String {
    /// How many pieces `separator` cuts this into.
    fileprivate func components(separatedBy separator: String) -> Int {
        components(after: separator).count + 1
    }

    /// What follows each occurrence of `text`.
    fileprivate func components(after text: String) -> [Substring] {
        var found: [Substring] = []
        var rest = self[...]
        while let range = rest.firstRange(of: text) {
            rest = rest[range.upperBound...]
            found.append(rest)
        }
        return found
    }
}
