import EngineStore
import Glibc
import Synchronization

/// A disk that is full for a moment: the k-th write of several signals takes the first half of their lines,
/// the next one fails with ENOSPC, and then there is room again. The seed draws k.
///
/// No bug of an engine, but what this one has to be good for.
final class FullOnceFileSystem: AlteredFileSystem {
    private enum Room: Equatable {
        /// So many more writes of several lines go well.
        case enough(writes: UInt64)
        case full
        case enoughAgain
    }

    let disk: PosixFileSystem
    private let room: Mutex<Room>

    static let goodWritesMax: UInt64 = 8

    init(disk: PosixFileSystem, seed: UInt64) {
        self.disk = disk
        let drawn = (seed &+ 1) &* 0x9E37_79B9_7F4A_7C15
        room = Mutex(.enough(writes: (drawn >> 32) % (Self.goodWritesMax + 1)))
    }

    func append(_ bytes: [UInt8], from: Int, to file: OpenFile) throws(FileError) -> Int {
        let name = file.path.split(separator: "/").last ?? ""
        guard name.hasPrefix("signals_") else { return try disk.append(bytes, from: from, to: file) }
        switch room.withLock({ $0 }) {
        case .enough(let writes):
            let ends = bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }
            guard from == 0, ends.count > 1 else { break }
            guard writes == 0 else {
                room.withLock { $0 = .enough(writes: writes - 1) }
                break
            }
            room.withLock { $0 = .full }
            return try disk.append(Array(bytes[...ends[ends.count / 2 - 1]]), from: 0, to: file)
        case .full:
            room.withLock { $0 = .enoughAgain }
            throw FileError(.write, file.path, ENOSPC)
        case .enoughAgain: break
        }
        return try disk.append(bytes, from: from, to: file)
    }
}
