import EngineStore
import Synchronization

/// The bug: now and then one bit of a batch is wrong by the time it is written. Here always a digit's lowest, so
/// that the line stays a good one.
final class FlippingFileSystem: AlteredFileSystem {
    let disk = PosixFileSystem()
    private let batches = Mutex(0)

    private static let everyBatches = 10

    func append(_ bytes: [UInt8], from: Int, to file: OpenFile) throws(FileError) -> Int {
        guard file.holdsRecords else { return try disk.append(bytes, from: from, to: file) }
        let number = batches.withLock { count in
            count += 1
            return count
        }
        guard number % Self.everyBatches == 0 else { return try disk.append(bytes, from: from, to: file) }
        var flipped = bytes
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        if let digit = flipped.indices.last(where: { digits.contains(flipped[$0]) }) { flipped[digit] ^= 1 }
        return try disk.append(flipped, from: from, to: file)
    }
}
