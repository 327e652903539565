import Glibc

/// How a file is opened.
package enum FileAccess: Sendable {
    /// Read and append; created when it is absent.
    case append
    /// Read and append; it must be there.
    case appendExisting
    /// Read only; it must be there.
    case read
    /// Read and write anywhere; created when it is absent.
    case readWrite
    /// Read and write; it must not be there yet.
    case createNew
    /// A directory, only to lock or sync it.
    case directory
}

/// A file as the disk knows it: two paths with the same identity are one file, and a path that was given to
/// another file has another one.
package struct FileIdentity: Hashable, Sendable {
    package let device: UInt64
    package let inode: UInt64

    package init(device: UInt64, inode: UInt64) {
        self.device = device
        self.inode = inode
    }
}

/// An open file. Closed when nobody holds it any more, so that the thread that syncs and the one that writes
/// can't pull it away from each other.
package final class OpenFile: Sendable {
    package let descriptor: Int32
    package let path: String

    package init(descriptor: Int32, path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    deinit { close(descriptor) }
}

/// Everything that the store does to a disk, one call each, so that any of them can be made to fail.
///
/// Calls that were interrupted (EINTR) are repeated. A short write is not completed here: the caller knows
/// where its lines end.
package protocol FileSystem: Sendable {
    func open(_ path: String, _ access: FileAccess) throws(FileError) -> OpenFile
    /// One `write(2)` of `bytes[from...]` at the end of the file; gives how many bytes were taken.
    func append(_ bytes: [UInt8], from: Int, to file: OpenFile) throws(FileError) -> Int
    /// One `pwrite(2)` of `bytes[from...]` at `offset`; gives how many bytes were taken.
    func write(_ bytes: [UInt8], from: Int, to file: OpenFile, at offset: Int64) throws(FileError) -> Int
    /// At most `count` bytes from `offset`; fewer only at the end of the file.
    func read(_ file: OpenFile, at offset: Int64, count: Int) throws(FileError) -> [UInt8]
    /// `fdatasync(2)`.
    func synchronize(_ file: OpenFile) throws(FileError)
    func truncate(_ file: OpenFile, to length: Int64) throws(FileError)
    func length(of file: OpenFile) throws(FileError) -> Int64
    /// Which file a descriptor leads to, whatever became of its name.
    func identity(of file: OpenFile) throws(FileError) -> FileIdentity
    /// Which file or directory a path leads to now; nil when it leads to nothing.
    func identity(at path: String) throws(FileError) -> FileIdentity?
    /// Reserves real blocks for the first `bytes` of the file (`posix_fallocate`).
    func allocate(_ bytes: Int64, for file: OpenFile) throws(FileError)
    /// An exclusive advisory lock until the file is closed; false when another process holds it.
    func lock(_ file: OpenFile) throws(FileError) -> Bool
    func rename(_ path: String, to other: String) throws(FileError)
    func remove(_ path: String) throws(FileError)
    /// The names in a directory, sorted.
    func list(_ directory: String) throws(FileError) -> [String]
    /// No error when it is there already.
    func makeDirectory(_ path: String) throws(FileError)
    func synchronizeDirectory(_ path: String) throws(FileError)
}

extension FileSystem {
    /// Writes all of `bytes` at `offset`, however many calls that takes.
    func writeAll(_ bytes: [UInt8], to file: OpenFile, at offset: Int64) throws(FileError) {
        var written = 0
        while written < bytes.count {
            let count = try write(bytes, from: written, to: file, at: offset + Int64(written))
            guard count > 0 else { throw FileError(.write, file.path, ENOSPC) }
            written += count
        }
    }
}
