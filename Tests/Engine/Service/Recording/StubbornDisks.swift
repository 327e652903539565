import EngineStore
import Glibc
import Synchronization

/// The real disk with one thing of its own: a subclass says what happens to a write.
class StubbornDisk: FileSystem, @unchecked Sendable {
    let disk = PosixFileSystem()

    func write(_ bytes: [UInt8], from: Int, to file: OpenFile, at offset: Int64) throws(FileError) -> Int {
        try disk.write(bytes, from: from, to: file, at: offset)
    }

    func open(_ path: String, _ access: FileAccess) throws(FileError) -> OpenFile {
        try disk.open(path, access)
    }
    func append(_ bytes: [UInt8], from: Int, to file: OpenFile) throws(FileError) -> Int {
        try disk.append(bytes, from: from, to: file)
    }
    func read(_ file: OpenFile, at offset: Int64, count: Int) throws(FileError) -> [UInt8] {
        try disk.read(file, at: offset, count: count)
    }
    func synchronize(_ file: OpenFile) throws(FileError) { try disk.synchronize(file) }
    func truncate(_ file: OpenFile, to length: Int64) throws(FileError) {
        try disk.truncate(file, to: length)
    }
    func length(of file: OpenFile) throws(FileError) -> Int64 { try disk.length(of: file) }
    func identity(of file: OpenFile) throws(FileError) -> FileIdentity { try disk.identity(of: file) }
    func identity(at path: String) throws(FileError) -> FileIdentity? { try disk.identity(at: path) }
    func allocate(_ bytes: Int64, for file: OpenFile) throws(FileError) {
        try disk.allocate(bytes, for: file)
    }
    func lock(_ file: OpenFile) throws(FileError) -> Bool { try disk.lock(file) }
    func rename(_ path: String, to other: String) throws(FileError) { try disk.rename(path, to: other) }
    func remove(_ path: String) throws(FileError) { try disk.remove(path) }
    func list(_ directory: String) throws(FileError) -> [String] { try disk.list(directory) }
    func makeDirectory(_ path: String) throws(FileError) { try disk.makeDirectory(path) }
    func synchronizeDirectory(_ path: String) throws(FileError) { try disk.synchronizeDirectory(path) }
}

/// Has room for so many bytes of a file; what is cut away gives its room back.
final class SmallDisk: StubbornDisk, @unchecked Sendable {
    private let room: Int64

    init(room: Int64) { self.room = room }

    override func write(
        _ bytes: [UInt8], from: Int, to file: OpenFile, at offset: Int64
    ) throws(FileError) -> Int {
        let fits = Int(min(Int64(bytes.count - from), room - offset))
        guard fits > 0 else { throw FileError(.write, file.path, ENOSPC) }
        return try disk.write(Array(bytes[..<(from + fits)]), from: from, to: file, at: offset)
    }
}

/// Keeps whoever writes waiting until it is opened.
final class HeldDisk: StubbornDisk, @unchecked Sendable {
    private let gate = Monitor(false)

    func release() { gate.change { $0 = true } }

    override func write(
        _ bytes: [UInt8], from: Int, to file: OpenFile, at offset: Int64
    ) throws(FileError) -> Int {
        if offset > 1_000 { gate.wait({ $0 }, take: { _ in }) }
        return try disk.write(bytes, from: from, to: file, at: offset)
    }
}
