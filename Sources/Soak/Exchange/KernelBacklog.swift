import CSocketBacklog
import NIOCore

#if canImport(Glibc)
    import Glibc
#endif

/// Asks the kernel what a client has not read yet. Where there is none to ask, nothing is known and nothing
/// is held for the kernel's part.
final class KernelBacklog {
    private let netlink: Int32

    init?() {
        netlink = socket_backlog_open()
        if netlink < 0 { return nil }
    }

    deinit { close(netlink) }

    /// Bytes of the connection between these two ends that lie unread; nil when the kernel does not say.
    func bytes(_ route: Route) -> Int64? {
        let answer = socket_backlog_bytes(
            netlink, route.ourAddress, route.ourPort, route.peerAddress, route.peerPort)
        return answer < 0 ? nil : answer
    }

    /// The four numbers of a TCP connection over IPv4.
    struct Route {
        var ourAddress: UInt32
        var ourPort: UInt16
        var peerAddress: UInt32
        var peerPort: UInt16

        /// As the other end sees it.
        var reversed: Route {
            var route = self
            (route.ourAddress, route.peerAddress) = (peerAddress, ourAddress)
            (route.ourPort, route.peerPort) = (peerPort, ourPort)
            return route
        }

        init?(_ channel: any Channel) {
            guard case .v4(let ours)? = channel.localAddress, let ourPort = channel.localAddress?.port,
                case .v4(let peer)? = channel.remoteAddress, let peerPort = channel.remoteAddress?.port
            else { return nil }
            // After the family and the port come the four bytes of the address.
            ourAddress = withUnsafeBytes(of: ours.address) { $0.load(fromByteOffset: 4, as: UInt32.self) }
            peerAddress = withUnsafeBytes(of: peer.address) { $0.load(fromByteOffset: 4, as: UInt32.self) }
            self.ourPort = UInt16(ourPort)
            self.peerPort = UInt16(peerPort)
        }
    }
}
