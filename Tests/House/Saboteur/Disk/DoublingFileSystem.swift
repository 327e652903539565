import EngineStore
import Glibc

/// The bug: when the disk was full and is not any more, the whole batch is written again, although its
/// beginning stands in the file already.
struct DoublingFileSystem: AlteredFileSystem {
    let disk: FullOnceFileSystem

    func append(_ bytes: [UInt8], from: Int, to file: OpenFile) throws(FileError) -> Int {
        do throws(FileError) {
            return try disk.append(bytes, from: from, to: file)
        } catch {
            guard error.code == ENOSPC else { throw error }
            var written = 0
            while written < bytes.count { written += try disk.append(bytes, from: written, to: file) }
            return bytes.count - from
        }
    }
}
