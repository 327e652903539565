import ArgumentParser
import Glibc

/// `dod-bench measure`: the whole verdict on one core and on more.
struct MeasureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure",
        abstract: "Time, memory and throughput of `hip3-dod check` with all its reports.",
        discussion: """
            The files are read once before, so that the disk is not measured. The verdict must be PASS: a judge that \
            stops at the first thing it dislikes would be fast.

            Example: dod-bench measure --data /var/tmp/day --cores 1 2
            """)

    @Option(help: "The judge to measure.") var dod = ".build/release/hip3-dod"
    @Option(help: "A folder that `dod-bench generate` wrote.") var data: String
    @Option(parsing: .upToNextOption, help: "Numbers of cores to measure with.") var cores = [1, 2]
    @Option(help: "How often; the median counts.") var turns = 3
    @Option(help: "The exit code that is right.") var expect: Int32 = 0

    func run() throws {
        let folder = "\(data)/data"
        let bytes = try Folder.read(folder)
        // In turn, so that a neighbour who takes part of the machine for a while takes it from each of them.
        var turnsOf: [Int: [Child]] = [:]
        for _ in 0..<turns {
            for count in cores { turnsOf[count, default: []].append(try judge(cores: count)) }
        }
        var single: Double?
        for count in cores {
            let runs = (turnsOf[count] ?? []).sorted { $0.wallNs < $1.wallNs }
            let median = runs[runs.count / 2]
            let seconds = Double(median.wallNs) / 1e9
            if count == 1 { single = seconds }
            let gain =
                count == 1 ? "" : single.map { ", \(Numbers.text($0 / seconds, 2)) times one core" } ?? ""
            let resident = runs.map(\.residentBytes).max() ?? 0
            say(
                "hip3-dod check, \(count) core\(count == 1 ? "" : "s"): \(Numbers.text(seconds, 2)) s for \(Numbers.text(Double(bytes) / 1e9, 2)) GB, \(Numbers.text(Double(bytes) / 1e9 / seconds, 2)) GB/s, CPU \(Numbers.text(Double(median.cpuNs) / 1e9, 2)) s, \(Numbers.text(Double(resident) / 1e6, 1)) MB resident at most\(gain)"
            )
        }
    }

    private func judge(cores count: Int) throws -> Child {
        let reports = "\(data)/verdict"
        let run = try Child.run(
            [
                dod, "check", data, "--threads", String(count), "--html", "\(reports).html", "--md",
                "\(reports).md",
                "--json", "\(reports).json",
            ], cores: Array(0..<count), output: "\(reports).txt")
        guard run.code == expect else {
            throw BenchFailure("hip3-dod ended with \(run.code), not \(expect): see \(reports).txt")
        }
        return run
    }
}

/// What lies in a folder.
enum Folder {
    /// Reads every file whose name begins so once, so that it lies in memory. Gives their bytes.
    static func read(_ folder: String, prefix: String = "") throws -> Int64 {
        guard let directory = opendir(folder) else { throw BenchFailure("no folder \(folder)") }
        defer { closedir(directory) }
        var sum: Int64 = 0
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name.hasPrefix(prefix) else { continue }
            let file = open("\(folder)/\(name)", O_RDONLY | O_CLOEXEC)
            guard file >= 0 else { continue }
            defer { close(file) }
            while case let count = Glibc.read(file, &buffer, buffer.count), count > 0 { sum += Int64(count) }
        }
        return sum
    }
}
