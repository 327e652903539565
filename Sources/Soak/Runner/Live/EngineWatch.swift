import Glibc

/// Looks at a running engine from outside once a minute: what the kernel, the disk, its log and its `/status` say.
/// Reads a log on from where the last look ended.
struct EngineWatch {
    private let directory: RunDirectory
    private var levels = LogLevels()
    private var offsets: [String: Int64] = [:]

    private static let partBytes = 1 << 16
    /// Of a log that grows faster than it can be read only so much is read at a look.
    private static let lookBytesMax = 64 << 20

    init(_ directory: RunDirectory) { self.directory = directory }

    /// Nil when the process is gone.
    mutating func look(pid: Int32, ops: OpsClient?) -> EngineLook? {
        guard let sample = ResourceSample.read(pid: pid, directory: directory) else { return nil }
        for path in [directory.engineLog, directory.errors("engine"), directory.output("engine")] {
            read(path)
        }
        let status = ops?.status()
        return EngineLook(
            pid: pid, residentBytes: sample.residentBytes, cpuMs: sample.cpuMs, openFiles: sample.openFiles,
            dataBytes: sample.dataBytes, freeBytes: Machine.freeBytes(directory.data) ?? -1, logLines: levels,
            signals: status?.signals, state: status?.state)
    }

    /// Its file was emptied.
    mutating func forget(_ path: String) { offsets[path] = 0 }

    /// Takes in what came since the last time.
    mutating func read(_ path: String) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        defer { close(file) }
        var offset = offsets[path] ?? 0
        // A log that was rotated begins anew.
        if FileTree.size(path) < offset { offset = 0 }
        var part = [UInt8](repeating: 0, count: Self.partBytes)
        var rest: [UInt8] = []
        var taken = 0
        while taken < Self.lookBytesMax {
            let got = pread(file, &part, part.count, off_t(offset + Int64(rest.count)))
            if got <= 0 { break }
            taken += got
            rest.append(contentsOf: part.prefix(got))
            var start = 0
            while let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
                levels.take(line: rest[start..<end])
                start = end + 1
            }
            offset += Int64(start)
            rest.removeFirst(start)
        }
        offsets[path] = offset
    }
}
