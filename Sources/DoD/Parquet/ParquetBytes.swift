#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file's bytes, read where they are asked for, so that memory does not grow with the file.
package final class ParquetBytes {
    private let descriptor: Int32
    package let size: Int64

    /// Why a file could not be opened or read.
    package struct Unreadable: Error {
        package let operation: String
        package let errno: Int32
    }

    package init(path: String) throws(Unreadable) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 { throw Unreadable(operation: "open", errno: errno) }
        let end = lseek(descriptor, 0, SEEK_END)
        if end < 0 {
            let code = errno
            close(descriptor)
            throw Unreadable(operation: "seek", errno: code)
        }
        size = Int64(end)
    }

    deinit { close(descriptor) }

    /// At most `count` bytes from `at`; fewer where the file ends.
    package func read(at: Int64, count: Int) throws(Unreadable) -> [UInt8] {
        let wanted = Int(max(0, min(Int64(count), size - at)))
        var bytes = [UInt8](repeating: 0, count: wanted)
        var filled = 0
        while filled < wanted {
            let got = bytes.withUnsafeMutableBytes {
                pread(descriptor, $0.baseAddress! + filled, wanted - filled, off_t(at) + off_t(filled))
            }
            if got < 0, errno == EINTR { continue }
            if got < 0 { throw Unreadable(operation: "read", errno: errno) }
            if got == 0 { break }
            filled += got
        }
        bytes.removeLast(wanted - filled)
        return bytes
    }
}
