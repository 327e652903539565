#if canImport(Glibc)
    import Glibc
#endif

/// A TCP socket that is bound, and listens already: the port is ours or there is an error, before anything
/// else has been made.
struct ListeningSocket {
    let descriptor: Int32
    /// The port that it got.
    let port: Int

    /// `host`: an IPv4 address in numbers. One that does not listen keeps the port, and connects to it are refused.
    init(host: String, port: Int, listens: Bool = true) throws(ExchangeError) {
        var hints = addrinfo()
        hints.ai_family = AF_INET
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_NUMERICHOST | AI_PASSIVE
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &found) == 0, let address = found?.pointee else {
            throw .usage("--host \(host): give an IPv4 address such as 127.0.0.1")
        }
        defer { freeaddrinfo(found) }
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Self.error(host, port) }
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        // A port that somebody listens on may still be bound; listening is what fails then.
        var bound = SocketName()
        guard bind(descriptor, address.ai_addr, address.ai_addrlen) == 0,
            !listens || Glibc.listen(descriptor, 1) == 0, bound.read(of: descriptor)
        else {
            let error = Self.error(host, port)
            Glibc.close(descriptor)
            throw error
        }
        self.descriptor = descriptor
        self.port = bound.port
    }

    /// Harmless when it listens already.
    func listen(host: String) throws(ExchangeError) {
        if Glibc.listen(descriptor, 128) != 0 { throw Self.error(host, port) }
    }

    func close() { Glibc.close(descriptor) }

    private static func error(_ host: String, _ port: Int) -> ExchangeError {
        .listen(host: host, port: port, reason: String(cString: strerror(errno)))
    }
}

/// The bytes of a `sockaddr_in`: two of the family, two of the port in network order, four of the address.
private struct SocketName {
    private var bytes = [UInt8](repeating: 0, count: MemoryLayout<sockaddr_storage>.size)

    var port: Int { Int(bytes[2]) << 8 | Int(bytes[3]) }

    mutating func read(of descriptor: Int32) -> Bool {
        var size = socklen_t(bytes.count)
        return bytes.withUnsafeMutableBytes { raw in
            getsockname(descriptor, raw.baseAddress!.assumingMemoryBound(to: sockaddr.self), &size) == 0
        }
    }
}
