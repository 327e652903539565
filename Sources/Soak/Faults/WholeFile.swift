import Glibc

/// A file's bytes as one array: read, or put in the place of what was there.
package enum WholeFile {
    package static func read(_ path: String) throws(SystemFailure) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw SystemFailure("open", path, errno: errno) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw SystemFailure("stat", path, errno: errno) }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var filled = 0
        while filled < bytes.count {
            let got = bytes.withUnsafeMutableBytes {
                pread(file, $0.baseAddress! + filled, $0.count - filled, filled)
            }
            if got < 0 { throw SystemFailure("read", path, errno: errno) }
            if got == 0 { break }
            filled += got
        }
        return Array(bytes.prefix(filled))
    }

    /// The same file, with its owner and mode, holds these bytes and no others.
    package static func overwrite(_ path: String, with bytes: [UInt8]) throws(SystemFailure) {
        let file = open(path, O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { throw SystemFailure("open", path, errno: errno) }
        defer { close(file) }
        var done = 0
        while done < bytes.count {
            let wrote = bytes.withUnsafeBytes {
                pwrite(file, $0.baseAddress! + done, $0.count - done, done)
            }
            if wrote <= 0 { throw SystemFailure("write", path, errno: errno) }
            done += wrote
        }
        if ftruncate(file, bytes.count) != 0 { throw SystemFailure("truncate", path, errno: errno) }
    }
}

extension WholeFile {
    /// For files of /proc, which have no size.
    package static func readText(_ path: String) throws(SystemFailure) -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw SystemFailure("open", path, errno: errno) }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 16_384)
        let got = Glibc.read(file, &bytes, bytes.count)
        if got < 0 { throw SystemFailure("read", path, errno: errno) }
        return String(decoding: bytes.prefix(got), as: UTF8.self)
    }

    /// A sparse one of that size, which must not be there yet.
    static func create(_ path: String, bytes: Int64) throws(SystemFailure) {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw SystemFailure("create", path, errno: errno) }
        defer { close(file) }
        if ftruncate(file, Int(bytes)) != 0 { throw SystemFailure("truncate", path, errno: errno) }
    }

    /// One write, as the kernel's own files want it.
    static func overwrite(_ path: String, text: String) throws(SystemFailure) {
        let file = open(path, O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { throw SystemFailure("open", path, errno: errno) }
        defer { close(file) }
        let bytes = Array(text.utf8)
        if write(file, bytes, bytes.count) != bytes.count { throw SystemFailure("write", path, errno: errno) }
    }
}
