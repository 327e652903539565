import EngineStore

/// The real disk without its syncs, to lay out files that nobody needs to survive a power cut.
struct UnsyncedDisk: FileSystem {
    private let disk = PosixFileSystem()

    func synchronize(_ file: OpenFile) throws(FileError) {}
    func synchronizeDirectory(_ path: String) throws(FileError) {}

    func open(_ path: String, _ access: FileAccess) throws(FileError) -> OpenFile {
        try disk.open(path, access)
    }
    func append(_ bytes: [UInt8], from: Int, to file: OpenFile) throws(FileError) -> Int {
        try disk.append(bytes, from: from, to: file)
    }
    func write(_ bytes: [UInt8], from: Int, to file: OpenFile, at offset: Int64) throws(FileError) -> Int {
        try disk.write(bytes, from: from, to: file, at: offset)
    }
    func read(_ file: OpenFile, at offset: Int64, count: Int) throws(FileError) -> [UInt8] {
        try disk.read(file, at: offset, count: count)
    }
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
}
