import DoDReport

extension SampleModel {
    static let faults = [
        Fault(
            id: "january", kind: "directory-owner",
            about:
                "Over midnight the data directory belongs to another user, so the new day's file can't be created.",
            lift: "chown back", armedMs: fromMs + 59_820_000,
            outcome: .bitten(
                atMs: fromMs + 60_421_000,
                proof:
                    "open(data/signals_2026-01-21.jsonl) gave EACCES (13) 3,571 times as UID 1000; 2,113 records went to the spool and back."
            ),
            liftedMs: fromMs + 63_420_000),
        Fault(
            id: "torn", kind: "torn-write",
            about: "A write is cut in the middle of a line and the engine killed, within the US session.",
            lift: "restart", armedMs: fromMs + 34_000_000,
            outcome: .bitten(
                atMs: fromMs + 34_060_000,
                proof:
                    "write(7, 225 bytes) cut to 98, then SIGKILL; the file ended in 98 bytes without a newline; the next start moved them to quarantine/."
            ),
            liftedMs: fromMs + 34_061_000),
        Fault(
            id: "quiet", kind: "feed-stall", about: "The exchange stops sending for two minutes.",
            lift: "send again",
            armedMs: fromMs + 70_000_000, outcome: .missed(why: "The connection had expired 4 s before."),
            liftedMs: fromMs + 70_120_000),
    ]

    static let criteria: [ReportModel.Criterion] = [
        .init(
            id: "evidence", outcome: .pass,
            summary: "1 ledger of 9,120 lines with a whole chain; clock rate 300.",
            measured: [.init("ledger lines", "9,120"), .init("clock rate", "300")],
            required: [.init("ledger", "present, chain whole")]),
        .init(
            id: "duration", outcome: .pass, summary: "24 h 2 min from 2026-01-20 07:13 to 2026-01-21 07:15.",
            measured: [.init("duration", "24 h 2 min")], required: [.init("duration", "24 h")]),
        .init(
            id: "coverage", outcome: .pass,
            summary: "99.71 % of market-minutes (45,999 of 46,130) are covered; the longest gap is 2 min.",
            measured: [
                .init("covered", "99.71 % (45,999 of 46,130)"), .init("longest gap", "2 min (xyz:17)"),
            ],
            required: [.init("covered", "99.50 %"), .init("longest gap", "5 min")]),
        .init(
            id: "us-session", outcome: .pass,
            summary:
                "The session of Tue 2026-01-20 14:30-21:00 UTC is whole: 21 of 21 US markets covered and alive.",
            measured: [.init("markets", "21 of 21"), .init("minutes", "8,169 of 8,190")],
            required: [.init("markets", "90 %"), .init("minutes of each", "99 %")]),
        .init(
            id: "integrity", outcome: .pass,
            summary: "478,477 records in 5 files equal 4,711 seals; 1 torn tail (98 bytes) is accounted for.",
            measured: [.init("records", "478,477"), .init("seals", "4,711")],
            required: [.init("damaged segments", "0")]),
        .init(
            id: "resources", outcome: .pass,
            summary: "Memory peaked at 41 MB, open files at 23 (1,444 samples); a slope needs real time.",
            measured: [.init("memory", "41 MB"), .init("open files", "23")],
            required: [.init("memory", "512 MB"), .init("open files", "256")],
            evidence: ["journal.jsonl: 1,444 samples"]),
    ]
}
