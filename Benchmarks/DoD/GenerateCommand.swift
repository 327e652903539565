import ArgumentParser
import Glibc

/// `dod-bench generate`: a run folder of clean days, seeded.
struct GenerateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Writes DIR/data and DIR/journal.jsonl: days in which nothing is wrong.",
        discussion: """
            Each day has so many signals, three follow-ups of each, a ledger with a seal for each group commit and a \
            minute line of all markets each minute; two minutes more than whole days, as a run has. What is written \
            follows docs/formats.md and comes from a seed, so the same command gives the same bytes.

            Example: dod-bench generate --out /var/tmp/day --signals 2000000
            """)

    @Option(help: "A folder that is made.") var out: String
    @Option(help: "Signals a day.") var signals: Int64 = 2_000_000
    @Option(help: "How many days.") var days: Int64 = 1
    @Option(help: "How many markets.") var markets = 32
    @Option(help: "Signals of a cross, on average: with few of them there are many episodes.")
    var ticks: Int64 = 50
    @Option(help: "Between two group commits, in ms.") var sealMs: Int64 = 1_000
    @Option(help: "The same seed gives the same files.") var seed: UInt64 = 1

    func validate() throws {
        guard signals >= 1_000, signals <= 20_000_000 else {
            throw ValidationError("--signals must be from 1000 to 20000000")
        }
        guard ticks >= 1, ticks <= 1_000 else { throw ValidationError("--ticks must be from 1 to 1000") }
        guard days >= 1, markets >= 24, markets <= 128, sealMs >= 5 else {
            throw ValidationError("--days from 1, --markets from 24 to 128, --seal-ms from 5 on")
        }
    }

    func run() throws {
        guard mkdir(out, 0o755) == 0, mkdir("\(out)/data", 0o755) == 0 else {
            throw BenchFailure("can't make \(out): \(String(cString: strerror(errno)))")
        }
        var day = try GeneratedRun(folder: out, command: self)
        try day.write()
        say("\(out): \(day.signals) signals, \(day.followups) follow-ups, \(days) days, seed \(seed)")
    }
}
