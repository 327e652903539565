import Glibc
import SoakFaults
import SoakScenario
import Testing

@testable import SoakRunner

/// Scenarios side by side, with actors for their programs.
@Suite struct BatchTests {
    let stage = Stage()

    func scenario(_ name: String, faults: String = "") throws -> Scenario {
        try ScenarioReader.scenario(
            """
            # A scenario of actors.
            name = "\(name)"
            seed = 3
            [window]
            start = "2026-01-20T23:00:00Z"
            duration = "2h"
            \(faults)
            # An actor that is ended in its first moment has no handler yet: its exit code is nothing to go by.
            [expect]
            verdict = "REHEARSAL PASS"
            """, file: "\(name).toml", folder: ".")
    }

    @Test func resultsStandInTheOrderAskedForAndNothingIsLeft() async throws {
        // The judge of the first one waits until the last one is done.
        stage.shop.write(
            Stage.judge.replacing(
                "echo \"judged\"",
                with: """
                    case "$json" in *first*) while ! grep -q 'passed .*third' "$here/console"; do sleep 0.01; done;; esac
                    """), to: "judge.sh")
        stage.move(to: "2026-01-21T01:00:00Z")
        _ = try stage.begin(["first", "second", "third"].map { try scenario($0) }) { $0.jobs = 2 }
        let results = try await stage.results()
        #expect(results.map { $0?.name } == ["first", "second", "third"])
        #expect(results.allSatisfy { $0?.outcome == .passed })
        let lines = stage.shop.text("console").split(separator: "\n")
        #expect(
            lines.allSatisfy { line in
                ["first  | ", "second | ", "third  | "].contains { line.hasPrefix($0) }
            })
        let ends = lines.filter { $0.contains("| passed") }.map { $0.prefix { $0 != " " } }
        #expect(ends == ["second", "third", "first"])
        #expect(stage.runs.isEmpty)
    }

    @Test func anInterruptionEndsAllInOrder() async throws {
        _ = try stage.begin(["first", "second", "third"].map { try scenario($0) }) { $0.jobs = 2 }
        try await stage.eventually("two engines") {
            stage.runs.count { JournalFile($0).has("engine-started") } == 2
        }
        stage.interruption.raise()
        let results = try await stage.results()
        #expect(
            results.map { $0?.outcome } == [
                .inconclusive(["interrupted"]), .inconclusive(["interrupted"]), nil,
            ])
        let summary = BatchSummary(results, seconds: 1, kindsKnown: 1)
        #expect(summary.exitCode == 2)
        #expect(summary.lines.contains { $0.hasPrefix("0 of 3 scenarios passed, 2 INCONCLUSIVE, 1 not run") })
        #expect(stage.runs.count == 2)
        for run in stage.runs {
            let journal = JournalFile(run)
            #expect(journal.types.last == "run-ended")
            let pid = journal.line("engine-started").split(separator: "\"pid\":").last?.prefix { $0.isNumber }
            #expect(kill(Int32(pid ?? "") ?? 0, 0) == -1, "an engine is left")
        }
    }

    @Test func aFailedOneKeepsItsFolderAndSaysHowToHaveItAgain() async throws {
        stage.judge(says: "FAIL", exit: 1)
        stage.move(to: "2026-01-21T01:00:00Z")
        _ = try stage.begin([try scenario("bad")])
        let result = try #require(try await stage.results()[0])
        guard case .failed = result.outcome else {
            Issue.record("\(result)")
            return
        }
        #expect(access(result.folder + "/verdict.json", R_OK) == 0)
        let console = stage.shop.text("console")
        #expect(console.contains("again:  hip3-soak scenario run bad.toml --keep --seed 3"))
        #expect(console.contains("folder: \(result.folder)"))
    }

    @Test func seedsAndLeaveAreInTheCommands() throws {
        var batch = ScenarioBatch(
            seed: nil, keepsPassed: false, reports: "/r", programs: stage.programs, engineUser: nil, words: []
        )
        batch.seeds = 3
        let tasks = try batch.tasks([try scenario("a"), try scenario("b")])
        #expect(
            tasks.map(\.name) == ["a seed 3", "a seed 4", "a seed 5", "b seed 3", "b seed 4", "b seed 5"])
        #expect(tasks[1].order.command == "hip3-soak scenario run a.toml --keep --seed 4")
        batch.leave = SkipLeave(["disk-fulll"])
        #expect(throws: RunRefusal.self) { try batch.tasks([try scenario("a")]) }
    }

    @Test func aLiveFeedIsRefused() throws {
        var live = try scenario("live")
        live.feed = .live
        let batch = ScenarioBatch(
            seed: nil, keepsPassed: false, reports: "/r", programs: stage.programs, engineUser: nil, words: []
        )
        let refusal = #expect(throws: RunRefusal.self) { try batch.tasks([live]) }
        #expect(refusal?.exitCode == 64)
        #expect(refusal?.description.contains("live.toml: its feed is \"live\"") == true)
    }

    static let fault = """
        [[fault]]
        kind = "sigterm"
        after_signals = 5
        lasts = "30m"
        """

    @Test func twoRunsOfOneSeedDecideTheSame() async throws {
        // The judge of the first run waits until the clock stands where the second one is to begin.
        stage.shop.write(
            Stage.judge.replacing(
                "echo \"judged\"", with: "while [ ! -e \"$here/go\" ]; do sleep 0.01; done"),
            to: "judge.sh")
        stage.move(to: "2026-01-20T23:10:00Z")
        _ = try stage.begin([try scenario("twice", faults: Self.fault)]) {
            $0.isTwice = true
            $0.keepsPassed = true
        }
        for number in 1...2 {
            try await stage.eventually("run \(number)") { stage.runs.count == number }
            try await stage.eventually("the lift of run \(number)") {
                stage.runs.allSatisfy { JournalFile($0).has("fault-lifted") }
            }
            stage.move(to: "2026-01-21T01:00:00Z")
            try await stage.eventually("the end of run \(number)") {
                stage.runs.allSatisfy { JournalFile($0).has("run-ended") }
            }
            if number == 1 { stage.move(to: "2026-01-20T23:10:00Z") }
            stage.shop.write("", to: "go")
        }
        let results = try await stage.results()
        #expect(results.first??.outcome == .passed, "\(stage.shop.text("console"))")
        let decisions = try stage.runs.map { try #require(RunDecisions($0)) }
        try #require(decisions.count == 2)
        #expect(decisions[0] == decisions[1])
        #expect(decisions[0].steps == ["armed sigterm sigterm", "bitten sigterm", "lifted sigterm"])
        #expect(decisions[0].plan.count == 1 && decisions[0].plan[0].contains(#""after":"5 signals""#))
    }

    @Test func theFirstDifferenceIsNamed() throws {
        func decisions(_ plan: String, _ steps: [String]) throws -> RunDecisions {
            let lines = steps.map {
                "{\"type\":\"fault-\($0)\",\"wall_ms\":\(Int.random(in: 0...9)),\"fault\":\"f\"}\n"
            }
            return try #require(RunDecisions(plan: plan, journal: Array(lines.joined().utf8)))
        }
        let one = try decisions("k 3\n", ["armed", "bitten"])
        #expect(one.difference(from: try decisions("k 3\n", ["armed", "bitten"])) == nil)
        #expect(
            one.difference(from: try decisions("k 4\n", ["armed", "bitten"])) == "plan: first k 3, then k 4")
        #expect(
            one.difference(from: try decisions("k 3\n", ["armed"]))
                == "faults: first bitten f, then nothing more")
        #expect(RunDecisions(plan: "", journal: Array("{\"type\":\"fault-ar".utf8)) == nil)
    }
}
