import DoDCalendar
import Glibc

@testable import SoakStatus

/// A folder of a run with something of everything, and statuses of it.
enum StatusSamples {
    static let start = Lines.start

    /// A live run's folder: `hours` after its start, the engine up.
    static func folder(_ more: [String] = []) throws -> TemporaryRun {
        let run = try TemporaryRun()
        let journal =
            [
                Lines.runStarted(rate: "300.0", faults: "\"f-1\",\"f-2\""),
                Lines.journal(
                    "engine-started", start + 1000, "\"pid\":5,\"generation\":1,\"reason\":\"first\""),
                Lines.journal(
                    "fault-armed", start + 2000,
                    "\"fault\":\"f-1\",\"kind\":\"disk-full\",\"about\":\"a\",\"lift\":\"l\""),
                Lines.journal(
                    "fault-bitten", start + 3000, "\"fault\":\"f-1\",\"proof\":\"no room <b>\",\"facts\":{}"),
                Lines.journal("note", start + 4000, "\"text\":\"said by hand\""),
                Lines.journal(
                    "sample", start + 5000,
                    "\"rss_bytes\":36700160,\"cpu_ms\":90000,\"open_files\":26,\"data_bytes\":1048576,\"log_bytes\":1"
                ),
            ] + more
        try run.write("journal.jsonl", journal.map { $0 + "\n" }.joined())
        let markets = (0..<32).map { ("xyz:\($0)", $0 * 1000) }
        let snapshot = (0..<32).map {
            "{\"market\":\"xyz:\($0)\",\"coin\":\"xyz:COIN\($0)\",\"sz_decimals\":2,\"delisted\":false}"
        }
        try run.write(
            "data/ledger_2026-01-20.jsonl",
            [
                Lines.ledger(
                    "universe", start + 1500,
                    "\"event\":\"snapshot\",\"markets\":[\(snapshot.joined(separator: ","))]"),
                Lines.ledger(
                    "connection", start + 2000,
                    "\"event\":\"ready\",\"connection\":1,\"cause\":null,\"detail\":null"),
                Lines.minute(start + 3_600_000, signals: markets, errors: 2, expired: 3),
            ].map { $0 + "\n" }.joined())
        try run.write(
            "engine.log",
            (0..<50).map { "2026-01-20T07:13:15.728Z INFO line \($0)\n" }.joined()
                + "2026-01-20T07:13:16.000Z ERROR it \u{1b}[31mhurts\u{07} & <script>alert(1)</script>\n")
        return run
    }

    static func status(_ run: TemporaryRun, verdict: VerdictSoFar = .none("not yet tried")) -> RunStatus {
        RunReading(run.path).status(nowMs: start + 3_700_000, verdict: verdict)
    }

    /// Every criterion, one of each answer among them.
    static let verdict = VerdictSoFar(
        source: .tried, triedMs: start,
        criteria: [
            "evidence", "duration", "coverage", "self-recovery", "us-session", "integrity", "completeness",
            "semantics", "markets", "indicators", "rate-limits", "errors", "resources", "faults",
        ].enumerated().map { index, id in
            VerdictSoFar.Criterion(
                id: id, answer: [.pass, .notYet, .unknown, .fail][index % 4],
                summary: String(repeating: "many words of \(id) ", count: 8), isWaived: index == 3)
        })
}
