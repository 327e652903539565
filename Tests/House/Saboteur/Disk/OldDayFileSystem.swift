import EngineStore
import Synchronization

/// The bug: a day's file is looked up by the day on which the process began, so midnight brings no new one.
final class OldDayFileSystem: AlteredFileSystem {
    let disk = PosixFileSystem()
    private let first = Mutex<[Substring: String]>([:])

    func open(_ path: String, _ access: FileAccess) throws(FileError) -> OpenFile {
        guard OpenFile.holdsRecords(path), let end = path.lastIndex(of: "_") else {
            return try disk.open(path, access)
        }
        let firstOfKind = first.withLock { first in
            let known = first[path[..<end]] ?? path
            first[path[..<end]] = known
            return known
        }
        return try disk.open(firstOfKind, access)
    }
}
