import Glibc

/// Where lines go while the data directory takes none: one preallocated file of numbered entries.
///
/// Each entry names its file and the logical offset at which its lines belong, so that draining twice (after
/// a kill in the middle of it) writes nothing twice. The file is never truncated: emptying it means that the
/// next generation begins, and the blocks stay reserved for the day when the disk is full.
final class Spool {
    struct Entry {
        let kind: SpoolFrame.Kind
        let file: String
        fileprivate(set) var offset: Int64
        let byteCount: Int
        let lines: Int
        let position: Int64
        let frameBytes: Int

        var end: Int64 { offset + Int64(byteCount) }
    }

    let file: OpenFile
    private(set) var entries: [Entry] = []
    /// Lines and payload bytes of all entries.
    private(set) var lines = 0
    private(set) var byteCount = 0
    private let fileSystem: any FileSystem
    private let capacity: Int64
    private var generation: UInt64
    private var end: Int64
    private var syncedEnd: Int64
    /// What was written behind `syncedEnd`, to be written again if the sync fails.
    private var unsynced: [UInt8] = []
    private var headerNeedsSync = true

    static let fileName = "spool.bin"
    private static let entriesBegin: Int64 = 4_096
    /// Lines leave this much free, so that a full spool can still note where they go while it is drained.
    private static let reservedForMoves: Int64 = 4_096
    private static let magic: UInt32 = 0x3150_5348  // "HSP1"

    enum OpenError: Error {
        case held(String)
        case failed(FileError)
    }

    /// Opens or makes the spool, takes its lock and reads what an earlier run left in it.
    init(_ fileSystem: any FileSystem, directory: String, bytes: Int64) throws(OpenError) {
        self.fileSystem = fileSystem
        let path = directory + "/" + Self.fileName
        do throws(FileError) {
            try fileSystem.makeDirectory(directory)
            file = try fileSystem.open(path, .readWrite)
            guard try fileSystem.lock(file) else { throw FileError(.lock, path, EWOULDBLOCK) }
            let length = try fileSystem.length(of: file)
            if length < bytes { try fileSystem.allocate(bytes, for: file) }
            capacity = max(length, bytes)
            let header = try fileSystem.read(file, at: 0, count: 16)
            generation = Self.generation(in: header) ?? 0
            end = Self.entriesBegin
            syncedEnd = end
            if generation == 0 {
                // A header that says nothing is a new file's, or one that nobody can read any more: those bytes
                // stay where they are until they are needed, under another generation than any before.
                generation = UInt64(time(nil)) << 20
                try writeHeader()
            } else {
                try readEntries()
            }
            try fileSystem.synchronize(file)
            try fileSystem.synchronizeDirectory(directory)
            syncedEnd = end
            headerNeedsSync = false
        } catch {
            if error.operation == .lock, error.code == EWOULDBLOCK { throw .held(path) }
            throw .failed(error)
        }
    }

    var isEmpty: Bool { entries.isEmpty }
    var needsSync: Bool { headerNeedsSync || syncedEnd < end }
    /// What a sync that begins now makes durable; to be given back to `synced(to:)`.
    var syncTarget: Int64 { end }

    /// Adds one entry, or throws and leaves the spool as it was. ENOSPC when it is full.
    func append(
        _ kind: SpoolFrame.Kind, file name: String, offset: Int64, _ payload: ArraySlice<UInt8>, lines: Int
    ) throws(FileError) {
        let frame = SpoolFrame.encode(
            kind, file: name, offset: offset, payload: payload, lines: lines, generation: generation)
        let room = kind == .move ? capacity : capacity - Self.reservedForMoves
        guard end + Int64(frame.count) <= room else { throw FileError(.write, file.path, ENOSPC) }
        try fileSystem.writeAll(frame, to: file, at: end)
        note(
            Entry(
                kind: kind, file: name, offset: offset, byteCount: payload.count, lines: lines, position: end,
                frameBytes: frame.count), payload)
        end += Int64(frame.count)
        unsynced += frame
    }

