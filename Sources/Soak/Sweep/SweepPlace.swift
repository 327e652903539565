import DoDChecks
import DoDFormat
import Glibc
import SoakFaults
import SoakRunner

/// A folder in which the engine goes through its sessions, again and again from an empty one. Belongs to one
/// thread.
struct SweepPlace {
    let path: String
    let engine: String
    let injector: String
    /// Paths of the recordings.
    let recordings: [String]
    /// Engines that stand ready to be copied; nil: each life is a start of its own.
    private let moulds: SweepMoulds?

    /// What one life of the engine came to.
    struct Life {
        var exit: ProcessExit?
        /// The fault took hold.
        var hasBitten: Bool
        var counted: Int
    }

    /// A replay of a short session takes milliseconds; one that hangs is a flaw, not a reason to wait for ever.
    static let lifeMsMax: Int32 = 30_000

    init(path: String, engine: String, injector: String, recordings: [String], isMoulded: Bool) {
        self.path = path
        self.engine = engine
        self.injector = injector
        self.recordings = recordings
        moulds = isMoulded ? SweepMoulds() : nil
    }

    /// What the engine knows of: its data directory, and the spool that it makes beside it.
    private var disk: String { path + "/disk" }
    private var aside: String { path + "/aside" }
    var data: String { disk + "/data" }
    func output(_ session: Int) -> String { "\(path)/session-\(session + 1).out" }
    func errors(_ session: Int) -> String { "\(path)/session-\(session + 1).err" }

    func begin() throws(SystemFailure) {
        try FileTree.remove(disk)
        try FileTree.makeFolders(data)
    }

    /// Keeps what lies there now for `putBack`.
    func putAside() throws(SystemFailure) {
        try FileTree.remove(aside)
        try FileTree.copy(disk, to: aside)
    }

    /// What lay there at `putAside`, byte for byte.
    func putBack() throws(SystemFailure) {
        try FileTree.remove(disk)
        try FileTree.copy(aside, to: disk)
    }

    /// What lies there now and what the sessions said, into a new folder.
    func copy(to folder: String) throws(SystemFailure) {
        try FileTree.makeFolders(folder)
        try FileTree.copy(disk, to: folder + "/disk")
        for name in try FileTree.names(in: path) where name.hasPrefix("session-") {
            try FileTree.copy("\(path)/\(name)", to: "\(folder)/\(name)")
        }
    }

    /// Lets the engine go through a session on whatever lies there.
    func live(_ session: Int, fault: SweepFault?) throws(SystemFailure) -> Life {
        for file in [output(session), errors(session)] { try FileTree.write([], to: file) }
        var life = Life(exit: nil, hasBitten: false, counted: 0)
        for event in try events(session, fault) {
            switch event {
            case .bitten: life.hasBitten = true
            case .exited(let exit): life.exit = exit
            default: break
            }
        }
        life.counted = SweepCheck.counted(in: try FileTree.text(output(session)))
        return life
    }

    private func events(_ session: Int, _ fault: SweepFault?) throws(SystemFailure) -> [InjectorEvent] {
        let order = fault.map {
            InjectorOrder(
                // The spool's path begins with the directory's: with the slash it is left alone.
                path: $0.isLasting ? data + "/" : data, call: $0.operation.calls, action: $0.action.injected,
                k: Int64($0.k), times: $0.isLasting ? 0 : 1, isArmed: true)
        }
        let key = SweepMoulds.Key(session: session, calls: fault?.operation.calls)
        if let mould = try moulds?.mould(key, make: { () throws(SystemFailure) in try self.mould(key) }) {
            let events = mould.live(order, waitMs: Self.lifeMsMax)
            if !events.contains(where: \.isExit) { moulds?.forget(key) }
            return events
        }
        let process = try LaunchedProcess.start(
            command(session), injector: injector, order: order, output: output(session),
            errors: errors(session))
        return process.eventsUntilEnd(waitMs: Self.lifeMsMax)
    }

    private func mould(_ key: SweepMoulds.Key) throws(SystemFailure) -> ProcessMould? {
        try ProcessMould.make(
            command(key.session), injector: injector, standingBefore: data,
            traced: key.calls.map { [$0] } ?? [], output: output(key.session), errors: errors(key.session),
            waitMs: Self.lifeMsMax)
    }

    private func command(_ session: Int) -> [String] {
        [engine, "replay", recordings[session], "--data-dir", data, "--onto"]
    }

    /// Signals and follow-ups as they lie there now.
    func records() throws(SystemFailure) -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for name in try FileTree.names(in: data)
        where name.hasPrefix("signals_") || name.hasPrefix("followups_") {
            files[name] = try FileTree.read(data + "/" + name)
        }
        return files
    }

    /// What the judge finds wrong with files and ledger.
    func integrity() -> [SweepCheck.Flaw] {
        do {
            let evidence = try EvidenceReader.read(EvidenceRequest(directories: [data]))
            let result = IntegrityCriterion().judge(evidence, policy: .phaseA)
            guard result.outcome == .fail else { return [] }
            let lines = result.evidence.isEmpty ? [result.summary] : result.evidence
            return lines.map { .integrity($0) }
        } catch {
            return [.integrity("the judge can't read it: \(error)")]
        }
    }

    /// The last thing that a session said on its standard error.
    func lastWords(_ session: Int) -> String {
        let text = (try? FileTree.text(errors(session))) ?? ""
        return text.split(separator: "\n").last.map(String.init) ?? "it said nothing"
    }
}
