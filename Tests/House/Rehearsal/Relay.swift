import Glibc
import Synchronization

/// Stands between an engine and its venue on a loopback port, and cuts what goes through it when it is told to: a
/// disconnect that neither side asked for.
final class Relay: Sendable {
    let port: Int
    private let listener: LoopbackListener
    private let venue: UInt16
    private let clients = Mutex<[Int32]>([])
    private let isClosed = Mutex(false)

    /// - Parameter venue: the port to hand connections on to.
    init(to venue: Int) throws {
        self.venue = UInt16(venue)
        listener = try LoopbackListener()
        port = listener.port
        OwnThread.start { self.serve() }
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
        listener.close()
        cut()
    }

    private func serve() {
        while let client = listener.next(), !isClosed.withLock({ $0 }) {
            guard let upstream = Loopback.connect(to: venue) else {
                Glibc.close(client)
                continue
            }
            clients.withLock { $0.append(client) }
            OwnThread.start { Self.pump(client, upstream) }
            OwnThread.start { Self.pump(upstream, client) }
        }
    }

    /// Descriptors are left to the end of the process, so that no number is cut that means another by now.
    private static func pump(_ from: Int32, _ to: Int32) {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = recv(from, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            Loopback.send(Array(buffer[..<count]), to: to)
        }
        shutdown(from, Int32(SHUT_RDWR))
        shutdown(to, Int32(SHUT_RDWR))
    }
}
