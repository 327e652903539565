import Glibc
import Synchronization

/// Stands between an engine and its venue on a loopback port, and cuts what goes through it when it is told to: a
/// disconnect that neither side asked for.
final class Relay: Sendable {
    let port: Int
    private let listener: Int32
    private let venue: UInt16
    private let clients = Mutex<[Int32]>([])
    private let isClosed = Mutex(false)

    /// - Parameter venue: the port to hand connections on to.
    init(to venue: Int) throws {
        self.venue = UInt16(venue)
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = Self.loopback(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, length) == 0 && listen(socket, 16) == 0
                    && getsockname(socket, $0, &length) == 0
            }
        }
        guard isBound else { throw ProgramFailure("no port for a relay: errno \(errno)") }
        listener = socket
        port = Int(UInt16(bigEndian: address.sin_port))
        Self.onThread { self.accept() }
    }

    /// Ends every connection that goes through it now.
    func cut() {
        clients.withLock { clients in
            for client in clients { shutdown(client, Int32(SHUT_RDWR)) }
            clients = []
        }
    }

    func close() {
        isClosed.withLock { $0 = true }
        shutdown(listener, Int32(SHUT_RDWR))
        cut()
    }

    private func accept() {
        while true {
            let client = Glibc.accept(listener, nil, nil)
            if isClosed.withLock({ $0 }) || client < 0 { return }
            let upstream = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = Self.loopback(venue)
            let isConnected = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(upstream, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
                }
            }
            guard isConnected else {
                Glibc.close(client)
                Glibc.close(upstream)
                continue
            }
            clients.withLock { $0.append(client) }
            Self.onThread { Self.pump(client, upstream) }
            Self.onThread { Self.pump(upstream, client) }
        }
    }

    /// Descriptors are left to the end of the process, so that no number is cut that means another by now.
    private static func pump(_ from: Int32, _ to: Int32) {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = recv(from, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            var sent = 0
            while sent < count {
                let more = buffer.withUnsafeBytes {
                    send(to, $0.baseAddress! + sent, count - sent, Int32(MSG_NOSIGNAL))
                }
                guard more > 0 else { break }
                sent += more
            }
            guard sent == count else { break }
        }
        shutdown(from, Int32(SHUT_RDWR))
        shutdown(to, Int32(SHUT_RDWR))
    }

    private static func loopback(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        address.sin_port = port.bigEndian
        return address
    }

    private static func onThread(_ body: @escaping @Sendable () -> Void) {
        var thread = pthread_t()
        let work = Unmanaged.passRetained(Work(body))
        pthread_create(
            &thread, nil,
            { argument in
                Unmanaged<Work>.fromOpaque(argument!).takeRetainedValue().body()
                return nil
            }, work.toOpaque())
        pthread_detach(thread)
    }

    private final class Work: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
}
