import DoDCalendar
import DoDReport

/// A built-up day of 32 markets with all that can be seen in a report: three faults, nine connections, a
/// few holes. The seeded noise is only to look at.
enum SampleModel {
    static let fromMs: Int64 = 1_768_893_180_000  // 2026-01-20 07:13 UTC
    static let toMs = fromMs + 86_520_000

    static func rehearsal(markets: Int = 32, hours: Int = 25) -> ReportModel {
        var model = ReportModel(
            verdict: "REHEARSAL PASS", evidence: "accelerated", policy: "phase-a", fromMs: fromMs, toMs: toMs)
        model.criteria = criteria
        model.coverage = coverage(markets: markets, hours: hours)
        model.timeLine = timeLine()
        model.faults = faults
        model.completeness = Completeness(
            must: 135_846, mustRecorded: 135_846, ambiguous: 412, ambiguousRecorded: 203, away: 5_731,
            inFlight: 12, inFlightRecorded: 7, recorded: 136_056, lost: 0, invented: 0, doubled: 0)
        model.files = files
        return model
    }

    static func failed() -> ReportModel {
        var model = rehearsal()
        model.verdict = "FAIL"
        model.criteria = criteria.map { criterion in
            switch criterion.id {
            case "integrity":
                ReportModel.Criterion(
                    id: "integrity", outcome: .fail,
                    summary: "signals_2026-01-20.jsonl ends 1 record (225 bytes) before its last seal.",
                    measured: [.init("records", "135,912"), .init("damaged segments", "1 of 4,711")],
                    required: [.init("damaged segments", "0")],
                    evidence: [
                        "signals_2026-01-20.jsonl: bytes 30,571,200 to 30,571,425 sealed at 2026-01-20 15:02:11, not there"
                    ])
            case "resources":
                ReportModel.Criterion(
                    id: "resources", outcome: .unknown,
                    summary: "1 h of real time is too short for a slope; 24 h are needed.",
                    measured: [.init("real time", "1 h")], required: [.init("real time", "24 h")])
            default: criterion
            }
        }
        model.completeness?.lost = 1
        model.completeness?.mustRecorded -= 1
        model.nextSteps = [
            "integrity: look at the segment named above with `hip3-dod repair DIR`; it says what can be saved and changes nothing without --apply.",
            "resources: judge a run of 24 h or more at real speed.",
        ]
        return model
    }

    static func coverage(markets: Int, hours: Int) -> CoverageMap {
        var noise = Noise(state: 7)
        let firstHour = fromMs / 3_600_000 * 3_600_000
        let rows = (0..<markets).map { market in
            let cells = (0..<hours).map { hour in
                let expected = hour == 0 ? 47 : (hour == hours - 1 ? 15 : 60)
                var covered = expected
                if hour == 10 { covered -= market % 5 == 0 ? 2 : 1 }
                if market == 17, (3...5).contains(hour) { covered = hour == 4 ? 0 : 25 }
                if noise.next(100) == 0 { covered -= 3 }
                if market == 31, hour < 6 { return CoverageMap.Cell() }
                return CoverageMap.Cell(covered: max(0, covered), expected: expected)
            }
            return CoverageMap.Row(label: "xyz:\(market) \(names[market % names.count])", cells: cells)
        }
        return CoverageMap(firstHourMs: firstHour, rows: rows)
    }

    static func timeLine() -> TimeLine {
        var line = TimeLine(fromMs: fromMs, toMs: toMs)
        line.sessions = TradingCalendar.newYork.sessions(from: fromMs, to: toMs)
        line.connections = 10
        var at = fromMs + 2_000
        while at < toMs {
            line.connected.append(.init(fromMs: at, toMs: min(at + 9_800_000, toMs)))
            at += 9_806_000
        }
        line.partialGaps = [.init(fromMs: fromMs + 12_000_000, toMs: fromMs + 16_000_000)]
        line.wholeGaps = [.init(fromMs: fromMs + 34_000_000, toMs: fromMs + 34_120_000)]
        var noise = Noise(state: 3)
        let session = line.sessions.first
        line.signals = BarChart(
            binMs: 600_000, beginMs: fromMs,
            bins: (0..<145).map { bin in
                let at = fromMs + Int64(bin) * 600_000
                let open = session.map { at > $0.openMs && at < $0.closeMs } ?? false
                return (open ? 1_900 : 500) + Int(noise.next(open ? 900 : 300))
            })
        return line
    }

    static let names = ["XYZ100", "TSLA", "NVDA", "GOLD", "HOOD", "INTC", "PLTR", "COIN", "META", "AAPL"]

    static let files = [
        ReportModel.File(
            path: "data/signals_2026-01-20.jsonl", bytes: 30_571_425, records: 111_203, crc32c: "9a1b2c3d"),
        ReportModel.File(
            path: "data/signals_2026-01-21.jsonl", bytes: 6_903_112, records: 24_853, crc32c: "00ff1a2b"),
        ReportModel.File(
            path: "data/followups_2026-01-20.jsonl", bytes: 98_112_400, records: 333_301, crc32c: "17c0ffee"),
        ReportModel.File(
            path: "data/ledger_2026-01-20.jsonl", bytes: 41_200_113, records: 9_120, crc32c: "0badf00d"),
        ReportModel.File(
            path: "data/markets_2026-01-20.json", bytes: 2_713, records: nil, crc32c: "a5a5a5a5"),
    ]
}

/// Numbers without meaning, the same each time.
struct Noise {
    var state: UInt64

    mutating func next(_ bound: UInt64) -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state >> 33) % bound
    }
}
