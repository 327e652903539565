import EngineStore
import Synchronization

/// The bug: a batch is acknowledged when it is in memory, and written when there is enough to be worth it. An
/// orderly end writes what is left, so only an end without one shows it.
final class PromisingFileSystem: AlteredFileSystem {
    let disk = PosixFileSystem()
    private let promised = Mutex<[String: (file: OpenFile, bytes: [UInt8])]>([:])

    private static let worthwhileBytes = 64_000

    func append(_ bytes: [UInt8], from: Int, to file: OpenFile) throws(FileError) -> Int {
        guard file.holdsRecords else {
            if String(decoding: bytes, as: UTF8.self).contains(#"{"type":"stop""#) { try keepPromises() }
            return try disk.append(bytes, from: from, to: file)
        }
        let due = promised.withLock { promised in
            let all = (promised[file.path]?.bytes ?? []) + bytes[from...]
            promised[file.path] = all.count < Self.worthwhileBytes ? (file, all) : nil
            return all.count < Self.worthwhileBytes ? [] : all
        }
        try disk.appendAll(due, to: file)
        return bytes.count - from
    }

    func length(of file: OpenFile) throws(FileError) -> Int64 {
        let waiting = promised.withLock { $0[file.path]?.bytes.count ?? 0 }
        return try disk.length(of: file) + Int64(waiting)
    }

    private func keepPromises() throws(FileError) {
        let all = promised.withLock { promised in
            defer { promised = [:] }
            return promised
        }
        for path in all.keys.sorted() { try disk.appendAll(all[path]!.bytes, to: all[path]!.file) }
    }
}
