import ArgumentParser
import CAllocationCount
import EngineCore
import EngineWire

/// `engine-bench allocations`: how often decode and detect ask for memory in the steady state.
struct AllocationsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "allocations",
        abstract: "Counts calls of malloc and its kin over decoded and detected frames.",
        discussion: """
            The baseline is the same frames, split and not looked at. A first walk makes everything warm and is not \
            counted. With --signal-every 0 no frame makes a signal; a signal is not part of the steady state.

            Example: engine-bench allocations --frames 100000
            """)

    @Option(help: "How many frames to count over.") var frames = 100_000
    @Option(help: "How many markets.") var markets = 32
    @Option(help: "One frame in so many is a signal; 0: none.") var signalEvery = 0

    func run() throws {
        let tape = Tape(
            markets: markets, rounds: 400, signalEvery: signalEvery == 0 ? .max : signalEvery)
        let decoder = VenueDecoder(markets: tape.markets)
        var detection = Detection(tape.markets)
        let walks = (frames + tape.frames.count - 1) / tape.frames.count
        detection.take(tape, decoder)
        let before = allocation_count()
        for _ in 0..<walks { detection.take(tape, decoder) }
        let counted = allocation_count() - before
        let plainBefore = allocation_count()
        for _ in 0..<walks { tape.eachPayload { keep($0.count) } }
        let plain = allocation_count() - plainBefore
        // A counter that counts nothing would be content with everything.
        let proofBefore = allocation_count()
        keep(Array(repeating: walks, count: 100 + walks).count)
        guard allocation_count() > proofBefore else { throw BenchFailure("the counter does not count") }
        say(
            "frames=\(walks * tape.frames.count) allocations=\(counted) plain=\(plain) actions=\(detection.actions)"
        )
    }
}
