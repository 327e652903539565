import Testing

/// A bug that the saboteur engine is given, the scenario that finds it, and what it is found by. The same table
/// stands in docs/planted-bugs.md in words.
struct PlantedBug: Sendable, CustomTestStringConvertible {
    /// A criterion that is not good, and words that must stand in it or below it.
    struct Finding: Sendable {
        let criterion: String
        let result: String
        let words: [String]
    }

    /// As `saboteur --bug` takes it.
    let name: String
    /// In scenarios/planted.
    let scenario: String
    let verdict: String
    let findings: [Finding]
    /// Criteria that must be good all the same: what finds the bug is nothing else.
    let good: [String]

    var testDescription: String { "\(name) in \(scenario)" }

    private init(
        _ name: String, in scenario: String, verdict: String = "FAIL", good: [String] = [],
        _ findings: Finding...
    ) {
        self.name = name
        self.scenario = scenario
        self.verdict = verdict
        self.good = good
        self.findings = findings
    }

    private static func fails(_ criterion: String, _ words: String...) -> Finding {
        Finding(criterion: criterion, result: "fail", words: words)
    }

    private static func doubts(_ criterion: String, _ words: String...) -> Finding {
        Finding(criterion: criterion, result: "unknown", words: words)
    }

    static let all = ofDisk + ofLedger + ofCore + ofFeed + ofSettings

    private static let ofDisk = [
        PlantedBug(
            "swallow", in: "incident",
            fails("integrity", "signals_2026-01-21.jsonl is not there", "were sealed"),
            fails("completeness", " LOST", ": 0 signals in the files"),
            doubts("faults", "incident", "no storage failure with errno 13")),
        PlantedBug(
            "glue", in: "torn", fails("integrity", "glued line: a torn record, and another", "sealed"),
            doubts("faults", "torn", "no repair line")),
        PlantedBug(
            "double", in: "quiet", fails("completeness", " DOUBLED", "DOUBLED xyz:"),
            fails("integrity", "signals_2026-01-20.jsonl", "sealed")),
        PlantedBug(
            "promise", in: "killed", fails("integrity", "was sealed to byte", "it shrank by"),
            fails("completeness", " LOST")),
        PlantedBug(
            "keepLastLine", in: "stopped", fails("integrity", "were sealed", "records are missing"),
            fails("completeness", " signals in the files, ", "by the ledger")),
        PlantedBug(
            "ignoreShortWrite", in: "short-write", fails("integrity", "glued line", "were sealed"),
            fails("completeness", " LOST")),
        PlantedBug(
            "neverSync", in: "sync-fails", verdict: "INCONCLUSIVE", good: ["integrity", "completeness"],
            doubts("faults", "did not bite", "fdatasync, fsync of signals files never came")),
        PlantedBug(
            "renameUnsynced", in: "sync-of-new-day", verdict: "INCONCLUSIVE",
            good: ["integrity", "completeness"],
            doubts("faults", "did not bite", "fdatasync, fsync of markets files never came")),
        PlantedBug(
            "oldDay", in: "midnight", fails("integrity", "wrong day", "in the file of 2026-01-20")),
        PlantedBug(
            "wipe", in: "stopped", fails("integrity", "were sealed", "records are missing"),
            fails("completeness", ": 0 signals in the files", " LOST")),
        PlantedBug(
            "writeToDeleted", in: "file-removed",
            fails("integrity", "signals_2026-01-20.jsonl is not there", "were sealed"),
            fails("completeness", " LOST")),
        PlantedBug("flipBit", in: "quiet", fails("integrity", "records, crc ", " sealed ")),
        PlantedBug(
            "sealWhatIsNot", in: "quiet", fails("integrity", "signals_2026-01-20.jsonl has", "were sealed"),
            fails("completeness", " LOST")),
    ]

