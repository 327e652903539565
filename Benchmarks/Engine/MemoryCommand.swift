import ArgumentParser
import Glibc

/// `engine-bench memory`: what the engine holds while many markets flow, and whether it grows.
struct MemoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "memory",
        abstract: "Resident memory while frames flow, and its slope.",
        discussion: """
            The baseline is the plain loop with the same frames.

            Example: engine-bench memory --engine .build/release/hip3-engine --markets 128 --seconds 60
            """)

    @OptionGroup var options: EngineOptions
    @Option(help: "Frames a second.") var rate = 10_000
    @Option(help: "How long to watch, seconds.") var seconds = 60
    @Option(help: "One frame in so many is a signal.") var signalEvery = 100

    func run() throws {
        let tape = Tape(
            markets: options.markets, rounds: 48_000 / options.markets / 4, signalEvery: signalEvery)
        say(
            "memory: \(options.markets) markets, \(rate) frames/s, one frame in \(signalEvery) a signal, \(seconds) s"
        )
        let venue = try VenueStub(meta: tape.meta)
        let yard = try EngineYard(in: options.directory)
        defer { if !options.keep { yard.remove() } }
        let engine = try yard.start(
            engine: options.engine, core: options.core, port: venue.port, syncIntervalMS: options.syncInterval
        )
        let samples = try watch(engine, venue, tape)
        try engine.end()
        let plainYard = try EngineYard(in: options.directory)
        defer { plainYard.remove() }
        let plain = try Child(
            PlainCommand.arguments(venue, tape, file: plainYard.data + "/lines", every: signalEvery),
            core: options.core)
        _ = try plain.firstLine()
        let plainSamples = try watch(plain, venue, tape, seconds: min(seconds, 3))
        kill(plain.pid, SIGKILL)
        var status: Int32 = 0
        waitpid(plain.pid, &status, 0)
        tell(samples, plainSamples)
    }

    private func tell(_ samples: [Int64], _ plain: [Int64]) {
        let mib = { (bytes: Int64) in Text.decimal(Double(bytes) / 1_048_576, 1) }
        let half = Array(samples.suffix(samples.count / 2))
        let (peak, last) = (samples.max() ?? 0, samples.last ?? 0)
        say(
            "  engine: \(mib(samples.first ?? 0)) MiB at first, \(mib(peak)) at most, \(mib(last)) at last;"
                + " slope over the second half \(Text.decimal(Self.slope(half) / 1_024, 2)) KiB/s")
        say(
            "  plain loop: \(mib(plain.last ?? 0)) MiB; ratio"
                + " \(Text.decimal(Double(peak) / Double(max(1, plain.last ?? 1)), 2))")
    }

    /// One sample a second, from the first second on.
    private func watch(_ child: Child, _ venue: VenueStub, _ tape: Tape, seconds: Int? = nil) throws
        -> [Int64]
    {
        let stream = try venue.stream()
        try stream.awaitSubscriptions(tape.coins.count * 2)
        let sender = Sender(tape)
        try sender.sendPrelude(to: stream)
        var samples: [Int64] = []
        let begin = nowNs()
        for index in 1...rate * (seconds ?? self.seconds) {
            try sender.sendFrame(to: stream) { _ in }
            let due = begin + Int64(index) * 1_000_000_000 / Int64(rate)
            if nowNs() < due { usleep(100) }
            if index % rate == 0 {
                samples.append(child.residentBytes)
                stream.hear()
            }
        }
        return samples
    }

    /// Least squares, in bytes a sample.
    static func slope(_ samples: [Int64]) -> Double {
        guard samples.count > 1 else { return 0 }
        let meanAt = Double(samples.count - 1) / 2
        let mean = samples.reduce(0.0) { $0 + Double($1) } / Double(samples.count)
        var (product, square) = (0.0, 0.0)
        for (at, value) in samples.enumerated() {
            product += (Double(at) - meanAt) * (Double(value) - mean)
            square += (Double(at) - meanAt) * (Double(at) - meanAt)
        }
        return product / square
    }
}
