import ArgumentParser
import Glibc

/// `engine-bench`: measures the engine against baselines that run beside it. `script/bench` drives it.
@main
struct EngineBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "engine-bench",
        abstract: "Measures hip3-engine: speed, latency, memory, allocations, start.",
        discussion: "Example: engine-bench flood --engine .build/release/hip3-engine --seconds 10",
        subcommands: [
            FloodCommand.self, LatencyCommand.self, MemoryCommand.self, StagesCommand.self,
            AllocationsCommand.self, StartCommand.self, DayCommand.self, PlainCommand.self, CrowdCommand.self,
            PlainCrowdCommand.self,
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
