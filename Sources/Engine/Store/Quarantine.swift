import Glibc

/// Where bytes go that can't stay in a file: moved, never deleted.
struct Quarantine {
    let fileSystem: any FileSystem
    let dataDirectory: String

    static let directoryName = "quarantine"

    /// Copies `bytes`, which stand at `offset` of `file`, and syncs the copy. Gives its path relative to the
    /// data directory. A copy that an earlier, killed try left behind is used again.
    func keep(_ bytes: [UInt8], of file: String, at offset: Int64) throws(FileError) -> String {
        let directory = dataDirectory + "/" + Self.directoryName
        try fileSystem.makeDirectory(directory)
        try fileSystem.synchronizeDirectory(dataDirectory)
        let base = "\(file).at-\(offset).bytes-\(bytes.count)"
        var attempt = 1
        while true {
            let name = attempt == 1 ? base : "\(base).\(attempt)"
            let path = directory + "/" + name
            if let copy = try claim(path, for: bytes) {
                try fileSystem.writeAll(bytes, to: copy, at: 0)
                try fileSystem.synchronize(copy)
                try fileSystem.synchronizeDirectory(directory)
                return Self.directoryName + "/" + name
            }
            attempt += 1
        }
    }

    /// Gives a whole file the name under which it is kept here. Gives its path relative to the data directory.
    func take(_ path: String, of file: String, bytes: Int64) throws(FileError) -> String {
        let directory = dataDirectory + "/" + Self.directoryName
        try fileSystem.makeDirectory(directory)
        let base = "\(file).at-0.bytes-\(bytes)"
        var name = base
        var attempt = 1
        while try fileSystem.identity(at: directory + "/" + name) != nil {
            attempt += 1
            name = "\(base).\(attempt)"
        }
        try fileSystem.rename(path, to: directory + "/" + name)
        try fileSystem.synchronizeDirectory(directory)
        return Self.directoryName + "/" + name
    }

    /// A file that is new, or holds nothing but a beginning of `bytes`; nil when it holds something else.
    private func claim(_ path: String, for bytes: [UInt8]) throws(FileError) -> OpenFile? {
        do throws(FileError) {
            return try fileSystem.open(path, .createNew)
        } catch {
            guard error.code == EEXIST else { throw error }
        }
        let existing = try fileSystem.open(path, .readWrite)
        let there = try fileSystem.read(existing, at: 0, count: bytes.count + 1)
        return bytes.starts(with: there) ? existing : nil
    }
}
