import ArgumentParser
import EngineStore
import Glibc

/// `engine-bench start`: what a month of ledgers costs a start.
struct StartCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start",
        abstract: "From the start of the process to its ready line, with a month of ledgers behind it.",
        discussion: """
            The ledgers are written by the engine's own writer, up to now: a minute line of all markets for each minute, \
            gates, a seal for each group commit. The baselines are a start in an empty directory and a bare reading of \
            the same files. "From the disk": their pages were dropped from memory before.

            Example: engine-bench start --engine .build/release/hip3-engine --directory /var/tmp
            """)

    @OptionGroup var options: EngineOptions
    @Option(help: "How many days of ledgers.") var days = 31
    @Option(help: "Group commits a day.") var commits = 50_000
    @Option(help: "How often each start is measured.") var turns = 5

    func run() throws {
        let empty = try EngineYard(in: options.directory)
        defer { empty.remove() }
        let month = try EngineYard(in: options.directory)
        defer { if !options.keep { month.remove() } }
        let began = nowNs()
        let ledgers = LedgerMonth(days: days, markets: options.markets, commits: commits)
        let until = Int64(Glibc.time(nil)) * 1_000 - 60_000
        try ledgers.write(StoreConfiguration(dataDirectory: month.data), untilMS: until)
        let names = month.files(prefix: "ledger_")
        let bytes = try names.reduce(0) { try $0 + Self.read(month.data + "/" + $1) }
        say(
            "start: \(days) days of ledgers, \(options.markets) markets, \(Text.grouped(Double(commits))) commits a day:"
                + " \(names.count) files, \(Text.grouped(Double(bytes) / 1e6)) MB"
                + " (written in \(Text.decimal(Double(nowNs() - began) / 1e9, 1)) s)")
        try tell("empty directory", empty, drop: nil)
        try tell("the month", month, drop: nil)
        try tell("the month, from the disk", month, drop: names)
        let newest = Array(names.suffix(2))
        tell("bare reading of the 2 newest", try (0..<turns).map { _ in try Self.time(month, newest) })
        try Self.drop(month, newest)
        tell("the same, from the disk", [try Self.time(month, newest)])
        tell("bare reading of all", [try Self.time(month, names)])
    }

    private func tell(_ what: String, _ yard: EngineYard, drop names: [String]?) throws {
        var times: [Int64] = []
        var read: Int64 = 0
        for _ in 0..<turns {
            if let names { try Self.drop(yard, names) }
            let begin = nowNs()
            // Nobody listens there: a start is ready without its venue.
            let child = try yard.start(
                engine: options.engine, core: options.core, port: 9, syncIntervalMS: options.syncInterval)
            times.append(nowNs() - begin)
            read = Self.bytesRead(by: child.pid)
            try child.end()
        }
        tell("\(what), ready", times, and: ", \(Text.decimal(Double(read) / 1e6, 1)) MB read by then")
    }

    private func tell(_ what: String, _ times: [Int64], and more: String = "") {
        let sorted = times.sorted().map { Text.decimal(Double($0) / 1e6, 1) }
        say("  \(what): \(sorted[sorted.count / 2]) ms (\(sorted[0]) to \(sorted[sorted.count - 1]))\(more)")
    }

    private static func bytesRead(by pid: pid_t) -> Int64 {
        Array(ProcFile.text("/proc/\(pid)/io").replacing("rchar: ", with: "\"rchar\":").utf8).integer("rchar")
            ?? 0
    }

    private static func time(_ yard: EngineYard, _ names: [String]) throws -> Int64 {
        let begin = nowNs()
        for name in names { _ = try read(yard.data + "/" + name) }
        return nowNs() - begin
    }

    /// How many bytes there are.
    private static func read(_ path: String) throws -> Int {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw BenchFailure("\(path): errno \(errno)") }
        defer { close(file) }
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        var sum = 0
        while case let count = Glibc.read(file, &buffer, buffer.count), count > 0 { sum += count }
        return sum
    }

    /// What is not on the disk yet can't be dropped.
    private static func drop(_ yard: EngineYard, _ names: [String]) throws {
        for name in names {
            let file = open(yard.data + "/" + name, O_RDONLY | O_CLOEXEC)
            guard file >= 0, fdatasync(file) == 0 else { throw BenchFailure("\(name): errno \(errno)") }
            posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED)
            close(file)
        }
    }
}
