/// Which folders to judge.
package struct EvidenceRequest: Sendable {
    /// Data directories, or run directories (with `data/` in them).
    package var directories: [String]
    /// The runner's folder; needs a single data directory, or gives it.
    package var runDirectory: String?
    /// Where the truth lies, if not in the run directory.
    package var truthDirectory: String?
    package var window: TimeWindow?
    package var threads: ThreadPlan
    /// What episodes are cut by; the window is that of the request.
    package var episodes = EpisodeRule()

    package init(
        directories: [String], runDirectory: String? = nil, truthDirectory: String? = nil,
        window: TimeWindow? = nil, threads: ThreadPlan = ThreadPlan()
    ) {
        self.threads = threads
        self.directories = directories
        self.runDirectory = runDirectory
        self.truthDirectory = truthDirectory
        self.window = window
    }
}

extension EvidenceRequest {
    /// What episodes are cut by, in the time that is asked for.
    var rule: EpisodeRule { EpisodeRule(window: window, phases: episodes.phases) }
}

/// Reads folders into evidence. Writes nothing, and looks at nothing but the folders.
package enum EvidenceReader {
    /// One data directory with the runner's folder that belongs to it.
    struct Source {
        var data: String
        var prefix: String
        var run: String?
        var truth: String?

        /// Where the runner's own connection to a venue left what it saw.
        var observer: String? {
            run.map { "\($0)/observer" }.flatMap { DirectoryListing.isDirectory($0) ? $0 : nil }
        }
    }

    /// Throws `ReadError` when a folder is missing or a file can't be read. Damage in a file is no error.
    package static func read(_ request: EvidenceRequest) throws -> Evidence {
        let sources = try sources(of: request)
        try RunIdentity.refuseTwins(sources.map { RunIdentity(directory: $0.data) })
        let runs = try sources.map { try read($0, request.threads, request.rule) }
        try RunIdentity.refuseTwins(zip(sources, runs).map { RunIdentity(directory: $0.data, $1) })
        return Evidence(runs: runs, askedWindow: request.window)
    }

    static func sources(of request: EvidenceRequest) throws -> [Source] {
        var directories = request.directories
        if directories.isEmpty, let run = request.runDirectory { directories = [run] }
        if directories.isEmpty {
            throw ReadError(
                operation: "judge", path: "nothing", reason: "name a data directory or a run directory")
        }
        if directories.count > 1, request.runDirectory ?? request.truthDirectory != nil {
            throw ReadError(
                operation: "judge", path: directories.joined(separator: ", "),
                reason: "--run and --truth go with one data directory; name run directories instead")
        }
        for directory in directories + [request.runDirectory, request.truthDirectory].compactMap({ $0 })
        where !DirectoryListing.isDirectory(directory) {
            let reason = DirectoryListing.exists(directory) ? "it is no directory" : "no such directory"
            throw ReadError(operation: "read", path: directory, reason: reason)
        }
        return directories.enumerated().map { index, directory in
            source(of: directory, label: directories.count > 1 ? "\(index + 1)/" : "", request)
        }
    }

    /// Where the engine's files lie, of a data directory or the folder of a run.
    package static func dataDirectory(of folder: String) -> String {
        // The engine makes no folder of that name in its data directory.
        DirectoryListing.isDirectory("\(folder)/data") ? "\(folder)/data" : folder
    }

    private static func source(of directory: String, label: String, _ request: EvidenceRequest) -> Source {
        let isRun = dataDirectory(of: directory) != directory
        let run = request.runDirectory ?? (isRun ? directory : nil)
        var truth = request.truthDirectory
        if truth == nil, let run, DirectoryListing.isDirectory("\(run)/truth") { truth = "\(run)/truth" }
        let data = isRun || directory == request.runDirectory ? "\(directory)/data" : directory
        return Source(data: data, prefix: data == directory ? label : "\(label)data/", run: run, truth: truth)
    }

    private static func read(
        _ source: Source, _ threads: ThreadPlan, _ episodes: EpisodeRule
    ) throws -> RunEvidence {
        var reader = DirectoryReader(
            folder: DiskFolder(folder: source.data, prefix: source.prefix, threads: threads),
            prefix: source.prefix, keepsSequences: source.truth != nil || source.observer != nil,
            episodes: episodes)
        var evidence = try reader.read()
        let label = source.prefix.hasSuffix("data/") ? String(source.prefix.dropLast(5)) : source.prefix
        if let run = source.run, DirectoryListing.exists("\(run)/journal.jsonl") {
            evidence.journal = try journal("\(run)/journal.jsonl", label: "\(label)journal.jsonl")
            evidence.notes += evidence.journal?.notes ?? []
        }
        if let truth = source.truth {
            evidence.truth = try TruthReader.read(folder: truth, label: "\(label)truth/")
        }
        if let observer = source.observer {
            evidence.observer = try TruthReader.read(folder: observer, label: "\(label)observer/")
        }
        return evidence
    }

    private static func journal(_ path: String, label: String) throws -> Journal {
        var reader = JournalReader()
        _ = try LineScanner.scan(try ByteSource(path: path), chunk: { _, _ in }) { line in
            reader.line(line, path: label)
        }
        return reader.journal
    }
}
