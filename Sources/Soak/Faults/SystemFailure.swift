import Glibc

/// A system call that failed: what, on which path, and the errno that belongs to it.
package struct SystemFailure: Error, CustomStringConvertible, Equatable, Sendable {
    package let operation: String
    package let path: String
    package let errno: Int32

    package init(_ operation: String, _ path: String, errno: Int32) {
        self.operation = operation
        self.path = path
        self.errno = errno
    }

    package var description: String { "\(operation) \(path): \(Self.name(errno))" }

    package static func name(_ errno: Int32) -> String { String(cString: strerror(errno)) }
}
