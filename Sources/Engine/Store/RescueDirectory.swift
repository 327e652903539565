/// Copies of day files whose path leads to them no more, beside the spool: they outlive this process, and the
/// next one brings them home.
struct RescueDirectory {
    let fileSystem: any FileSystem
    let spoolDirectory: String

    static let name = "rescued"
    private var path: String { spoolDirectory + "/" + Self.name }

    func path(of name: FileName) -> String { path + "/" + name.description }

    /// The files that are here, sorted. None when there is no such directory.
    func names() throws(FileError) -> [FileName] {
        do throws(FileError) {
            return try fileSystem.list(path).compactMap { FileName($0) }
        } catch {
            if error.code == 2 { return [] }
            throw error
        }
    }

    /// Copies the first `length` bytes of a file here and gives the copy, which is synced.
    func keep(_ name: FileName, _ source: OpenFile, length: Int64) throws(FileError) -> OpenFile {
        try fileSystem.makeDirectory(path)
        try fileSystem.synchronizeDirectory(spoolDirectory)
        try fileSystem.copy(source, length: length, aside: path(of: name))
        try fileSystem.synchronizeDirectory(path)
        return try fileSystem.open(path(of: name), .appendExisting)
    }

    /// Only once the file stands in its place again, and is on the disk there.
    func remove(_ name: FileName) throws(FileError) {
        do throws(FileError) {
            try fileSystem.remove(path(of: name))
        } catch {
            if error.code != 2 { throw error }
        }
    }
}

extension FileSystem {
    /// Writes the first `length` bytes of `source` aside, syncs them and gives them the name `path` at once. The
    /// directory is left to be synced.
    func copy(_ source: OpenFile, length: Int64, aside path: String) throws(FileError) {
        let aside = path + ".new"
        let copy = try open(aside, .readWrite)
        try truncate(copy, to: 0)
        var at: Int64 = 0
        while at < length {
            let chunk = try read(
                source, at: at, count: Int(min(Int64(StoreBounds.readChunkBytes), length - at)))
            // Shorter than we know it to be: somebody cut it. What is left is copied; the caller sees the length.
            if chunk.isEmpty { break }
            try writeAll(chunk, to: copy, at: at)
            at += Int64(chunk.count)
        }
        try synchronize(copy)
        try rename(aside, to: path)
    }

    /// True when both files hold the same first `length` bytes.
    func agree(_ one: OpenFile, _ other: OpenFile, length: Int64) throws(FileError) -> Bool {
        var at: Int64 = 0
        while at < length {
            let count = Int(min(Int64(StoreBounds.readChunkBytes), length - at))
            let (left, right) = (try read(one, at: at, count: count), try read(other, at: at, count: count))
            if left != right || left.count < count { return false }
            at += Int64(count)
        }
        return true
    }

    /// Nil when the path leads to nothing.
    func openIfThere(_ path: String, _ access: FileAccess) throws(FileError) -> OpenFile? {
        do throws(FileError) {
            return try open(path, access)
        } catch {
            if error.code == 2 || error.code == 20 { return nil }
            throw error
        }
    }
}
