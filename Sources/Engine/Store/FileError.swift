import Glibc

/// The calls on files that can fail, as the ledger and the log name them.
package enum FileOperation: String, Sendable, CaseIterable {
    case open, create, write, read, fdatasync, truncate, stat, rename, unlink, list, mkdir, allocate, lock
}

/// One call on a file that failed: what was tried, on which path, and the system's reason.
package struct FileError: Error, Equatable, Sendable, CustomStringConvertible {
    package let operation: FileOperation
    package let path: String
    package let code: Int32

    package init(_ operation: FileOperation, _ path: String, _ code: Int32) {
        self.operation = operation
        self.path = path
        self.code = code
    }

    /// `open /data/signals_2026-01-20.jsonl: Permission denied (errno 13)`
    package var description: String {
        "\(operation.rawValue) \(path): \(String(cString: strerror(code))) (errno \(code))"
    }
}
