import FoundationEssentials
import Glibc
import Subprocess
import Testing

extension WholePrograms {
    /// `hip3-soak status` and `note` beside a real rehearsal: while it runs, when it was ended, when its runner
    /// was killed.
    @Suite struct StatusProgramTests {
        /// The part of the object that is looked at here.
        struct Status: Decodable {
            struct State: Decodable {
                let word: String
                let detail: String?
            }
            struct Engine: Decodable { let pid: Int32 }
            struct Verdict: Decodable {
                struct Criterion: Decodable {
                    let id: String
                    let result: String
                    let summary: String
                }
                let source: String
                let criteria: [Criterion]
            }
            struct Market: Decodable {
                let market: String
                let signals: Int64
            }
            let folder: String
            let state: State
            let engine: Engine?
            let signals: Int64?
            let signalsByMarket: [Market]
            let frames: Int64
            let notesWaiting: Int
            let verdict: Verdict
            let problems: [String]

            init(_ text: String) throws {
                let decoder = JSONDecoder()
                decoder.keyDecodingStrategy = .convertFromSnakeCase
                self = try decoder.decode(Self.self, from: Data(text.utf8))
            }
        }

        private static let scenario = """
            # Slow enough that a rehearsal is still going on when it is looked at.
            name = "watched"
            speed = 60.0
            markets = 4
            [window]
            start = "2026-01-20T14:20:00Z"
            duration = "8h"
            \(mayMount ? fullDisk : "")
            """

        /// Where it can be done, the data lies on a disk that only the run's own processes see.
        private static let fullDisk = """
            [[fault]]
            kind = "disk-full"
            at = "14:20:05"
            until = "14:21"
            """
        private static let mayMount = geteuid() == 0

        /// Starts a rehearsal, waits until it has minutes and signals, and ends it with `signal` after `body`.
        private func withRun(
            _ place: Workplace, _ name: String, endedBy signal: Signal,
            _ body: @Sendable @escaping (_ folder: String, _ reports: String) async throws -> Void
        ) async throws -> String {
            let file = try place.write(Self.scenario, to: "watched.toml")
            let reports = try place.makeFolder(name)
            let result = try await run(
                .name("env"),
                arguments: [
                    Workplace.built("hip3-soak"), "rehearse", "--scenario", file, "--reports", reports,
                ], input: .none,
                output: .discarded, error: .discarded
            ) { execution in
                do {
                    let folder = try await Self.goesOn(in: reports)
                    try await body(folder, reports)
                    try execution.send(signal: signal)
                    return Result<String, any Error>.success(folder)
                } catch {
                    try? execution.send(signal: .kill)
                    return .failure(error)
                }
            }
            return try result.closureResult.get()
        }

        /// The folder of a run that has whole minutes and signals. Asked of the program itself: while a disk is
        /// mounted for the run, nobody else sees what lies there.
        private static func goesOn(in reports: String) async throws -> String {
            var last: ProgramRun?
            for _ in 0..<looksMax {
                let look = try await ProgramRun.of("hip3-soak", ["status", "--reports", reports, "--json"])
                if let status = try? Status(look.output), status.frames > 0, (status.signals ?? 0) > 0 {
                    return status.folder
                }
                last = look
                try await Task.sleep(for: .milliseconds(50))
            }
            throw ProgramFailure(
                "waited in vain for a run with frames and signals: \(last?.description ?? "")")
        }
        private static let looksMax = 400

        @Test func aRunInItsMiddleAndAtItsEnd() async throws {
            let place = try Workplace()
            let folder = try await withRun(place, "reports", endedBy: .interrupt) { folder, reports in
                try await Self.lookAtRunning(folder, reports)
            }
            let ended = try await ProgramRun.of("hip3-soak", ["status", folder, "--json"])
            let status = try Status(ended.output)
            #expect(status.state.word == "ended" && status.state.detail == "interrupted")
            #expect(status.engine == nil && status.verdict.source == "tried")
            #expect(ended.code == 1 || ended.code == 2, "\(ended)")
            // What is said of the signals is what lies there.
            let lines = Workplace.text(at: "\(folder)/data/signals_2026-01-20.jsonl").split(separator: "\n")
            #expect(status.signals == Int64(lines.count))
            #expect(status.signalsByMarket.reduce(0) { $0 + $1.signals } == Int64(lines.count))
            let note = try await ProgramRun.of("hip3-soak", ["note", "too late", "--run", folder])
            #expect(note.code == 64 && note.errorLines.count == 1, "\(note)")
            #expect(note.errors.contains("has ended (interrupted"))
            try place.clear()
        }

