import Synchronization

@testable import EngineStore

/// Files in memory, for tests that need a hundred thousand recoveries. Nothing fails here.
///
/// It knows what was synced: `powerCut` leaves of each file what a sync has reached, and whatever it chooses of
/// the bytes behind that.
final class MemoryFileSystem: FileSystem {
    private struct Content {
        var bytes: [UInt8] = []
        var syncedBytes: [UInt8] = []
    }

    private let files = Mutex<[String: Content]>([:])

    func put(_ bytes: some Sequence<UInt8>, at path: String) {
        files.withLock { $0[path] = Content(bytes: Array(bytes), syncedBytes: Array(bytes)) }
    }

    func bytes(of path: String) -> [UInt8] { files.withLock { $0[path]?.bytes ?? [] } }
    func forget(_ path: String) { files.withLock { $0[path] = nil } }

    /// The machine loses its power: bytes that no sync reached are gone but for the first `kept` of each file.
    func powerCut(keeping kept: Int) {
        files.withLock { files in
            for (path, content) in files {
                let sure = content.syncedBytes.count
                let rest = content.bytes.dropFirst(sure).prefix(kept)
                files[path] = Content(
                    bytes: content.syncedBytes + rest, syncedBytes: content.syncedBytes + rest)
            }
        }
    }

    func open(_ path: String, _ access: FileAccess) throws(FileError) -> OpenFile {
        let failure: Int32? = files.withLock { files in
            switch access {
            case .directory: return nil
            case .read, .appendExisting: return files[path] == nil ? 2 : nil
            case .append, .readWrite: files[path] = files[path] ?? Content()
            case .createNew:
                if files[path] != nil { return 17 }
                files[path] = Content()
            }
            return nil
        }
        if let failure { throw FileError(access == .createNew ? .create : .open, path, failure) }
        return OpenFile(descriptor: -1, path: path)
    }

    func append(_ bytes: [UInt8], from: Int, to file: OpenFile) throws(FileError) -> Int {
        files.withLock { $0[file.path, default: Content()].bytes += bytes[from...] }
        return bytes.count - from
    }

    func write(
        _ bytes: [UInt8], from: Int, to file: OpenFile, at offset: Int64
    ) throws(FileError) -> Int {
        files.withLock { files in
            let end = Int(offset) + bytes.count - from
            let missing = end - files[file.path, default: Content()].bytes.count
            if missing > 0 {
                files[file.path]!.bytes.append(contentsOf: repeatElement(0, count: missing))
            }
            files[file.path]!.bytes.replaceSubrange(Int(offset)..<end, with: bytes[from...])
        }
        return bytes.count - from
    }

    func read(_ file: OpenFile, at offset: Int64, count: Int) throws(FileError) -> [UInt8] {
        files.withLock { files in
            let bytes = files[file.path]?.bytes ?? []
            let from = min(Int(offset), bytes.count)
            return Array(bytes[from..<min(bytes.count, from + count)])
        }
    }

    func synchronize(_ file: OpenFile) throws(FileError) {
        files.withLock { files in
            if let bytes = files[file.path]?.bytes { files[file.path]!.syncedBytes = bytes }
        }
    }

    func truncate(_ file: OpenFile, to length: Int64) throws(FileError) {
        files.withLock { files in
            let bytes = files[file.path]?.bytes ?? []
            let kept = bytes.prefix(Int(length))
            files[file.path]?.bytes = Array(kept) + repeatElement(0, count: Int(length) - kept.count)
        }
    }

    func length(of file: OpenFile) throws(FileError) -> Int64 {
        files.withLock { Int64($0[file.path]?.bytes.count ?? 0) }
    }

    func identity(of file: OpenFile) throws(FileError) -> FileIdentity { identity(file.path) }

    /// Directories are always there.
    func identity(at path: String) throws(FileError) -> FileIdentity? {
        let isThere = files.withLock { $0[path] != nil } || !path.contains(".")
        return isThere ? identity(path) : nil
    }

    private func identity(_ path: String) -> FileIdentity {
        FileIdentity(device: 0, inode: UInt64(bitPattern: Int64(path.hashValue)))
    }

    func allocate(_ bytes: Int64, for file: OpenFile) throws(FileError) {
        if try length(of: file) < bytes { try truncate(file, to: bytes) }
    }

    func lock(_ file: OpenFile) throws(FileError) -> Bool { true }

    func rename(_ path: String, to other: String) throws(FileError) {
        files.withLock { files in
            files[other] = files[path]
            files[path] = nil
        }
    }

    func remove(_ path: String) throws(FileError) { forget(path) }

    func list(_ directory: String) throws(FileError) -> [String] {
        files.withLock { files in
            files.keys.filter { $0.hasPrefix(directory + "/") }.map {
                String($0.dropFirst(directory.count + 1))
            }
            .filter { !$0.contains("/") }.sorted()
        }
    }

    func makeDirectory(_ path: String) throws(FileError) {}
    func synchronizeDirectory(_ path: String) throws(FileError) {}
}
