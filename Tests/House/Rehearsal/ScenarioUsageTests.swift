import FoundationEssentials
import Testing

extension WholePrograms {
    /// What `hip3-soak scenario` says to what it can't do: one line, exit 64, and nothing is run or made.
    @Suite struct ScenarioUsageTests {
        struct Mistake: Sendable, CustomTestStringConvertible {
            let testDescription: String
            var options: [String] = []
            /// In place of the first of these in the file.
            var change: (old: String, new: String) = ("", "")
            let says: [String]
        }

        static let file = """
            # A scenario with one fault.
            name = "usage"
            [window]
            start = "2026-01-20T15:00:00Z"
            duration = "30m"
            [[fault]]
            id = "full"
            kind = "disk-full"
            at = "15:08"
            [expect]
            verdict = "REHEARSAL PASS"
            """

        static let mistakes: [Mistake] = [
            Mistake(
                testDescription: "a leave for nobody", options: ["--allow-skip", "disk-ful"],
                says: ["--allow-skip disk-ful", "did you mean disk-full?"]),
            Mistake(testDescription: "no job", options: ["--jobs", "0"], says: ["--jobs 0", "1 to"]),
            Mistake(testDescription: "too many seeds", options: ["--seeds", "5000"], says: ["--seeds 5000"]),
            Mistake(
                testDescription: "files and a set", options: ["--set", "smoke"],
                says: ["files or a set, not both"]),
            Mistake(
                testDescription: "no place for the results", options: ["--junit", "/nowhere/at/all.xml"],
                says: ["--junit", "/nowhere/at/all.xml"]),
            Mistake(
                testDescription: "no reason", change: ("# A scenario with one fault.\n", ""),
                says: ["usage.toml:1", "the first line must be a comment"]),
            Mistake(
                testDescription: "a live feed", change: ("[window]", "feed = \"live\"\n[window]"),
                says: ["usage.toml", "its feed is \"live\"", "synthetic"]),
            Mistake(
                testDescription: "two begins", change: ("at =", "after_signals = 5\nat ="),
                says: ["usage.toml:10", "only one of `at`, `after_signals`"]),
            Mistake(
                testDescription: "an expectation of nobody",
                change: ("verdict", "bitten = [\"fulll\"]\nverdict"),
                says: ["usage.toml:11", "no fault here has the id \"fulll\"", "did you mean \"full\"?"]),
        ]

        @Test(arguments: mistakes) func isSaidInOneLine(_ mistake: Mistake) async throws {
            let place = try Workplace()
            let text =
                mistake.change.old.isEmpty
                ? Self.file : Self.file.replacing(mistake.change.old, with: mistake.change.new)
            try #require(mistake.change.old.isEmpty || text != Self.file)
            let file = try place.write(text, to: "usage.toml")
            let reports = try place.makeFolder("reports")
            let run = try await ProgramRun.of(
                "hip3-soak", ["scenario", "run", file, "--reports", reports] + mistake.options)
            #expect(run.code == 64, "\(run)")
            #expect(run.output.isEmpty && run.errorLines.count == 1, "\(run)")
            for words in mistake.says { #expect(run.errors.contains(words), "\(run)") }
            let made = try FileManager.default.contentsOfDirectory(atPath: reports).filter { $0 != ".lock" }
            #expect(made.isEmpty)
            try place.clear()
        }

        @Test func theListNamesEachWithItsSetAndReason() async throws {
            let all = try await ProgramRun.of("hip3-soak", ["scenario", "list"])
            #expect(all.code == 0 && all.output.contains("The canary must fail"), "\(all)")
            let smoke = try await ProgramRun.of("hip3-soak", ["scenario", "list", "--set", "smoke"])
            #expect(
                smoke.output.hasPrefix("smoke: for each pull request") && !smoke.output.contains("canary"))
            let wrong = try await ProgramRun.of("hip3-soak", ["scenario", "list", "--set", "smok"])
            #expect(wrong.code == 64 && wrong.errorLines.count == 1, "\(wrong)")
        }
    }
}
