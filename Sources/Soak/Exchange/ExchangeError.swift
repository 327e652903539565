#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Why the exchange can't start or go on; each says in one line what was wrong.
package enum ExchangeError: Error, CustomStringConvertible, Equatable {
    /// What was asked for can't be: wrong usage.
    case usage(String)
    case file(operation: String, path: String, errno: Int32)
    case listen(host: String, port: Int, reason: String)
    /// The truth could not be written whole; the run's completeness is unknown.
    case truthLost(path: String, errno: Int32)

    package var description: String {
        switch self {
        case .usage(let text): text
        case .file(let operation, let path, let code):
            "cannot \(operation) \(path): \(String(cString: strerror(code)))"
        case .listen(let host, let port, let reason):
            "cannot listen on \(host):\(port): \(reason) (choose another --port, or 0 for any)"
        case .truthLost(let path, let code):
            "the truth is not whole: writing \(path) failed: \(String(cString: strerror(code)))"
        }
    }
}
