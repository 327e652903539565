package import SoakFaults

/// What the runner records; one case a type of line (docs/formats.md).
package enum JournalEntry: Sendable {
    case runStarted(RunStart)
    case engineStarted(pid: Int32, generation: Int, reason: String)
    case engineExited(pid: Int32, generation: Int, exit: ProcessExit, during: String?)
    case faultArmed(id: String, kind: FaultKind, about: String, lift: String)
    case faultBitten(id: String, proof: FaultProof)
    case faultLifted(id: String)
    case faultMissed(id: String, why: String)
    case faultSkipped(id: String, kind: FaultKind, why: String, allowed: Bool)
    case sample(ResourceSample)
    case engineWatched(EngineLook)
    /// Which start of the machine this is, as /proc/sys/kernel/random/boot_id says it.
    case machine(boot: String)
    case resumed(Resumption)
    case venueProbed(VenueLook)
    /// The engine hears nothing while the witness does.
    case feedDead(silentMs: Int64, witnessed: Int64)
    case feedAlive(afterMs: Int64)
    case operatorAction(action: String, note: String)
    /// What a program said had grown too long (`OutputBound`); `file` is its name in the run's folder.
    case outputCut(file: String, bytes: Int64, isKept: Bool)
    /// Asked to end before its time, at a venue: a later process may go on with it.
    case paused
    case runEnded(outcome: String, engineExit: ProcessExit?)

    package struct RunStart: Sendable {
        package var runID: String
        package var command: String
        package var scenario: String
        package var seed: UInt64
        package var host: String
        package var port: Int
        package var synthetic: Bool
        package var window: VirtualWindow
        package var rate: Double
        /// A connection of the runner's own watches the same venue, and its files lie in the run's folder.
        package var observed: Bool
        package var faults: [String]
        package var soakVersion: String
        package var engineVersion: String
    }

    var type: String {
        switch self {
        case .runStarted: "run-started"
        case .engineStarted: "engine-started"
        case .engineExited: "engine-exited"
        case .faultArmed: "fault-armed"
        case .faultBitten: "fault-bitten"
        case .faultLifted: "fault-lifted"
        case .faultMissed: "fault-missed"
        case .faultSkipped: "fault-skipped"
        case .sample: "sample"
        case .engineWatched: "engine-watched"
        case .machine: "machine"
        case .resumed: "run-resumed"
        case .venueProbed: "venue-probed"
        case .feedDead: "feed-dead"
        case .feedAlive: "feed-alive"
        case .operatorAction: "operator"
        case .outputCut: "output-cut"
        case .paused: "run-paused"
        case .runEnded: "run-ended"
        }
    }

    func write(into line: inout JSONLine) {
        switch self {
        case .runStarted(let start): Self.write(start, into: &line)
        case .engineStarted(let pid, let generation, let reason):
            line.number("pid", pid)
            line.number("generation", generation)
            line.text("reason", reason)
        case .engineExited(let pid, let generation, let exit, let during):
            line.number("pid", pid)
            line.number("generation", generation)
            line.optional("code", exit.code)
            line.optional("signal", exit.signal)
            line.optional("during", during)
        case .faultArmed(let id, let kind, let about, let lift):
            line.text("fault", id)
            line.text("kind", kind.rawValue)
            line.text("about", about)
            line.text("lift", lift)
        case .faultBitten(let id, let proof):
            line.text("fault", id)
            Self.write(proof, into: &line)
        case .faultLifted(let id): line.text("fault", id)
        case .faultMissed(let id, let why):
            line.text("fault", id)
            line.text("why", why)
        case .faultSkipped(let id, let kind, let why, let allowed):
            line.text("fault", id)
            line.text("kind", kind.rawValue)
            line.text("why", why)
            line.flag("allowed", allowed)
        case .sample(let sample):
            line.number("rss_bytes", sample.residentBytes)
            line.number("cpu_ms", sample.cpuMs)
            line.number("open_files", sample.openFiles)
            line.number("data_bytes", sample.dataBytes)
            line.number("log_bytes", sample.logBytes)
        case .engineWatched(let look): look.write(into: &line)
        case .machine(let boot): line.text("boot", boot)
        case .resumed(let resumption): resumption.write(into: &line)
        case .venueProbed(let look):
            line.number("took_ms", look.tookMs)
            line.number("same", look.same)
            line.texts("differences", look.differences)
            line.texts("unseen", look.unseen)
        case .feedDead(let silentMs, let witnessed):
            line.number("silent_ms", silentMs)
            line.number("witnessed", witnessed)
        case .feedAlive(let afterMs): line.number("after_ms", afterMs)
        case .operatorAction(let action, let note):
            line.text("action", action)
            line.text("note", note)
        case .outputCut(let file, let bytes, let isKept):
            line.text("file", file)
            line.number("bytes", bytes)
            line.flag("kept", isKept)
        case .paused: break
        case .runEnded(let outcome, let exit):
            line.text("outcome", outcome)
            line.optional("engine_exit", exit?.shellCode)
        }
    }

    private static func write(_ start: RunStart, into line: inout JSONLine) {
        line.text("run_id", start.runID)
        line.text("command", start.command)
        line.text("scenario", start.scenario)
        line.number("seed", start.seed)
        line.object("feed") {
            $0.text("host", start.host)
            $0.number("port", start.port)
            $0.flag("synthetic", start.synthetic)
        }
        line.object("window") {
            $0.number("from_ms", start.window.from.ms)
            $0.number("to_ms", start.window.to.ms)
        }
        line.decimal("rate", start.rate)
        line.flag("observer", start.observed)
        line.texts("faults", start.faults)
        line.object("versions") {
            $0.text("soak", start.soakVersion)
            $0.text("engine", start.engineVersion)
        }
    }

    private static func write(_ proof: FaultProof, into line: inout JSONLine) {
        line.text("proof", proof.sentence)
        line.object("facts") { facts in
            for (name, value) in proof.facts {
                switch value {
                case .number(let number): facts.number(name, number)
                case .text(let text): facts.text(name, text)
                }
            }
        }
    }
}

extension ProcessExit {
    fileprivate var code: Int32? { if case .code(let code) = self { code } else { nil } }
    fileprivate var signal: Int32? { if case .signal(let signal) = self { signal } else { nil } }
}
