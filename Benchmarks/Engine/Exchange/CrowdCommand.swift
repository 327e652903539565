import ArgumentParser
import Glibc
import SoakMarket

/// `engine-bench exchange`: how many frames a second the synthetic exchange sends to many clients.
struct CrowdCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exchange",
        abstract: "Frames a second of hip3-soak exchange to many clients, beside plain sending.",
        discussion: """
            Every client subscribes to bbo and context of every market and counts what comes. Time in the exchange \
            waits for clients that fall behind, so nothing is dropped: what arrived must be what was sent.

            Example: engine-bench exchange --exchange .build/release/hip3-soak --clients 64 --seconds 10
            """)

    private static let warmUpNs: Int64 = 1_000_000_000

    @Option(help: "The hip3-soak to measure.") var exchange = ".build/release/hip3-soak"
    @Option(help: "How many clients, each from an address of its own.") var clients = 64
    @Option(help: "How many markets.") var markets = 32
    @Option(help: "The speed that is asked for; what is reached is the measurement.") var speed = 200
    @Option(help: "How long to measure.") var seconds = 10

    private struct Figures {
        var framesPerSecond: Double
        var megabytesPerSecond: Double
        var cores: Double
        var framesPerCPUSecond: Double { framesPerSecond / cores }
    }

    func validate() throws {
        guard (1...250).contains(clients) else { throw ValidationError("--clients: give 1 to 250") }
        guard (1...MarketTable.all.count).contains(markets) else {
            throw ValidationError("--markets: give 1 to \(MarketTable.all.count)")
        }
    }

    func run() throws {
        let own = try measureExchange()
        let plain = try measurePlain()
        tell("exchange", own)
        tell("plain sending", plain)
        say(
            "  the exchange sends \(Text.decimal(own.framesPerSecond / plain.framesPerSecond, 3)) of the frames of"
                + " plain sending, \(Text.decimal(own.framesPerCPUSecond / plain.framesPerCPUSecond, 3)) a CPU second"
        )
    }

    private func measureExchange() throws -> Figures {
        let child = try Child(
            [
                exchange, "exchange", "--port", "0", "--seed", "1", "--speed", "\(speed)", "--markets",
                "\(markets)", "--start", "2026-01-20T15:00:00Z",
            ], core: nil)
        let crowd = Crowd()
        let figures = try measure(child, crowd)
        kill(child.pid, SIGTERM)
        crowd.drain()
        let farewell = try child.end()
        let sent = Self.number("frames", in: farewell)
        say("  sent \(sent) frames to \(clients) clients; \(crowd.frames) arrived: \(farewell.dropLast())")
        let counts = Set(crowd.clients.map { $0.counter.frames > $0.acks })
        guard sent == crowd.frames, counts == [true] else {
            throw BenchFailure("what arrived is not what was sent")
        }
        return figures
    }

    private func measurePlain() throws -> Figures {
        let child = try Child(
            [
                CommandLine.arguments[0], "plain-exchange", "--clients", "\(clients)", "--markets",
                "\(markets)",
            ], core: nil)
        let crowd = Crowd()
        let figures = try measure(child, crowd)
        try child.end()
        return figures
    }

    private func measure(_ child: Child, _ crowd: Crowd) throws -> Figures {
        let port = Self.number("port", in: try child.firstLine())
        let coins = MarketTable.all.prefix(markets).map(\.coin)
        try crowd.join(port: port, clients: clients, coins: coins)
        let warm = nowNs() + Self.warmUpNs
        while nowNs() < warm { crowd.read(waitingMs: 1) }
        let (begin, cpu, frames, bytes) = (nowNs(), child.cpuSeconds, crowd.frames, crowd.bytes)
        let end = begin + Int64(seconds) * 1_000_000_000
        while nowNs() < end { crowd.read(waitingMs: 1) }
        let wall = Double(nowNs() - begin) / 1e9
        return Figures(
            framesPerSecond: Double(crowd.frames - frames) / wall,
            megabytesPerSecond: Double(crowd.bytes - bytes) / wall / 1e6,
            cores: (child.cpuSeconds - cpu) / wall)
    }

    private func tell(_ name: String, _ figures: Figures) {
        say(
            "  \(name): \(Text.grouped(figures.framesPerSecond)) frames/s,"
                + " \(Text.decimal(figures.megabytesPerSecond, 1)) MB/s, \(Text.decimal(figures.cores, 2)) cores,"
                + " \(Text.grouped(figures.framesPerCPUSecond)) frames a CPU second")
    }

    /// The number after `name=` in a line of the program; 0 when there is none.
    private static func number(_ name: String, in line: String) -> Int {
        for word in line.split(whereSeparator: { $0 == " " || $0 == "\n" }) where word.hasPrefix(name + "=") {
            return Int(word.dropFirst(name.count + 1)) ?? 0
        }
        return 0
    }
}
