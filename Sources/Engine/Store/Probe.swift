/// Asks a directory once whether it takes new files: what an open file does not feel (a changed owner or
/// mode, a full disk) shows here.
package enum Probe {
    package static let fileName = ".probe"

    /// Nil when a file could be made, written and removed.
    package static func run(_ fileSystem: any FileSystem, in directory: String) -> FileError? {
        let path = directory + "/" + fileName
        do throws(FileError) {
            // A probe that was killed half-way left its file behind.
            do throws(FileError) { try fileSystem.remove(path) } catch { if error.code != 2 { throw error } }
            let file = try fileSystem.open(path, .createNew)
            let bytes = [UInt8](repeating: 0, count: StoreBounds.probeBytes)
            do throws(FileError) {
                try fileSystem.writeAll(bytes, to: file, at: 0)
            } catch {
                try fileSystem.remove(path)
                throw error
            }
            try fileSystem.remove(path)
            return nil
        } catch {
            return error
        }
    }
}
