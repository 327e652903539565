/// Looks at some days of a run and writes down what they come to, so that it can be joined with other days.
package enum PartialMaker {
    /// `terms`: by what the days will be judged, compared when they are joined. Throws `ReadError` or `PartialError`.
    package static func write(_ request: EvidenceRequest, terms: [String], to path: String) throws {
        let sources = try EvidenceReader.sources(of: request)
        guard sources.count == 1, let source = sources.first else {
            throw PartialError("--partial takes one directory, the days of one run; make one for each")
        }
        let witnesses = PartialHead.Witnesses(
            hasTruth: source.truth != nil, hasObserver: source.observer != nil)
        let folder = DiskFolder(folder: source.data, prefix: source.prefix, threads: request.threads)
        var reader = DirectoryReader(
            folder: folder, prefix: source.prefix, keepsSequences: witnesses.isAny,
            episodes: request.rule)
        let (context, claims) = try reader.dayContext()
        let writer = try PartialFile.Writer(path: path)
        var head = PartialHead(
            prefix: source.prefix, window: request.window, terms: terms,
            witnesses: witnesses, clockSteps: claims.clockSteps, read: [], ready: [])
        var records: [(DirectoryListing.Entry, FileName)] = []
        for content in try folder.contents() {
            switch content {
            case .ready(let ready): head.ready.append(ready)
            case .read(let entry, let name) where name.kind == .signals || name.kind == .followups:
                records.append((entry, name))
                head.read.append(PartialHead.ReadName(entry: entry))
            case .read(let entry, let name):
                let broken = try writer.section(
                    PartialHead.section(ofRaw: entry.name),
                    of: {
                        try folder.source(entry, name, from: 0)
                    })
                head.read.append(PartialHead.ReadName(entry: entry, broken: broken))
            }
        }
        try write(
            records,
            DayFileReader(
                folder: source.data, prefix: source.prefix, claims: claims, context: context),
            request.threads, to: writer)
        try writeRest(source, folder, to: writer)
        var pack = PackWriter()
        head.write(to: &pack)
        try writer.section(PartialHead.section, pack.bytes)
        try writer.finish()
    }

    /// File by file, on as many threads as asked for.
    private static func write(
        _ records: [(DirectoryListing.Entry, FileName)], _ reader: DayFileReader, _ threads: ThreadPlan,
        to writer: PartialFile.Writer
    ) throws {
        var failure: (any Error)?
        OrderedWork.run(jobs: records.count, threads: threads.threads) { job -> [UInt8] in
            var pack = PackWriter()
            reader.read(records[job].0, records[job].1).write(to: &pack)
            return pack.bytes
        } take: { job, bytes in
            do {
                try writer.section(PartialHead.section(ofRecords: records[job].0.name), bytes)
                return true
            } catch {
                failure = error
                return false
            }
        }
        if let failure { throw failure }
    }

    private static func writeRest(
        _ source: EvidenceReader.Source, _ folder: DiskFolder, to writer: PartialFile.Writer
    ) throws {
        var pack = PackWriter()
        pack.list(try folder.quarantine()) { $0.file($1) }
        try writer.section(PartialHead.quarantine, pack.bytes)
        if let run = source.run, DirectoryListing.exists("\(run)/\(PartialHead.journal)") {
            try write("\(run)/\(PartialHead.journal)", PartialHead.journal, to: writer)
        }
        try write(source.truth, PartialHead.section(ofTruth:), to: writer)
        try write(source.observer, PartialHead.section(ofObserver:), to: writer)
    }

    /// The files of a witness's folder, as they are.
    private static func write(
        _ folder: String?, _ section: (String) -> String, to writer: PartialFile.Writer
    ) throws {
        guard let folder else { return }
        for name in PartialHead.truth where DirectoryListing.exists("\(folder)/\(name)") {
            try write("\(folder)/\(name)", section(name), to: writer)
        }
    }

    /// A file that must be readable to its end.
    private static func write(_ path: String, _ section: String, to writer: PartialFile.Writer) throws {
        if let broken = try writer.section(section, of: { try ByteSource(path: path) }) {
            throw ReadError(operation: "read", path: path, reason: broken.detail)
        }
    }
}
