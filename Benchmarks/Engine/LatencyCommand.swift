import ArgumentParser
import Glibc

/// `engine-bench latency`: from a frame's way into the socket to its line in the file, seen by somebody who reads
/// that file all the time from another core.
struct LatencyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "latency",
        abstract: "From frame received to line appended, and to durable, at a steady rate.",
        discussion: """
            Frames go out one by one at a steady rate; before one that makes a signal goes out, the monotonic clock \
            is read. The same thread reads the signals' file between two frames, and the ledger for the seal that \
            says that the line is on the disk. Lines come in the order of their frames, so the n-th line is that \
            of the n-th signal. These figures hold the way through the kernel and the delay of the reader: they are \
            never too low. Beside them stand the engine's own, from its /metrics: from the read of the socket on.

            Example: engine-bench latency --engine .build/release/hip3-engine --rate 10000 --seconds 20
            """)

    /// Not measured: caches, connections and files become warm.
    private static let warmUpSeconds = 2

    @OptionGroup var options: EngineOptions
    @Option(help: "Frames a second.") var rate = 10_000
    @Option(help: "How long to measure, seconds.") var seconds = 15
    @Option(help: "One frame in so many is a signal.") var signalEvery = 100

    func run() throws {
        let tape = Tape(
            markets: options.markets, rounds: 48_000 / options.markets / 4, signalEvery: signalEvery)
        say(
            "latency: \(rate) frames/s, \(options.markets) markets, one frame in \(signalEvery) a signal,"
                + " sync_interval_ms \(options.syncInterval), \(seconds) s each")
        let engine = try measureEngine(tape)
        let plain = try measurePlain(tape)
        say("  engine inside, read to appended: \(engine.inside.appended.description(limit: 200e-6))")
        say("  engine inside, read to sealed: \(engine.inside.durable.description(limit: 2e-3))")
        say("  engine, appended: \(engine.appended.description)")
        say("  plain loop, appended: \(plain.appended.description)")
        say(
            "  ratio at p50 \(Text.decimal(engine.appended.percentile(50) / plain.appended.percentile(50), 2)),"
                + " at p99 \(Text.decimal(engine.appended.percentile(99) / plain.appended.percentile(99), 2))"
        )
        let disk = try DiskProbe.run(in: options.directory, writes: 1_000)
        say("  engine, durable (its seal is in the ledger): \(engine.durable.description)")
        say("  bare write + fdatasync: \(disk.description)")
        say(
            "  ratio at p50 \(Text.decimal(engine.durable.percentile(50) / disk.percentile(50), 2)),"
                + " at p99 \(Text.decimal(engine.durable.percentile(99) / disk.percentile(99), 2))")
    }

    private struct Measured {
        let appended: Sample
        let durable: Sample
        let inside: (appended: InsideLatency, durable: InsideLatency)
    }

    private func measureEngine(_ tape: Tape) throws -> Measured {
        let yard = try EngineYard(in: options.directory)
        defer { if !options.keep { yard.remove() } }
        let venue = try VenueStub(meta: tape.meta)
        let child = try yard.start(
            engine: options.engine, core: options.core, port: venue.port, syncIntervalMS: options.syncInterval
        )
        let stream = try venue.stream()
        try stream.awaitSubscriptions(tape.coins.count * 2)
        var watcher = LineWatcher(directory: yard.data)
        var warm = ""
        let sent = try drive(stream, Sender(tape), &watcher) { warm = try OpsPage.metrics(child.ready) }
        let end = try OpsPage.metrics(child.ready)
        kill(child.pid, SIGTERM)
        while !stream.isOver { if !stream.hear(waiting: true) { break } }
        try child.end()
        let samples = try watcher.samples(sent, skipping: rate / signalEvery * Self.warmUpSeconds)
        let inside = try ["append", "durable"].map { name in
            let family = "hip3_signal_\(name)_seconds"
            return try InsideLatency(family, in: end).since(InsideLatency(family, in: warm))
        }
        return Measured(
            appended: samples.appended, durable: samples.durable, inside: (inside[0], inside[1]))
    }

    private func measurePlain(_ tape: Tape) throws -> (appended: Sample, durable: Sample) {
        let yard = try EngineYard(in: options.directory)
        defer { yard.remove() }
        let venue = try VenueStub(meta: tape.meta)
        let file = yard.data + "/signals_plain.jsonl"
        let child = try Child(
            PlainCommand.arguments(venue, tape, file: file, every: signalEvery), core: options.core)
        _ = try child.firstLine()
        let stream = try venue.stream()
        try stream.awaitSubscriptions(tape.coins.count * 2)
        var watcher = LineWatcher(directory: yard.data)
        // Its lines come at their turn, not at a signal: so the frame whose turn it is is the one that is timed.
        let sent = try drive(stream, Sender(tape), &watcher, every: signalEvery)
        kill(child.pid, SIGKILL)
        var status: Int32 = 0
        waitpid(child.pid, &status, 0)
        return try watcher.samples(sent, skipping: rate / signalEvery * Self.warmUpSeconds)
    }

    /// Sends at the rate and watches in between; gives when each frame that makes a line went out.
    private func drive(
        _ stream: Stream, _ sender: Sender, _ watcher: inout LineWatcher, every: Int? = nil,
        whenWarm: () throws -> Void = {}
    ) throws -> [Int64] {
        try sender.sendPrelude(to: stream)
        usleep(300_000)
        stream.hear()
        var sent: [Int64] = []
        let total = rate * (seconds + Self.warmUpSeconds)
        let begin = nowNs()
        for index in 0..<total {
            // A tenth of a second before it counts, since asking takes a while.
            if index == rate * Self.warmUpSeconds - rate / 10 { try whenWarm() }
            let due = begin + Int64(index) * 1_000_000_000 / Int64(rate)
            repeat { watcher.look() } while nowNs() < due
            try sender.sendFrame(to: stream) { isSignal in
                if every.map({ (index + 1) % $0 == 0 }) ?? isSignal { sent.append(nowNs()) }
            }
            if index % rate == 0 { stream.hear() }
        }
        let patience = nowNs() + 1_500_000_000
        while nowNs() < patience { watcher.look() }
        return sent
    }
}

/// What the bare disk takes for a line that must be on it.
enum DiskProbe {
    static func run(in directory: String, writes: Int) throws -> Sample {
        let path = directory + "/engine-bench-disk"
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw BenchFailure("\(path): errno \(errno)") }
        defer {
            close(file)
            unlink(path)
        }
        let line = [UInt8](repeating: UInt8(ascii: "x"), count: 225)
        var times: [Int64] = []
        for _ in 0..<writes {
            let begin = nowNs()
            guard write(file, line, line.count) == line.count, fdatasync(file) == 0 else {
                throw BenchFailure("\(path): errno \(errno)")
            }
            times.append(nowNs() - begin)
            usleep(500)
        }
        return Sample(times)
    }
}
