import EngineStore

/// The bug: what is sealed as being on the disk was never synced. No judge of files can see that, as long as the
/// power stays on: it shows where a sync was to fail, and none came.
struct UnsyncedFileSystem: AlteredFileSystem {
    let disk = PosixFileSystem()
    /// Only files that get their name by a rename.
    let onlyRenamed: Bool

    func synchronize(_ file: OpenFile) throws(FileError) {
        if onlyRenamed, !file.path.hasSuffix(".new") { try disk.synchronize(file) }
    }
}
