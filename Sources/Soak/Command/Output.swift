#if canImport(Glibc)
    import Glibc
#endif

/// Standard output by write(2), so that a reader at the other end of a pipe has all of it at once.
enum Output {
    static func put(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let wrote = bytes.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
            if wrote < 0, errno == EINTR { continue }
            if wrote <= 0 { return }
            bytes = bytes.dropFirst(wrote)
        }
    }
}
