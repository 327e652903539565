import DoDFormat

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where text goes: a descriptor or a file. Unbuffered, so that nothing is left behind in a pipe.
enum Output {
    /// An answer that nobody got is none.
    struct Lost: Error, CustomStringConvertible {
        let description: String
    }

    /// Throws `Lost` when not all of it could be written.
    static func standard(_ text: String) throws {
        guard write(text, to: STDOUT_FILENO) else {
            throw Lost(description: "can't write standard output: \(String(cString: strerror(errno)))")
        }
    }
    static func error(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

    /// Replaces the file at `path`. Throws `ReadError` with what can't be written.
    static func file(_ path: String, _ text: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw ReadError(operation: "write", path: path, reason: String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        guard write(text, to: descriptor) else {
            throw ReadError(operation: "write", path: path, reason: String(cString: strerror(errno)))
        }
    }

    @discardableResult
    private static func write(_ text: String, to descriptor: Int32) -> Bool {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { systemWrite(descriptor, $0) }
            if count < 0 {
                if errno == EINTR { continue }
                return false
            }
            bytes = bytes.dropFirst(count)
        }
        return true
    }

    private static func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #else
            Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
    }

    /// The whole of a small text file. Throws `ReadError`.
    static func text(of path: String) throws -> String {
        guard let file = fopen(path, "rb") else {
            throw ReadError(operation: "read", path: path, reason: String(cString: strerror(errno)))
        }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
            bytes.append(contentsOf: buffer[..<count])
        }
        if ferror(file) != 0 {
            throw ReadError(operation: "read", path: path, reason: "it can't be read (a directory?)")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ReadError(operation: "read", path: path, reason: "it is no UTF-8")
        }
        return text
    }
}
