import FoundationEssentials
import Glibc
import Subprocess
import Testing

extension WholePrograms {
    /// An engine that writes the same signal files and knows nothing of ledgers: the deployed bot as it was before
    /// its repair (Parquet) and after it (JSON Lines, with the bugs that were left), each found out with the reason.
    @Suite struct AnyEngineTests {
        @Test func aKilledParquetWriterLeftNothingThatCanBeRead() async throws {
            let place = try Workplace()
            try await WriterBot.onExchange(at: place, ["--format", "parquet"]) { bot in
                _ = try await bot.live(endedBy: .kill)
                let (code, verdict) = try await bot.judged(withTruth: false)
                try #require(code == 1)
                try verdict.requireBad(
                    "integrity", "fail", "signals_2026-01-20.parquet", "parquet footer missing",
                    "parquet recoverable", "complete row groups")
            }
            let (code, verdict) = try await WriterBot.judged(at: place, withTruth: true)
            try #require(code == 1)
            try verdict.requireBad(
                "completeness", "fail", "LOST", "0 can be read in signals_2026-01-20.parquet")
            // The whole row groups are there, footer or not.
            let repair = try await ProgramRun.of("hip3-dod", ["repair", place.path("data"), "--apply"])
            let saved = Workplace.text(at: place.path("data/signals_2026-01-20.jsonl")).split(separator: "\n")
            try #require(repair.code == 0 && saved.count >= 100 && saved.count % 100 == 0, "\(repair)")
            try place.clear()
        }

        /// The file that is left is in order; only the truth tells that it held more.
        @Test func aRestartedParquetWriterWipedTheDay() async throws {
            let place = try Workplace()
            try await WriterBot.onExchange(at: place, ["--format", "parquet"]) { bot in
                // The last life is short: what it wrote is surely less than what the first ones had to find.
                for signals in [WriterBot.signalsEnough, WriterBot.signalsEnough, 10] {
                    let run = try await bot.live(until: signals, endedBy: .terminate)
                    try #require(run.code == 0, "\(run)")
                }
            }
            let (code, verdict) = try await WriterBot.judged(at: place, withTruth: true)
            try #require(code == 1)
            let integrity = try verdict.criterion("integrity")
            try #require(integrity.result == "unknown" && !integrity.says("parquet"), "\(integrity)")
            try verdict.requireBad(
                "completeness", "fail", "at least", "LOST", "can be read in signals_2026-01-20")
            try place.clear()
        }

