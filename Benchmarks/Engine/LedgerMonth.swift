import EngineCore
import EngineStore
import Glibc

/// Ledgers as an engine leaves them, written by the engine's own writer: a minute of all markets every minute, gates,
/// and a seal for each group commit, over so many days up to now.
///
/// The records of days that are over are removed behind it: a start does not open them.
struct LedgerMonth {
    let days: Int
    let markets: Int
    /// Group commits a day, each of one signal and its three follow-ups.
    let commits: Int

    private static let dayMS: Int64 = 86_400_000
    private static let minuteMS: Int64 = 60_000

    /// Gives the time of the last line.
    @discardableResult
    func write(_ configuration: StoreConfiguration, untilMS: Int64) throws -> Int64 {
        let disk = UnsyncedDisk()
        let firstMS = untilMS - untilMS % Self.dayMS - Int64(days - 1) * Self.dayMS
        let names = (0..<markets).map {
            Market(dex: "xyz", index: $0, coin: "xyz:COIN\($0)", sizeDecimals: 3, maxLeverage: 20)
        }
        let writer: DiskWriter
        do throws(StoreOpenError) {
            writer = try DiskWriter.open(
                disk, configuration,
                start: LedgerEntry("start", atMs: firstMS, members: Array(#""run_id":"month""#.utf8)))
        } catch {
            throw BenchFailure("\(error)")
        }
        writer.process([universe(names, firstMS)])
        let minute = try minuteMembers(names)
        let stepMS = max(1, Self.dayMS / Int64(commits))
        var nextMinuteMS = firstMS + Self.minuteMS
        var atMS = firstMS + stepMS
        var number = 0
        while atMS < untilMS {
            while nextMinuteMS <= atMS {
                writer.process([.ledger(LedgerEntry("minute", atMs: nextMinuteMS - 1, members: minute))])
                nextMinuteMS += Self.minuteMS
            }
            if atMS / Self.dayMS != (atMS - stepMS) / Self.dayMS {
                removeRecords(configuration, before: atMS, disk)
            }
            writer.process(records(number, atMS, names))
            if let job = writer.beginSync() { writer.finishSync(job.run(on: disk)) }
            number += 1
            atMS += stepMS
        }
        guard writer.finish(atMs: untilMS) else { throw BenchFailure("the month could not be written") }
        return untilMS
    }

    private func records(_ number: Int, _ atMS: Int64, _ names: [Market]) -> [Submission] {
        let market = names[number % names.count]
        let signal = Signal(
            timestampMS: atMS, marketKey: market.key, side: .buy, rawEdgeHundredths: 1_715,
            netEdgeHundredths: 615, oracle: Price(mantissa: 18_655_000_000),
            best: Level(price: Price(mantissa: 18_623_000_000), size: Size(mantissa: 300_000_000)),
            suggestedSize: Size(mantissa: 30_000_000), number: 0)
        var line = LineWriter(reserving: 512)
        signal.write(to: &line)
        var submissions = [Submission.record(Record(.signals, timeMs: atMS, line: line.bytes))]
        for offsetMS: Int64 in [1_000, 3_000, 5_000] {
            // Dated by the commit, so that time does not fall; to a ledger it is the same.
            let followup = Followup(
                signal: signal, offsetMS: offsetMS, capturedAtMS: atMS, oracle: signal.oracle,
                best: signal.best)
            line.clear()
            followup.write(to: &line)
            submissions.append(.record(Record(.followups, timeMs: atMS, line: line.bytes)))
        }
        if number % 10 == 0 {
            let gate = #""event":"passes","gate":"bbo_age","market":"\#(market.key)","blocked_ms":2345"#
            submissions.append(.ledger(LedgerEntry("gate", atMs: atMS, members: Array(gate.utf8))))
        }
        return submissions
    }

    private func universe(_ names: [Market], _ atMS: Int64) -> Submission {
        var line = LineWriter(reserving: 4_096)
        line.key("event")
        line.value("snapshot")
        line.key("markets")
        Universe.writeLedgerMarkets(names, to: &line)
        return .ledger(LedgerEntry("universe", atMs: atMS, members: line.bytes))
    }

    /// One minute of all markets, each with quotes and contexts, as the engine's own tally writes it.
    private func minuteMembers(_ names: [Market]) throws -> [UInt8] {
        var observatory = Observatory(markets: names, settings: DetectorSettings(), nowMS: 0)
        let level = Level(price: Price(mantissa: 18_650_000_000), size: Size(mantissa: 300_000_000))
        let ask = Level(price: Price(mantissa: 18_660_000_000), size: Size(mantissa: 300_000_000))
        for atMS in stride(from: Int64(0), to: 60_000, by: 500) {
            for slot in names.indices {
                observatory.bbo(slot: slot, bid: level, ask: ask, nowMS: atMS)
                observatory.context(slot: slot, oracle: level.price, mark: ask.price, nowMS: atMS)
            }
        }
        observatory.tick(nowMS: 60_000)
        var members: [UInt8] = []
        observatory.drainActions { action in
            guard case .minute(let report) = action else { return }
            var line = LineWriter(reserving: 16_384)
            line.key("minute_ms")
            line.value(report.minuteMS)
            line.key("observed_ms")
            line.value(report.observedMS)
            line.key("markets")
            report.writeMarkets(names, to: &line)
            members = line.bytes
        }
        guard !members.isEmpty else { throw BenchFailure("no minute was told") }
        return members
    }

    /// All but those of the day before and of the day itself.
    private func removeRecords(_ configuration: StoreConfiguration, before atMS: Int64, _ disk: UnsyncedDisk)
    {
        let kept = UTCDay(containing: atMS - Self.dayMS).text
        do throws(FileError) {
            for name in try disk.list(configuration.dataDirectory) where !name.hasPrefix("ledger_") {
                // `signals_2026-01-20.jsonl`
                guard name.hasSuffix(".jsonl"), name.dropLast(6).suffix(10) < kept else { continue }
                try disk.remove(configuration.dataDirectory + "/" + name)
            }
        } catch {}
    }
}
