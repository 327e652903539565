import ArgumentParser

/// `dod-bench peers`: DuckDB and Polars on the signals of a folder, one core and one thread each.
struct PeersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "peers", abstract: "The checks of the ten fields in DuckDB and Polars.",
        discussion: "Example: dod-bench peers --python .build-bench/bin/python --data /var/tmp/day/data")

    @Option(help: "A Python that has both.") var python: String
    @Option(help: "A folder with signals files.") var data: String
    @Option(help: "Where the scripts are.") var scripts = "Benchmarks/DoD/Peers"
    @Option(help: "How often; the median counts.") var turns = 3

    func run() throws {
        let bytes = try Folder.read(data, prefix: "signals_")
        for peer in ["duckdb", "polars"] {
            var runs: [Child] = []
            for _ in 0..<turns {
                let run = try Child.run([python, "\(scripts)/check_\(peer).py", data], cores: [0])
                guard run.code == 0 else { throw BenchFailure("\(peer) ended with \(run.code)") }
                runs.append(run)
            }
            runs.sort { $0.wallNs < $1.wallNs }
            let median = runs[runs.count / 2]
            let seconds = Double(median.wallNs) / 1e9
            say(
                "\(peer), ten fields, 1 core: \(Numbers.text(seconds, 2)) s for \(Numbers.text(Double(bytes) / 1e9, 2)) GB, \(Numbers.text(Double(bytes) / 1e9 / seconds, 2)) GB/s, CPU \(Numbers.text(Double(median.cpuNs) / 1e9, 2)) s, \(Numbers.text(Double(runs.map(\.residentBytes).max() ?? 0) / 1e6, 1)) MB resident at most"
            )
        }
    }
}
