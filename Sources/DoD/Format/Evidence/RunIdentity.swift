#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What tells one run from another: counted twice, it would be evidence for itself.
struct RunIdentity {
    private enum Mark: Hashable {
        case directory(String)
        case journal(runID: String)
        case start(runID: String, atMS: Int64)

        var words: String {
            switch self {
            case .directory: "they are the same directory"
            case .journal(let runID): "both are of run \(runID)"
            case .start(let runID, _): "both hold the engine's run \(runID)"
            }
        }
    }

    private let directory: String
    private let marks: [Mark]

    /// `run`: what was read there; without it only the directory is known.
    init(directory: String, _ run: RunEvidence? = nil) {
        self.directory = directory
        var marks = [Mark.directory(Self.realPath(directory))]
        if let started = run?.journal?.started { marks.append(.journal(runID: started.runID)) }
        for process in run?.ledger?.processes ?? [] {
            marks.append(.start(runID: process.start.runID, atMS: process.startedMS))
        }
        self.marks = marks
    }

    /// Throws `ReadError` when two are the same.
    static func refuseTwins(_ runs: [RunIdentity]) throws {
        var seen: [Mark: String] = [:]
        for run in runs {
            for mark in run.marks {
                if let other = seen[mark] {
                    throw ReadError(
                        operation: "judge", path: "\(other) and \(run.directory)",
                        reason: "\(mark.words); name each run once")
                }
            }
            for mark in run.marks { seen[mark] = run.directory }
        }
    }

    private static func realPath(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }
}
