import DoDFormat

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The lock that the engine holds on its directory while it runs.
package final class DirectoryLock {
    /// Somebody else has it.
    package struct Held: Error, CustomStringConvertible {
        package let folder: String
        package var description: String { "\(folder): an engine is writing here; stop it first" }
    }

    private let descriptor: Int32

    /// Throws `Held` or `ReadError`.
    package init(_ folder: String) throws {
        descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor < 0 { throw ReadError(operation: "open", path: folder, errno: errno) }
        if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let code = errno
            close(descriptor)
            if code == EWOULDBLOCK { throw Held(folder: folder) }
            throw ReadError(operation: "lock", path: folder, errno: code)
        }
    }

    deinit { close(descriptor) }
}