        private static func lookAtRunning(_ folder: String, _ reports: String) async throws {
            let first = try await ProgramRun.of("hip3-soak", ["status", "--reports", reports, "--json"])
            let status = try Status(first.output)
            #expect(first.code == 0, "\(first)")
            #expect(status.state.word == "running")
            #expect(kill(status.engine?.pid ?? -1, 0) == 0)
            #expect(status.frames > 0 && status.problems.isEmpty, "\(status.problems)")
            #expect(status.verdict.source == "tried" && status.verdict.criteria.count == 14)
            // Nothing is wrong with this run, and nothing may be said to be.
            for criterion in status.verdict.criteria {
                #expect(["pass", "not-yet"].contains(criterion.result), "\(criterion)")
            }
            let screen = try await ProgramRun.of("hip3-soak", ["status", folder])
            #expect(screen.code == 0 && screen.errors.isEmpty, "\(screen)")
            #expect(screen.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
            #expect(screen.output.contains("running") && screen.output.contains("us-session"))
            let note = try await ProgramRun.of("hip3-soak", ["note", "looked at", "--run", folder])
            #expect(note.code == 0 && note.errors.isEmpty, "\(note)")
            // The runner has taken it, and did not only find it.
            #expect(note.output.hasPrefix("noted in "), "\(note)")
            let journal = Workplace.text(at: folder + "/journal.jsonl")
            #expect(journal.contains(#""action":"note","note":"looked at""#))
            try await lookAtPage(folder)
        }

        private static func lookAtPage(_ folder: String) async throws {
            let served = try await ProgramRun.of("hip3-soak", ["status", folder, "--serve", "127.0.0.1:0"]) {
                ready in
                let address = "127.0.0.1:\(try ready.value("port"))"
                return (try HTTPPage.of(address, "/"), try HTTPPage.of(address, "/status.json"))
            }
            #expect(served.run.code == 0 && served.run.errors.isEmpty, "\(served.run)")
            #expect(served.outcome.0.contains("<!doctype html>") && served.outcome.0.contains("running"))
            let body = served.outcome.1.components(separatedBy: "\r\n\r\n").last ?? ""
            #expect(try Status(body).state.word == "running")
        }

        @Test func aRunWhoseRunnerWasKilled() async throws {
            let place = try Workplace()
            let folder = try await withRun(place, "killed", endedBy: .kill) { _, _ in }
            let ended = try await ProgramRun.of("hip3-soak", ["status", folder, "--json"])
            let state = try Status(ended.output).state
            #expect(state.word == "abandoned", "\(ended)")
            #expect(state.detail?.contains("begin it again") == true, "a synthetic run is not gone on with")
            #expect(ended.code == 1 || ended.code == 2, "\(ended)")
            let note = try await ProgramRun.of("hip3-soak", ["note", "anybody?", "--run", folder])
            #expect(note.code == 64 && note.errors.contains("nobody is at work"), "\(note)")
            try place.clear()
        }

        @Test(
            "A mistake gets one line and exit 64",
            arguments: [
                (["status", "--reports", "/nowhere"], "no run in /nowhere"),
                (["status", "/nowhere/at-all"], "no such folder"),
                (["status", "/tmp"], "no folder of a run"),
                (["status", "--json", "--watch"], "exclude each other"),
                (["note", " "], "the note is empty"),
                (["note", "x", "--reports", "/nowhere"], "no run in /nowhere"),
            ]) func aMistake(arguments: [String], says: String) async throws
        {
            let run = try await ProgramRun.of("hip3-soak", arguments)
            #expect(run.code == 64 && run.errorLines.count == 1 && run.output.isEmpty, "\(run)")
            #expect(run.errors.contains(says), "\(run)")
        }

        @Test(arguments: [[], ["--json"]]) func anAnswerThatNobodyGotIsNone(options: [String]) async throws {
            let place = try Workplace()
            let folder = try place.makeFolder("run")
            try place.write("", to: "run/journal.jsonl")
            let run = try await ProgramRun.of(
                "hip3-soak", ["status", folder] + options,
                under: ["sh", "-c", "exec \"$0\" \"$@\" >/dev/full"])
            #expect(run.code == 70 && run.errorLines.count == 1, "\(run)")
            #expect(run.errors.contains("standard output: No space left on device"), "\(run)")
            try place.clear()
        }

        @Test func aListThatNobodyGotIsNone() async throws {
            let run = try await ProgramRun.of(
                "hip3-soak", ["scenario", "list"], under: ["sh", "-c", "exec \"$0\" \"$@\" >/dev/full"])
            #expect(run.code == 70 && run.errorLines.count == 1, "\(run)")
            #expect(run.errors.contains("standard output: No space left on device"), "\(run)")
        }

        @Test func mistakesAboutAFolderThatIsThere() async throws {
            let place = try Workplace()
            let run = try place.makeFolder("run")
            try place.write("", to: "run/journal.jsonl")
            let cases = [
                (["--watch"], "needs a terminal"), (["--serve", "nonsense"], "--serve nonsense"),
                (["--policy", "/nowhere.toml"], "--policy /nowhere.toml"),
            ]
            for (options, says) in cases {
                let run = try await ProgramRun.of("hip3-soak", ["status", run] + options)
                #expect(run.code == 64 && run.errorLines.count == 1, "\(run)")
                #expect(run.errors.contains(says), "\(run)")
            }
            try place.clear()
        }
    }
}
