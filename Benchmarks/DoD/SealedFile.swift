import CChecksum
import Glibc

/// A file of records that counts what it holds and what stands in it since the last seal.
final class SealedFile {
    let name: String
    private let descriptor: Int32
    private var buffer = LineBuffer(capacity: 1 << 20)
    private var written: Int64 = 0
    /// Of the bytes since the last seal: those before `summed` in the buffer are in the checksum.
    private var checksum: UInt32 = 0
    private var summed = 0
    private var sealedBytes: Int64 = 0
    private var sealedRecords: Int64 = 0
    private(set) var records: Int64 = 0

    var bytes: Int64 { written + Int64(buffer.count) }

    init(folder: String, name: String) throws {
        self.name = name
        descriptor = open("\(folder)/\(name)", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw BenchFailure("can't write \(folder)/\(name): errno \(errno)") }
    }

    deinit { close(descriptor) }

    /// One line: `write` says it without its newline.
    func append(_ write: (inout LineBuffer) -> Void) throws {
        if buffer.isNearlyFull { try flush() }
        write(&buffer)
        buffer.text("\n")
        records += 1
    }

    /// Bytes as they are, no line of records.
    func put(_ text: String) throws {
        if buffer.isNearlyFull { try flush() }
        buffer.text(Array(text.utf8))
    }

    struct Range {
        let from: Int64
        let to: Int64
        let records: Int64
        let checksum: UInt32
    }

    /// What came since the last call; nil when nothing did.
    func seal() -> Range? {
        sum()
        guard bytes > sealedBytes else { return nil }
        let range = Range(
            from: sealedBytes, to: bytes, records: records - sealedRecords, checksum: checksum)
        sealedBytes = bytes
        sealedRecords = records
        checksum = 0
        return range
    }

    private func sum() {
        checksum = crc32c_extend(checksum, buffer.bytes + summed, buffer.count - summed)
        summed = buffer.count
    }

    func flush() throws {
        sum()
        var done = 0
        while done < buffer.count {
            let count = Glibc.write(descriptor, buffer.bytes + done, buffer.count - done)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw BenchFailure("can't write \(name): errno \(errno)") }
            done += count
        }
        written += Int64(buffer.count)
        buffer.clear()
        summed = 0
    }
}