    private static let ofLedger = [
        PlantedBug(
            "countTooLow", in: "quiet", good: ["integrity", "evidence", "semantics"],
            fails("completeness", " signals in the files, ", " by the ledger")),
        PlantedBug(
            "countTooHigh", in: "quiet", good: ["integrity", "evidence", "semantics"],
            fails("completeness", " signals by its total, ", " sealed")),
        PlantedBug(
            "dropUncounted", in: "quiet", good: ["integrity", "evidence", "semantics"],
            fails("completeness", "5 LOST", " by the ledger")),
        PlantedBug(
            "hideFailures", in: "no-space", verdict: "INCONCLUSIVE",
            good: ["integrity", "evidence", "completeness"],
            doubts("faults", "no-space", "no storage failure with errno 28")),
        PlantedBug(
            "chainAnew", in: "stopped", fails("evidence", "chain broken"),
            fails("integrity", "chain broken")),
        PlantedBug(
            "forgetInterrupted", in: "killed", good: ["integrity", "evidence", "semantics"],
            fails("completeness", " follow-ups are nowhere")),
    ]

    private static let ofCore = [
        PlantedBug(
            "forget", in: "quiet", good: ["integrity", "evidence", "semantics", "coverage"],
            fails("completeness", " LOST", "LOST xyz:")),
        PlantedBug(
            "repeatSignals", in: "quiet", good: ["integrity", "evidence", "coverage"],
            fails("completeness", " DOUBLED", "DOUBLED xyz:")),
        PlantedBug("swapLines", in: "quiet", fails("semantics", "id order", "comes after")),
        PlantedBug(
            "swapSides", in: "quiet", good: ["integrity", "evidence"],
            fails("semantics", "side: ", " is no cross"), fails("completeness", " INVENTED", " LOST")),
        PlantedBug(
            "truncateEdges", in: "quiet", good: ["integrity", "evidence", "completeness"],
            fails("semantics", "raw edge: raw_edge_bps ", "from its prices")),
        PlantedBug(
            "askForMore", in: "quiet", good: ["integrity", "evidence", "semantics"],
            fails("completeness", " LOST", "LOST xyz:")),
        PlantedBug(
            "suggestAll", in: "quiet", good: ["integrity", "evidence", "completeness"],
            fails("semantics", "size: suggested_size ", " is above 0.1 of ")),
        PlantedBug(
            "followUpEarly", in: "quiet", good: ["evidence"],
            fails("semantics", "followup time: captured ", " ms after its signal, not ")),
        PlantedBug("clockFalls", in: "quiet", good: ["evidence"], fails("integrity", "time back: ")),
    ]

    private static let ofFeed = [
        PlantedBug(
            "missBeginning", in: "quiet", good: ["integrity", "evidence", "semantics"],
            fails("completeness", " LOST", "LOST xyz:")),
        PlantedBug(
            "noResubscribe", in: "quiet", good: ["integrity", "evidence"],
            fails("coverage", "gap of ", " in 15 markets")),
        PlantedBug(
            "deafToSome", in: "quiet", good: ["integrity", "evidence", "semantics"],
            fails("coverage", "gap of ", "xyz:TSLA"),
            fails("completeness", "frames were sent to the engine, its ledger says 0")),
        PlantedBug(
            "fakeMinutes", in: "quiet", good: ["integrity", "evidence", "coverage"],
            fails("completeness", " LOST", "LOST xyz:")),
        PlantedBug(
            "callCovered", in: "quiet", good: ["integrity", "evidence", "coverage", "markets"],
            fails("completeness", "frames were sent to the engine, its ledger says ")),
        PlantedBug(
            "oldOracle", in: "quiet", good: ["integrity", "evidence", "semantics"],
            fails("completeness", " INVENTED", " LOST")),
        PlantedBug(
            "readTwice", in: "quiet", good: ["integrity", "evidence", "semantics", "coverage"],
            fails("completeness", "frames were sent to the engine, its ledger says ")),
        PlantedBug(
            "swapBook", in: "quiet", good: ["integrity", "evidence", "semantics"],
            fails("completeness", " INVENTED", " LOST")),
    ]

    private static let ofSettings = [
        PlantedBug(
            "ignoreGate", in: "gates", good: ["integrity", "evidence", "semantics"],
            fails("completeness", " INVENTED", "INVENTED xyz:")),
        PlantedBug(
            "gateStuck", in: "gates", good: ["integrity", "evidence"],
            fails("completeness", " LOST", "LOST xyz:")),
        PlantedBug(
            "ageByWall", in: "gates", good: ["integrity", "evidence", "semantics"],
            fails("completeness", " INVENTED", "INVENTED xyz:")),
        PlantedBug(
            "systemClock", in: "quiet",
            fails("evidence", "the ledger says clock rate 1.0, the journal 100.0", "tell of different times")),
    ]
}
