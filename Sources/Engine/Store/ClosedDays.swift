import Synchronization

/// Packs the files of days that are over, and unpacks one again when a record of that day still comes.
///
/// At any moment a kill leaves the plain file or a whole `.gz` of it: packed aside, synced, read back and
/// compared, renamed, the directory synced, and only then is the plain file removed. Where both stand, the plain
/// one holds.
///
/// Packing belongs to a thread of its own; the writer comes here before it opens a file.
final class ClosedDays: Sendable {
    /// How long after midnight (engine time) a day is left as it is: late records come within seconds.
    static let restMs: Int64 = 10 * 60_000
    private static let suffix = ".gz"

    enum Outcome: Equatable {
        case packed(from: Int64, to: Int64)
        /// The writer wants the file again, or the process ends.
        case abandoned
    }

    private let fileSystem: any FileSystem
    private let directory: String
    /// Files that the writer opened. Whoever opens one or puts another in its place holds this lock meanwhile.
    private let wanted = Mutex<Set<FileName>>([])

    init(_ fileSystem: any FileSystem, directory: String) {
        self.fileSystem = fileSystem
        self.directory = directory
    }

    /// The writer's word before it opens a file: it is there as plain lines afterwards, if it was there at all.
    func willOpen(_ name: FileName) throws(FileError) {
        try wanted.withLock { wanted throws(FileError) in
            wanted.insert(name)
            let plain = path(name)
            guard try length(plain) == nil, try length(plain + Self.suffix) != nil else { return }
            try unpack(plain + Self.suffix, to: plain + ".new")
            try fileSystem.rename(plain + ".new", to: plain)
            try fileSystem.synchronizeDirectory(directory)
            try fileSystem.remove(plain + Self.suffix)
        }
    }

    /// The writer's word that it has let go of a file.
    func didClose(_ name: FileName) { wanted.withLock { _ = $0.remove(name) } }

    /// What may be packed now, oldest first: files of days before `day` that the writer does not hold. A day's
    /// ledger comes after its records, and the newest ledger stays as it is: a start reads on from it.
    func due(before day: UTCDay, except held: Set<FileName>) throws(FileError) -> [FileName] {
        let plain = try fileSystem.list(directory).compactMap { FileName($0) }
        let newestLedger = plain.filter { $0.stream == .ledger }.map(\.day).max()
        let open = plain.filter { $0.day < day && !held.contains($0) }
        let records = open.filter { $0.stream != .ledger }
        let daysWithRecords = Set(plain.filter { $0.stream != .ledger }.map(\.day))
        let ledgers = open.filter {
            $0.stream == .ledger && $0.day != newestLedger && !daysWithRecords.contains($0.day)
        }
        return (records + ledgers).sorted { ($0.day, $0.stream) < ($1.day, $1.stream) }
    }

    /// Packs a file. What fails leaves the plain file where it is; a later call begins anew.
    func pack(_ name: FileName, isStopping: () -> Bool) throws(FileError) -> Outcome {
        let plain = path(name)
        let aside = plain + Self.suffix + ".new"
        let source = try fileSystem.open(plain, .read)
        let target = try fileSystem.open(aside, .readWrite)
        try fileSystem.truncate(target, to: 0)
        guard let (content, packed) = try packed(source, into: target, isStopping) else {
            try fileSystem.remove(aside)
            return .abandoned
        }
        try fileSystem.synchronize(target)
        guard try unpacked(target, { _ in }) == content else {
            // What was read back is not what was packed: the plain file is all there is.
            throw FileError(.read, aside, 5)
        }
        let isDone = try wanted.withLock { wanted throws(FileError) -> Bool in
            guard !wanted.contains(name), try fileSystem.length(of: source) == content.byteCount else {
                return false
            }
            guard try mayReplace(plain + Self.suffix, with: source) else {
                throw FileError(.rename, plain + Self.suffix, 17)
            }
            try fileSystem.rename(aside, to: plain + Self.suffix)
            try fileSystem.synchronizeDirectory(directory)
            try fileSystem.remove(plain)
            try fileSystem.synchronizeDirectory(directory)
            return true
        }
        guard isDone else {
            try fileSystem.remove(aside)
            return .abandoned
        }
        return .packed(from: content.byteCount, to: packed)
    }

    /// A `.gz` that a kill left holds the same, or a beginning of it. Any other is not ours to replace.
    private func mayReplace(_ packed: String, with source: OpenFile) throws(FileError) -> Bool {
        guard try length(packed) != nil else { return true }
        guard let there = try unpacked(fileSystem.open(packed, .read), { _ in }) else { return false }
        var beginning = Segment(at: 0)
        try fileSystem.eachChunk(of: source, from: 0, to: there.byteCount) {
            beginning.extend($0, records: countLines($0))
        }
        return beginning == there
    }

    private func packed(
        _ source: OpenFile, into target: OpenFile, _ isStopping: () -> Bool
    ) throws(FileError) -> (content: Segment, bytes: Int64)? {
        let gzip = try engine(.pack, target.path)
        var content = Segment(at: 0)
        var written: Int64 = 0
        while true {
            if isStopping() { return nil }
            let chunk = try fileSystem.read(source, at: content.to, count: StoreBounds.readChunkBytes)
            let broken = try gzip.feed(chunk[...], isLast: chunk.isEmpty) { piece throws(FileError) in
                try fileSystem.writeAll(Array(piece), to: target, at: written)
                written += Int64(piece.count)
            }
            if broken != nil { throw FileError(.write, target.path, 5) }
            if chunk.isEmpty { return (content, written) }
            content.extend(chunk[...], records: countLines(chunk[...]))
        }
    }

    /// What a packed file holds; nil when it is cut short or damaged.
    private func unpacked(
        _ file: OpenFile, _ body: (ArraySlice<UInt8>) throws(FileError) -> Void
    ) throws(FileError) -> Segment? {
        let gzip = try engine(.unpack, file.path)
        var content = Segment(at: 0)
        var at: Int64 = 0
        while true {
            let chunk = try fileSystem.read(file, at: at, count: StoreBounds.readChunkBytes)
            if chunk.isEmpty { return gzip.isComplete ? content : nil }
            at += Int64(chunk.count)
            let broken = try gzip.feed(chunk[...]) { piece throws(FileError) in
                content.extend(piece, records: countLines(piece))
                try body(piece)
            }
            if broken != nil { return nil }
        }
    }

    private func unpack(_ packed: String, to plain: String) throws(FileError) {
        let source = try fileSystem.open(packed, .read)
        let target = try fileSystem.open(plain, .readWrite)
        try fileSystem.truncate(target, to: 0)
        var written: Int64 = 0
        let content = try unpacked(source) { piece throws(FileError) in
            try fileSystem.writeAll(Array(piece), to: target, at: written)
            written += Int64(piece.count)
        }
        guard content != nil else { throw FileError(.read, packed, 5) }
        try fileSystem.synchronize(target)
    }

    private func engine(_ direction: Gzip.Direction, _ path: String) throws(FileError) -> Gzip {
        do throws(Gzip.Broken) {
            return try Gzip(direction)
        } catch {
            throw FileError(.read, path, 12)
        }
    }

    private func path(_ name: FileName) -> String { directory + "/" + name.description }

    private func length(_ path: String) throws(FileError) -> Int64? {
        do throws(FileError) {
            return try fileSystem.length(of: fileSystem.open(path, .read))
        } catch {
            if error.code == 2 { return nil }
            throw error
        }
    }
}
