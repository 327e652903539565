import Testing

extension WholePrograms {
    /// The harness can fail: an engine with one bug, played by the real runner against the real exchange, is
    /// judged bad by the real judge, for that bug.
    @Suite(.serialized) struct SaboteurTests {
        /// The incident of January 2026 with the engine of January 2026.
        @Test func anEngineThatSwallowsAFailedCreateHasLost() async throws {
            let place = try Workplace()
            let run = try await ShortRun(
                name: "swallow", start: "2026-01-20T23:56:00Z", minutes: 14, seed: 4,
                faults: """
                    [[fault]]
                    id = "incident"
                    kind = "data-dir-taken"
                    at = "23:58"
                    until = "00:07"
                    """
            ).play(engine: try place.saboteur("swallow"), at: place)
            let verdict = try run.verdict
            // The day before is whole, and of the new one it saw nothing amiss: signals in its log, seals
            // over them.
            try #require(run.text("data/signals_2026-01-20.jsonl").hasSuffix("\n"))
            try #require(run.text("engine.log").contains("Signal detected"))
            try #require(run.text("data/ledger_2026-01-21.jsonl").contains("signals_2026-01-21.jsonl"))
            try verdict.requireBad(
                "integrity", "fail", "signals_2026-01-21.jsonl is not there", "were sealed")
            try verdict.requireBad("completeness", "fail", " LOST", "0 signals in the files")
            try verdict.requireBad("faults", "unknown", "incident", "no storage failure with errno 13")
            try #require(verdict.verdict == "FAIL" && run.runner.code == 1, "\(run.runner)")
            try place.clear()
        }

        @Test func anEngineThatAppendsToATornLineHasDamagedIt() async throws {
            let place = try Workplace()
            let run = try await ShortRun(
                name: "glue", start: "2026-01-20T15:00:00Z", minutes: 12, seed: 4,
                faults: """
                    [[fault]]
                    id = "torn"
                    kind = "torn-write"
                    at = "15:02"
                    until = "15:10"
                    k = 2
                    """
            ).play(engine: try place.saboteur("glue"), at: place)
            let verdict = try run.verdict
            try #require(run.text("journal.jsonl").contains(#""type":"fault-bitten""#), "\(run.runner)")
            try verdict.requireBad("integrity", "fail", "glued line: a torn record, and another", "sealed")
            try verdict.requireBad("faults", "unknown", "torn", "no repair line")
            try #require(verdict.verdict == "FAIL" && run.runner.code == 1, "\(run.runner)")
            try place.clear()
        }

        @Test func anEngineThatDoublesOnRetryHasDoubled() async throws {
            let place = try Workplace()
            let run = try await ShortRun(
                name: "double", start: "2026-01-20T15:00:00Z", minutes: 8, seed: 5
            ).play(engine: try place.saboteur("double"), at: place)
            let verdict = try run.verdict
            try verdict.requireBad("completeness", "fail", " DOUBLED", "DOUBLED xyz:")
            try verdict.requireBad("integrity", "fail", "signals_2026-01-20.jsonl", "sealed")
            try #require(verdict.verdict == "FAIL" && run.runner.code == 1, "\(run.runner)")
            try place.clear()
        }
    }
}
