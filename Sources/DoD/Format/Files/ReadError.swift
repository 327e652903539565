#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file or directory that could not be read: what was tried, on which path, and why.
package struct ReadError: Error, Hashable, Sendable, CustomStringConvertible {
    package let operation: String
    package let path: String
    package let reason: String

    package init(operation: String, path: String, reason: String) {
        self.operation = operation
        self.path = path
        self.reason = reason
    }

    package init(operation: String, path: String, errno code: Int32) {
        self.init(
            operation: operation, path: path, reason: "\(String(cString: strerror(code))) (errno \(code))")
    }

    package var description: String { "can't \(operation) \(path): \(reason)" }
}
