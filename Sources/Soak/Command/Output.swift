import Glibc
import SoakFaults
import SoakRunner

/// Standard output by write(2), so that a reader at the other end of a pipe has all of it at once.
enum Output {
    /// Throws when not all of it could be written: an answer that nobody got is none.
    static func put(_ text: String) throws(RunRefusal) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let wrote = bytes.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
            if wrote < 0, errno == EINTR { continue }
            if wrote <= 0 { throw .system(SystemFailure("write", "standard output", errno: errno)) }
            bytes = bytes.dropFirst(wrote)
        }
    }
}