        /// 20 January 2026 as it was: the directory is another user's, every flush fails, and the bot goes on telling of
        /// signals. Nothing is in the folder, and only the truth knows that something should be.
        @Test func aWriterThatMayNotWriteIsFoundOut() async throws {
            let place = try Workplace()
            try await WriterBot.onExchange(at: place, ["--format", "parquet"]) { bot in
                chmod(bot.data, 0o555)
                let run = try await bot.live(under: WriterBot.asOrdinaryUser, endedBy: .terminate)
                try #require(run.code == 0, "\(run)")
                let log = place.text("bot.log")
                try #require(
                    log.contains("ERROR Failed to flush: [Errno 13] Permission denied"), "\(log.suffix(500))")
                try #require(
                    log.split(separator: "\n").last { $0.contains(" INFO ") }?.contains("Signal detected")
                        == true)
            }
            let (code, verdict) = try await WriterBot.judged(at: place, withTruth: true)
            try #require(code == 1)
            try verdict.requireBad("completeness", "fail", "LOST")
            try place.clear()
        }

        @Test func aTornTailIsGluedByTheNextStart() async throws {
            let place = try Workplace()
            try await WriterBot.onExchange(at: place, ["--torn-tail"]) { bot in
                // A block may end where a line does, once in two hundred times.
                repeat { _ = try await bot.live(endedBy: .kill) } while bot.text.hasSuffix("\n")
                let (code, verdict) = try await bot.judged(withTruth: false)
                try #require(code == 1)
                try verdict.requireBad(
                    "integrity", "fail", "no final newline: the file ends within a line",
                    "signals_2026-01-20.jsonl")
                let run = try await bot.live(endedBy: .terminate)
                try #require(run.code == 0, "\(run)")
            }
            let (code, verdict) = try await WriterBot.judged(at: place, withTruth: true)
            try #require(code == 1)
            try verdict.requireBad("integrity", "fail", "glued line", "signals_2026-01-20.jsonl")
            try verdict.requireBad("completeness", "fail", "LOST")
            try place.clear()
        }

        /// A life in which the disk takes no more for a while: at 30,000 bytes, in the middle of a batch.
        private func liveOnFullDisk(_ bot: WriterBot) async throws {
            let run = try await bot.live(under: ["prlimit", "--fsize=30000:unlimited"], endedBy: .terminate) {
                pid, said in
                try await eventually("a write that fails") { said().contains("Failed to flush") }
                let raised = try await ProgramRun.of(
                    "/usr/bin/env", ["prlimit", "--pid", "\(pid)", "--fsize=unlimited:unlimited"])
                try #require(raised.code == 0, "\(raised)")
            }
            try #require(run.code == 0, "\(run)")
        }

        @Test func aBatchThatIsTriedAgainIsThereTwice() async throws {
            let place = try Workplace()
            try await WriterBot.onExchange(at: place, ["--double-write"]) { try await liveOnFullDisk($0) }
            let (code, verdict) = try await WriterBot.judged(at: place, withTruth: true)
            try #require(code == 1)
            try verdict.requireBad("integrity", "fail", "time back")
            try verdict.requireBad("semantics", "fail", "id order")
            try verdict.requireBad("completeness", "fail", "DOUBLED")
            let completeness = try verdict.criterion("completeness")
            try #require(!completeness.says("LOST") && !completeness.says("INVENTED"), "\(completeness)")
            try place.clear()
        }

        /// The same life without the bugs: nothing is held against it. Without a ledger it is no PASS either.
        @Test func aWriterWithoutBugsIsNotAccused() async throws {
            let place = try Workplace()
            try await WriterBot.onExchange(at: place, []) { try await liveOnFullDisk($0) }
            let (code, verdict) = try await WriterBot.judged(at: place, withTruth: true)
            try #require(code == 2 && verdict.verdict == "INCONCLUSIVE", "\(verdict)")
            let failed = verdict.criteria.filter { $0.result == "fail" }
            try #require(failed.isEmpty, "\(failed)")
            try #require(try verdict.criterion("evidence").says("no ledger"))
            try place.clear()
        }

        /// The same through the runner, `hip3-soak run --engine '… {ws_url} {data_dir} {config}'`: the bot is killed, is
        /// started again as `unless-stopped` would, and the run ends with the reason.
        @Test func aSoakOfAnotherEngineEndsWithTheReason() async throws {
            let place = try Workplace()
            let reports = try place.makeFolder("reports")
            try await WriterBot.onExchange(at: place, []) { bot in
                let program = "/usr/bin/env PATH=/usr/bin:/bin python3 \(place.path("writers/bot.py"))"
                async let killed: Void = Self.killOnceItWrote(reports)
                let run = try await ProgramRun.of(
                    "hip3-soak",
                    [
                        "run", "--feed", bot.webSocketURL, "--duration", "20s", "--despite", "--reports",
                        reports,
                        "--engine", "\(program) {ws_url} {data_dir} {config} --torn-tail",
                    ])
                try await killed
                try #require(run.code == 1, "\(run)")
            }
            let folder = try #require(Self.runFolder(reports))
            let journal = Workplace.text(at: folder + "/journal.jsonl")
            let lives = journal.split(separator: "\n").count { $0.hasPrefix(#"{"type":"engine-started""#) }
            try #require(lives == 2, "\(journal)")
            let verdict = try Verdict(of: folder + "/verdict.json")
            try verdict.requireBad("integrity", "fail", "glued line", "signals_")
            try verdict.requireBad("evidence", "unknown", "no ledger")
            try place.clear()
        }

        private static func runFolder(_ reports: String) -> String? {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: reports)) ?? []
            return names.filter { $0.hasPrefix("2") }.sorted().last.map { "\(reports)/\($0)" }
        }

        /// SIGKILL to the bot that the runner started, at a moment when half a line is at the end of its file. It stands
        /// still while that is looked at.
        private static func killOnceItWrote(_ reports: String) async throws {
            var pid: Int32?
            try await eventually("half a line of the bot") {
                guard let folder = runFolder(reports), endsWithinALine(folder + "/data") else { return false }
                let journal = Workplace.text(at: folder + "/journal.jsonl")
                pid = journal.firstMatch(of: /"engine-started".*?"pid":([0-9]+)/).flatMap {
                    Int32($0.output.1)
                }
                return pid.map { kill($0, SIGSTOP) == 0 } ?? false
            }
            let bot = try #require(pid)
            try await Task.sleep(for: .milliseconds(20))
            if try endsWithinALine(#require(runFolder(reports)) + "/data") {
                try #require(kill(bot, SIGKILL) == 0)
            } else {
                kill(bot, SIGCONT)
                try await killOnceItWrote(reports)
            }
        }

        private static func endsWithinALine(_ folder: String) -> Bool {
            let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            let text = files.sorted().last.map { Workplace.text(at: "\(folder)/\($0)") } ?? ""
            return !text.isEmpty && !text.hasSuffix("\n")
        }

        @Test func whatTheBotCanNotDoIsSaidInOneLine() async throws {
            for (arguments, words) in [
                (["http://127.0.0.1/ws", "/tmp"], "is no feed"),
                (["ws://127.0.0.1/ws", "/nowhere"], "is no directory"),
                (["ws://127.0.0.1/ws", "/tmp", "--format", "parquet", "--torn-tail"], "--format jsonl"),
            ] {
                let run = try await ProgramRun.of(WriterBot.program, arguments)
                try #require(run.code == 64 && run.errorLines.count == 1, "\(run)")
                try #require(run.errors.contains(words), "\(run)")
            }
        }
    }
}
