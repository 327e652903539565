import CChecksum
import DoDFormat

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file that is written or copied from, with the checksum of what went through.
final class RepairFile {
    static let copiedBytes = 1 << 20

    let path: String
    private let descriptor: Int32
    private(set) var crc32c: UInt32 = 0
    private(set) var bytes: Int64 = 0

    init(reading path: String) throws {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        if descriptor < 0 { throw ReadError(operation: "open", path: path, errno: errno) }
    }

    /// Must not be there yet.
    init(creating path: String) throws {
        self.path = path
        descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        if descriptor < 0 { throw ReadError(operation: "create", path: path, errno: errno) }
    }

    deinit { close(descriptor) }

    func append(_ content: some Collection<UInt8>) throws {
        var rest = Array(content)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            if count < 0 { throw ReadError(operation: "write", path: path, errno: errno) }
            rest.withUnsafeBytes { crc32c = crc32c_extend(crc32c, $0.baseAddress, count) }
            bytes += Int64(count)
            rest = rest.dropFirst(count)
        }
    }

    /// Gives the bytes of a range piece by piece. Throws when the file ends before it.
    func read(_ range: Range<Int64>, _ body: ([UInt8]) throws -> Void) throws {
        var at = range.lowerBound
        while at < range.upperBound {
            let wanted = Int(min(Int64(Self.copiedBytes), range.upperBound - at))
            var chunk = [UInt8](repeating: 0, count: wanted)
            let count = chunk.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, wanted, off_t(at)) }
            if count < 0, errno == EINTR { continue }
            if count < 0 { throw ReadError(operation: "read", path: path, errno: errno) }
            if count == 0 {
                throw ReadError(
                    operation: "read", path: path, reason: "it ends at byte \(at), while it is mended")
            }
            chunk.removeLast(wanted - count)
            try body(chunk)
            at += Int64(count)
        }
    }

    func synchronize() throws {
        if fsync(descriptor) != 0 { throw ReadError(operation: "sync", path: path, errno: errno) }
    }

    static func synchronizeDirectory(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor < 0 { throw ReadError(operation: "open", path: path, errno: errno) }
        defer { close(descriptor) }
        if fsync(descriptor) != 0 { throw ReadError(operation: "sync", path: path, errno: errno) }
    }

    static func move(_ path: String, to other: String) throws {
        if rename(path, other) != 0 { throw ReadError(operation: "rename", path: path, errno: errno) }
    }
}
