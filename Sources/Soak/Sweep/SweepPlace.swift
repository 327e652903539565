import DoDChecks
import DoDFormat
import Glibc
import SoakFaults
import SoakRunner

/// A folder in which the engine goes through its sessions, again and again from an empty one.
struct SweepPlace {
    let path: String
    let engine: String
    let injector: String
    /// Paths of the recordings.
    let recordings: [String]

    /// What one life of the engine came to.
    struct Life {
        var exit: ProcessExit?
        /// The fault took hold.
        var hasBitten: Bool
        var counted: Int
    }

    /// A replay of a short session takes milliseconds; one that hangs is a flaw, not a reason to wait for ever.
    static let lifeMsMax: Int32 = 30_000

    var data: String { path + "/data" }

    func begin() throws(SystemFailure) {
        try FileTree.remove(path)
        try FileTree.makeFolders(data)
    }

    /// Keeps what lies there now for `putBack`.
    func putAside() throws(SystemFailure) {
        try FileTree.remove(aside)
        try FileTree.copy(path, to: aside)
    }

    /// What lay there at `putAside`, byte for byte.
    func putBack() throws(SystemFailure) {
        try FileTree.remove(path)
        try FileTree.copy(aside, to: path)
    }

    /// Takes it away with all that was put aside.
    func clear() throws(SystemFailure) {
        try FileTree.remove(path)
        try FileTree.remove(aside)
    }

    private var aside: String { path + ".aside" }

    /// Lets the engine go through a session on whatever lies there.
    func live(_ session: Int, fault: SweepFault?) throws(SystemFailure) -> Life {
        let output = "\(path)/session-\(session + 1).out"
        let order = fault.map {
            InjectorOrder(
                // The spool's path begins with the directory's: with the slash it is left alone.
                path: $0.isLasting ? data + "/" : data, call: $0.operation.calls, action: $0.action.injected,
                k: Int64($0.k), times: $0.isLasting ? 0 : 1, isArmed: true)
        }
        let process = try LaunchedProcess.start(
            [engine, "replay", recordings[session], "--data-dir", data, "--onto"], injector: injector,
            order: order, output: output, errors: "\(path)/session-\(session + 1).err")
        var life = Life(exit: nil, hasBitten: false, counted: 0)
        for event in process.eventsUntilEnd(waitMs: Self.lifeMsMax) {
            switch event {
            case .bitten: life.hasBitten = true
            case .exited(let exit): life.exit = exit
            default: break
            }
        }
        life.counted = SweepCheck.counted(in: try FileTree.text(output))
        return life
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
        let text = (try? FileTree.text("\(path)/session-\(session + 1).err")) ?? ""
        return text.split(separator: "\n").last.map(String.init) ?? "it said nothing"
    }
}
