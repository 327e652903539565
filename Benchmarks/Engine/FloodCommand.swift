import ArgumentParser
import Glibc

/// `engine-bench flood`: how many frames a second the engine takes on one core, from the socket to its files.
struct FloodCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flood",
        abstract: "As many frames as the engine takes: decode, detect, append, from a plain WebSocket.",
        discussion: """
            The engine and then the baseline, a loop that only splits frames, are bound to one core and fed the \
            same frames from another. What the engine wrote is compared with what was sent.

            Example: engine-bench flood --engine .build/release/hip3-engine --seconds 10
            """)

    /// Not measured: caches, connections and files become warm.
    private static let warmUpNs: Int64 = 2_000_000_000

    @OptionGroup var options: EngineOptions
    @Option(help: "How long to measure, seconds.") var seconds = 10
    @Option(help: "One frame in so many is a signal.") var signalEvery = 50

    struct Figures {
        var framesPerSecond = 0.0
        var framesPerCPUSecond = 0.0
        var bytesPerFrame = 0.0
        var load = 0.0
    }

    func run() throws {
        let tape = Tape(
            markets: options.markets, rounds: 96_000 / options.markets / 4, signalEvery: signalEvery)
        say(
            "flood: \(options.markets) markets, 3 bbo to 1 context, one frame in \(signalEvery) a signal, \(seconds) s each"
        )
        let engine = try measureEngine(tape)
        let plain = try measurePlain(tape)
        for (name, figures) in [("engine", engine), ("plain frame splitting", plain)] {
            let ratio = figures.framesPerCPUSecond / plain.framesPerCPUSecond
            say(
                "  \(name): \(Text.grouped(figures.framesPerSecond)) frames/s,"
                    + " \(Text.grouped(figures.framesPerCPUSecond)) frames per CPU second"
                    + " (\(Text.decimal(ratio, 3)) of plain), core busy \(Text.decimal(figures.load * 100, 0)) %,"
                    + " \(Text.decimal(figures.bytesPerFrame, 0)) bytes a frame")
        }
    }

    private func measureEngine(_ tape: Tape) throws -> Figures {
        let yard = try EngineYard(in: options.directory)
        defer { if !options.keep { yard.remove() } }
        let venue = try VenueStub(meta: tape.meta)
        let child = try yard.start(
            engine: options.engine, core: options.core, port: venue.port, syncIntervalMS: options.syncInterval
        )
        let stream = try venue.stream()
        try stream.awaitSubscriptions(tape.coins.count * 2)
        let sender = Sender(tape)
        let figures = try measure(child, stream, sender)
        stream.drain()
        try leave(child, stream)
        let counted = yard.ledgerSum("frames_in", type: "minute")
        let signals = yard.ledgerSum("signals", type: "stop")
        let dropped = yard.ledgerSum("dropped", type: "stop")
        say(
            "  sent \(stream.framesSent) frames with \(sender.signals) signals;"
                + " the ledger counts \(counted) and \(signals), \(dropped) dropped")
        guard counted == stream.framesSent, signals == sender.signals, dropped == 0 else {
            throw BenchFailure("what the engine wrote is not what was sent")
        }
        return figures
    }

    private func measurePlain(_ tape: Tape) throws -> Figures {
        let venue = try VenueStub(meta: tape.meta)
        let yard = try EngineYard(in: options.directory)
        defer { yard.remove() }
        let child = try Child(
            PlainCommand.arguments(venue, tape, file: yard.data + "/lines", every: signalEvery),
            core: options.core)
        _ = try child.firstLine()
        let stream = try venue.stream()
        try stream.awaitSubscriptions(tape.coins.count * 2)
        let figures = try measure(child, stream, Sender(tape))
        stream.drain()
        kill(child.pid, SIGKILL)
        var status: Int32 = 0
        waitpid(child.pid, &status, 0)
        return figures
    }

    private func measure(_ child: Child, _ stream: Stream, _ sender: Sender) throws -> Figures {
        try sender.sendPrelude(to: stream)
        let warm = nowNs() + Self.warmUpNs
        while nowNs() < warm { try sender.sendBatch(to: stream) }
        let (begin, cpu, frames, bytes) = (nowNs(), child.cpuSeconds, sender.frames, sender.bytes)
        let end = begin + Int64(seconds) * 1_000_000_000
        while nowNs() < end { try sender.sendBatch(to: stream) }
        let wall = Double(nowNs() - begin) / 1e9
        let used = child.cpuSeconds - cpu
        let taken = Double(sender.frames - frames)
        return Figures(
            framesPerSecond: taken / wall, framesPerCPUSecond: taken / used,
            bytesPerFrame: Double(sender.bytes - bytes) / taken, load: used / wall)
    }

    private func leave(_ child: Child, _ stream: Stream) throws {
        // It takes what is still in its buffers before it answers.
        kill(child.pid, SIGTERM)
        while !stream.isOver { if !stream.hear(waiting: true) { break } }
        try child.end()
    }
}

extension PlainCommand {
    static func arguments(_ venue: VenueStub, _ tape: Tape, file: String, every: Int) -> [String] {
        [
            "/proc/self/exe", "plain", "--port", "\(venue.port)", "--subscriptions",
            "\(tape.coins.count * 2)",
            "--append", file, "--every", "\(every)", "--skip", "\(tape.preludeFrames)",
        ].enumerated().map { $0.offset == 0 ? CommandLine.arguments[0] : $0.element }
    }
}
