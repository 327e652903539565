import EngineStore
import Synchronization

/// The bug: the last line of a batch waits in a buffer for the next batch. At the end nobody empties it.
final class LastLineFileSystem: AlteredFileSystem {
    let disk = PosixFileSystem()
    private let buffered = Mutex<[String: [UInt8]]>([:])

    func append(_ bytes: [UInt8], from: Int, to file: OpenFile) throws(FileError) -> Int {
        guard file.holdsRecords else { return try disk.append(bytes, from: from, to: file) }
        let new = bytes[from...]
        let lastLine = new.dropLast().lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? from
        let earlier = buffered.withLock { $0.updateValue(Array(new[lastLine...]), forKey: file.path) } ?? []
        try disk.appendAll(earlier + new[..<lastLine], to: file)
        return new.count
    }

    func length(of file: OpenFile) throws(FileError) -> Int64 {
        let waiting = buffered.withLock { $0[file.path]?.count ?? 0 }
        return try disk.length(of: file) + Int64(waiting)
    }
}
