import ArgumentParser
import EngineStore

/// `engine-bench day`: what an engine said of its own memory, minute by minute, in a run that is over.
struct DayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "day",
        abstract: "Resident memory over a finished run, from the minutes of its ledger.",
        discussion: """
            The slope is that of the second half of each process's life, in KiB an hour of the engine's time; 0 is flat.

            Example: engine-bench day reports/RUN_ID/data
            """)

    @Argument(help: "The data directory of the run.") var directory: String

    func run() throws {
        let disk = PosixFileSystem()
        let names: [String]
        do throws(FileError) {
            names = try disk.list(directory).filter { $0.hasPrefix("ledger_") }.sorted()
        } catch {
            throw BenchFailure("\(error); name the data directory of a run")
        }
        var runs: [[Int64]] = []
        let (start, minute) = (Array("\"type\":\"start\"".utf8), Array("\"type\":\"minute\"".utf8))
        for name in names {
            for line in LineFile.lines(directory + "/" + name) {
                if line.find(start) != nil { runs.append([]) }
                guard line.find(minute) != nil, let bytes = line.integer("rss_bytes"), !runs.isEmpty else {
                    continue
                }
                runs[runs.count - 1].append(bytes)
            }
        }
        guard runs.contains(where: { !$0.isEmpty }) else {
            throw BenchFailure(
                "\(directory): no ledger with a minute in it; name the data directory of a run")
        }
        for (number, minutes) in runs.enumerated() where !minutes.isEmpty {
            let half = Array(minutes.suffix((minutes.count + 1) / 2))
            let mib = { (bytes: Int64) in Text.decimal(Double(bytes) / 1_048_576, 1) }
            say(
                "  process \(number + 1): \(minutes.count) minutes, \(mib(minutes[0])) MiB after the first,"
                    + " \(mib(minutes.max() ?? 0)) at most, \(mib(minutes[minutes.count - 1])) after the last;"
                    + " slope \(Text.decimal(MemoryCommand.slope(half) * 60 / 1_024, 1)) KiB/h")
        }
    }
}