    /// From here on `entry` and all later lines of its file belong from `offset` on. Durable when it returns.
    func move(_ entry: Entry, to offset: Int64) throws(FileError) {
        var position: [UInt8] = []
        SpoolFrame.append(UInt64(bitPattern: entry.position), to: &position)
        try append(.move, file: entry.file, offset: offset, position[...], lines: 0)
        try fileSystem.synchronize(file)
        synced(to: end)
    }

    /// The payload of an entry, checked. EIO when it is not what was written.
    func read(_ entry: Entry) throws(FileError) -> [UInt8] {
        let frame = try fileSystem.read(file, at: entry.position, count: entry.frameBytes)
        guard
            let header = SpoolFrame.decodeHeader(
                Array(frame.prefix(SpoolFrame.headerBytes)), generation: generation),
            header.frameBytes == frame.count, SpoolFrame.checksum(of: frame) == header.checksum
        else { throw FileError(.read, file.path, EIO) }
        return Array(frame.suffix(entry.byteCount))
    }

    func synced(to target: Int64) {
        headerNeedsSync = false
        guard target > syncedEnd else { return }
        unsynced.removeFirst(Int(target - syncedEnd))
        syncedEnd = target
    }

    /// After a failed sync the kernel forgets which pages were never written: they are written again, and only
    /// then another sync means anything.
    func rewriteUnsynced() throws(FileError) {
        try writeHeader()
        try fileSystem.writeAll(unsynced, to: file, at: syncedEnd)
    }

    /// Empties the spool. Only once everything in it is durable elsewhere.
    func reset() throws(FileError) {
        let before = generation
        generation += 1
        do throws(FileError) {
            try writeHeader()
        } catch {
            generation = before
            throw error
        }
        entries = []
        lines = 0
        byteCount = 0
        end = Self.entriesBegin
        syncedEnd = end
        unsynced = []
        headerNeedsSync = true
    }

    private func note(_ entry: Entry, _ payload: ArraySlice<UInt8>) {
        if entry.kind == .move { return relocate(entry, Array(payload)) }
        entries.append(entry)
        lines += entry.lines
        byteCount += entry.byteCount
    }

    private func relocate(_ move: Entry, _ payload: [UInt8]) {
        guard payload.count == 8 else { return }
        let position = Int64(bitPattern: SpoolFrame.integer(payload, 0, UInt64.self))
        guard let first = entries.firstIndex(where: { $0.position == position }) else { return }
        let shift = move.offset - entries[first].offset
        for index in first..<entries.count
        where entries[index].kind == .append && entries[index].file == move.file {
            entries[index].offset += shift
        }
    }

    private func writeHeader() throws(FileError) {
        var header: [UInt8] = []
        SpoolFrame.append(Self.magic, to: &header)
        SpoolFrame.append(generation, to: &header)
        SpoolFrame.append(checksum(header), to: &header)
        try fileSystem.writeAll(header, to: file, at: 0)
    }

    private static func generation(in header: [UInt8]) -> UInt64? {
        guard header.count == 16, SpoolFrame.integer(header, 0, UInt32.self) == magic,
            SpoolFrame.integer(header, 12, UInt32.self) == checksum(header.prefix(12))
        else { return nil }
        return SpoolFrame.integer(header, 4, UInt64.self)
    }

    private func readEntries() throws(FileError) {
        while true {
            let head = try fileSystem.read(file, at: end, count: SpoolFrame.headerBytes)
            guard let header = SpoolFrame.decodeHeader(head, generation: generation),
                header.nameBytes <= SpoolFrame.nameBytesMax, end + Int64(header.frameBytes) <= capacity
            else { return }
            let frame = try fileSystem.read(file, at: end, count: header.frameBytes)
            guard frame.count == header.frameBytes, SpoolFrame.checksum(of: frame) == header.checksum else {
                return
            }
            let name = frame[SpoolFrame.headerBytes..<(SpoolFrame.headerBytes + header.nameBytes)]
            note(
                Entry(
                    kind: header.kind, file: String(decoding: name, as: UTF8.self), offset: header.offset,
                    byteCount: header.payloadBytes, lines: header.lines, position: end,
                    frameBytes: header.frameBytes), frame.suffix(header.payloadBytes))
            end += Int64(header.frameBytes)
        }
    }
}
