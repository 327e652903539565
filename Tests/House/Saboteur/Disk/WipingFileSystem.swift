import EngineStore

/// The bug of the old Parquet writer: a file is emptied when it is opened, so a restart wipes the day.
struct WipingFileSystem: AlteredFileSystem {
    let disk = PosixFileSystem()

    func open(_ path: String, _ access: FileAccess) throws(FileError) -> OpenFile {
        let file = try disk.open(path, access)
        switch access {
        case .append, .appendExisting, .readWrite: if file.holdsRecords { try disk.truncate(file, to: 0) }
        case .read, .createNew, .directory: break
        }
        return file
    }
}
