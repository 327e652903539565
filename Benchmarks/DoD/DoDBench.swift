import ArgumentParser
import Glibc

/// `dod-bench`: makes days of any size and measures the judge on them. `script/bench-dod` drives it.
@main
struct DoDBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dod-bench",
        abstract: "Generates clean days of any size and measures hip3-dod on them.",
        discussion: "Example: dod-bench generate --out /var/tmp/day && dod-bench measure --data /var/tmp/day",
        subcommands: [
            GenerateCommand.self, MeasureCommand.self, PeersCommand.self, CalendarBenchCommand.self,
        ])

    static func main() {
        signal(SIGPIPE, SIG_IGN)
        main(nil)
    }
}

/// Why a measurement is not one.
struct BenchFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// A line is seen when it is said, also through a pipe.
func say(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = write(1, bytes, bytes.count)
}
