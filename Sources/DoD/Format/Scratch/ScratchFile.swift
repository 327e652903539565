import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file without a name, for what need not stay in memory: it is gone with the process, however that ends.
final class ScratchFile: Sendable {
    private let descriptor: Int32
    private let end = Mutex<Int64>(0)

    /// Where such a file may be, the best first. `/tmp` comes last, since it often is memory itself.
    static var folders: [String] {
        let named = getenv("TMPDIR").map { String(cString: $0) }
        return (named.map { $0.isEmpty ? [] : [$0] } ?? []) + ["/var/tmp", "/tmp"]
    }

    /// Nil where none of the folders takes a file.
    init?(in folders: [String] = ScratchFile.folders) {
        for folder in folders {
            var name = Array("\(folder)/hip3-dod-XXXXXX".utf8CString)
            let descriptor = mkstemp(&name)
            guard descriptor >= 0 else { continue }
            unlink(name)
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            self.descriptor = descriptor
            return
        }
        return nil
    }

    deinit { close(descriptor) }

    /// Where the bytes are now; nil when the file takes no more.
    func append(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        end.withLock { end in
            var written = 0
            while written < bytes.count {
                let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
                let count = pwrite(descriptor, rest.baseAddress, rest.count, off_t(end) + off_t(written))
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return nil }
                written += count
            }
            defer { end += Int64(bytes.count) }
            return end
        }
    }

    /// The bytes at a place that `append` gave. Nil when they can't be had back.
    func bytes(at offset: Int64, count: Int) -> [UInt8]? {
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { room, filled in
            while filled < count {
                let rest = UnsafeMutableRawBufferPointer(
                    UnsafeMutableBufferPointer(rebasing: room[filled...]))
                let got = pread(descriptor, rest.baseAddress, rest.count, off_t(offset) + off_t(filled))
                if got < 0, errno == EINTR { continue }
                guard got > 0 else { return }
                filled += got
            }
        }
        return bytes.count == count ? bytes : nil
    }
}
