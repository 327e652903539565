import Glibc
package import SoakFaults

/// The folder of one run and what lies where in it (docs/formats.md).
package struct RunDirectory: Sendable {
    package let path: String
    package let runID: String

    package var data: String { path + "/data" }
    package var spool: String { path + "/spool" }
    package var truth: String { path + "/truth" }
    package var clockPage: String { path + "/exchange/clock" }
    /// Belongs to the exchange alone: its clock page, its socket for orders, its certificates.
    var exchange: String { path + "/exchange" }
    static let controlName = "control"
    /// What the engine may believe in a run over TLS.
    package var authority: String { exchange + "/authority.pem" }
    /// What the runner's own connection to a venue brought.
    package var observer: String { path + "/observer" }
    package var journal: String { path + "/journal.jsonl" }
    /// What the file and the seed decided of the faults, before anything ran.
    package var plan: String { path + "/plan.jsonl" }
    package var engineConfig: String { path + "/engine.toml" }
    package var engineLog: String { path + "/engine.log" }
    /// What the programs say on their standard output and error.
    package func output(_ program: String) -> String { "\(path)/\(program).out" }
    package func errors(_ program: String) -> String { "\(path)/\(program).err" }
    package var verdict: String { path + "/verdict.json" }
    /// What a kill tore off the end of the journal, kept when the run went on; named by where it stood.
    func tornJournal(_ offset: Int) -> String { "\(path)/quarantine/journal.jsonl.\(offset)" }
    package var report: String { path + "/report.html" }

    static let attemptsMax = 100

    /// One that an earlier process made.
    package init(existing path: String) {
        self.init(path: path, runID: String(path.split(separator: "/").last ?? ""))
    }

    package init(path: String, runID: String) {
        self.path = path
        self.runID = runID
    }

    /// Makes it. The engine's user owns data and spool, and may create its log in the folder without being able
    /// to touch what is not its own.
    package static func make(
        in reports: String, name: String, engineUser: UserIdentity?, hasExchange: Bool = true
    ) throws(SystemFailure) -> Self {
        let directory = try makeUnique(in: reports, name: name)
        let ofExchange = hasExchange ? [directory.truth, directory.path + "/exchange"] : []
        for folder in [directory.data, directory.spool] + ofExchange {
            try FileTree.makeFolders(folder)
        }
        guard let user = engineUser else { return directory }
        for folder in [directory.data, directory.spool] {
            if chown(folder, user.uid, user.gid) != 0 { throw SystemFailure("chown", folder, errno: errno) }
        }
        let path = directory.path
        if chown(path, getuid(), user.gid) != 0 { throw SystemFailure("chown", path, errno: errno) }
        if chmod(path, 0o1775) != 0 { throw SystemFailure("chmod", path, errno: errno) }
        return directory
    }

    private static func makeUnique(in reports: String, name: String) throws(SystemFailure) -> Self {
        for attempt in 1...attemptsMax {
            let id = attempt == 1 ? name : "\(name)-\(attempt)"
            let path = reports + "/" + id
            if mkdir(path, 0o755) == 0 { return Self(path: path, runID: id) }
            if errno != EEXIST { throw SystemFailure("create folder", path, errno: errno) }
        }
        throw SystemFailure("create folder", reports + "/" + name, errno: EEXIST)
    }

    /// A name that sorts by time and says what it was: `20261122T171305Z-day-1`.
    package static func name(wallMs: Int64, scenario: String, seed: UInt64) -> String {
        let now = VirtualTime(ms: wallMs - wallMs % 1000)
        let stamp = now.text.filter { $0 != "-" && $0 != ":" }
        let safe = scenario.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") ? String($0) : "_" }
            .joined()
        return "\(stamp)-\(safe)-\(seed)"
    }
}
