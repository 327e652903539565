import EngineCore
import EngineFeed
import EngineStore
import EngineWire

/// Drives an `ObservationCore` with what a recording holds, as fast as it can. The same decoder, the same core and
/// the same writer as the live engine; no socket, no clock.
struct Replay {
    /// What came of it.
    struct Tally: Equatable {
        var inputs = 0
        var frames = 0
        var firstMS: Int64 = 0
        var lastMS: Int64 = 0
        /// How the recording says that it ended; nil when it does not.
        var ending: RecordedInput?
        /// When the observation stopped, by the wall's time; nil while it did not.
        var stoppedMS: Int64?
    }

    private(set) var tally = Tally()
    let files: ReplayFiles
    private let core: ObservationCore
    private let facts: FactQueue
    private var decoder: FrameReader?

    /// - Parameter run: the opening of the recording.
    /// - Parameter onto: whether the directory may hold files of earlier runs, and is gone on with as it is.
    init(
        _ run: RecordedRun, into directory: String, onto: Bool = false, on fileSystem: any FileSystem
    ) throws(RunFailure) {
        let configuration = try Self.configuration(of: run)
        let clock = ClockFacts(source: "recording", rate: run.clock.rate, originMS: run.clock.originMS)
        // Paths are the recorded ones: a replay's ledger depends on nothing but the recording and its own pid.
        let members = LedgerMembers.start(configuration, clock, runID: "replay-of-\(run.runID)")
        files = try ReplayFiles(
            directory, onto: onto, start: LedgerEntry("start", atMs: run.startMS, members: members),
            on: fileSystem)
        core = ObservationCore(configuration.detector, store: files, nowMS: run.openedMS)
        let facts = FactQueue()
        core.minuteFacts = { _ in facts.take() }
        self.facts = facts
        (tally.firstMS, tally.lastMS) = (run.openedMS, run.openedMS)
    }

    /// All inputs of one segment.
    mutating func take(_ segment: [UInt8]) throws(SegmentReader.FormError) {
        var reader = SegmentReader(segment)
        var pending: RecordedInput?
        while let input = try reader.next() {
            if case .minuteFacts(let answer) = input {
                facts.append(answer)
            } else {
                if let pending { take(pending, segment) }
                pending = input
            }
        }
        if let pending { take(pending, segment) }
    }

    /// Ends the observation where the recording ends, if it does not say so itself.
    mutating func finish() throws(RunFailure) {
        let endMS = tally.stoppedMS ?? core.stop(nowMS: tally.lastMS)
        try files.finish(atMS: endMS)
    }

    private mutating func take(_ input: RecordedInput, _ segment: [UInt8]) {
        guard tally.stoppedMS == nil || input.isEnding else {
            // Told while the process ended, and without a consequence then, too.
            tally.inputs += 1
            return
        }
        switch input {
        case .opening: break
        case .beginning(let beginning, let nowMS):
            decoder = FrameReader(beginning.watched)
            core.begin(beginning.after(files.previousRun), nowMS: nowMS)
            tally.lastMS = nowMS
        case .update(let update, let nowMS):
            core.update(update, nowMS: nowMS)
            if !update.added.isEmpty || !update.changed.isEmpty {
                decoder = FrameReader(core.observatory.markets)
            }
            tally.lastMS = nowMS
        case .leftOut(let slot, let isLeftOut, let nowMS):
            core.market(slot: slot, isLeftOut: isLeftOut, nowMS: nowMS)
            tally.lastMS = nowMS
        case .frame(let range, let nowMS):
            tally.frames += 1
            tally.lastMS = nowMS
            guard let decoder else { break }
            let message = segment.withUnsafeBytes {
                decoder.decode(UnsafeRawBufferPointer(rebasing: $0[range]))
            }
            core.received(message, nowMS: nowMS)
        case .readEnd: core.readEnded()
        case .tick(let nowMS):
            core.tick(nowMS: nowMS)
            tally.lastMS = nowMS
        case .connection(let event):
            core.connectionChanged(event)
            tally.lastMS = event.atMS
        case .wallStep(let toMS, let nowMS):
            _ = core.wallStepped(to: toMS, nowMS: nowMS)
            tally.lastMS = nowMS
        case .stop(let nowMS):
            tally.stoppedMS = core.stop(nowMS: nowMS)
            tally.lastMS = nowMS
        case .minuteFacts: break
        case .end, .broken: tally.ending = input
        }
        if !input.isEnding { tally.inputs += 1 }
    }

    private static func configuration(of run: RecordedRun) throws(RunFailure) -> EngineConfiguration {
        do throws(ConfigurationError) {
            return try EngineConfiguration.parse(
                run.configuration, file: run.configurationFile,
                overrides: .init(webSocketURL: run.webSocketURL, dataDirectory: run.dataDirectory))
        } catch {
            throw RunFailure(
                .usage,
                "the recorded configuration can't be used by version \(EngineVersion.text), "
                    + "it was recorded by \(run.version): \(error)")
        }
    }
}

extension RecordedInput {
    /// About the recording, not about the observation.
    fileprivate var isEnding: Bool {
        switch self {
        case .end, .broken: true
        default: false
        }
    }
}

/// The recorded answers, in order.
private final class FactQueue {
    private var waiting: [MinuteFacts] = []

    func append(_ facts: MinuteFacts) { waiting.append(facts) }
    func take() -> MinuteFacts { waiting.isEmpty ? .unknown : waiting.removeFirst() }
}

/// Holds a decoder, which can't be copied.
private final class FrameReader {
    private let decoder: VenueDecoder

    init(_ markets: [Market]) { decoder = VenueDecoder(markets: markets) }

    @inline(__always)
    func decode(_ bytes: UnsafeRawBufferPointer) -> VenueMessage { decoder.decode(bytes) }
}
