import Glibc
import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS
package import SoakRunner

/// Whether a venue can be reached from here: its name, a connection, its certificate. One connection, closed at once.
package struct VenueReach: Sendable {
    package static let patienceMs: Int64 = 10_000
    let venue: VenueAddress

    package init(_ venue: VenueAddress) { self.venue = venue }

    /// In their order, up to the first that is wrong. Blocks; not for the pool of async code.
    package func checks() -> [MachineCheck] {
        let (name, isResolved) = resolve()
        guard isResolved else { return [name] }
        return [name, connect()]
    }

    private func resolve() -> (MachineCheck, Bool) {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(venue.host, String(venue.port), &hints, &found)
        defer { if let found { freeaddrinfo(found) } }
        guard code == 0 else {
            let why = String(cString: gai_strerror(code))
            return (
                MachineCheck(
                    "name",
                    .wrong("\(venue.host) is not known here (\(why)): is there a network, and a name server?")
                ),
                false
            )
        }
        return (MachineCheck("name", .fine("\(venue.host) is known")), true)
    }

    private func connect() -> MachineCheck {
        let group = MultiThreadedEventLoopGroup.singleton
        let venue = venue
        let handshake = group.next().makePromise(of: String.self)
        do {
            let context = venue.isTLS ? try NIOSSLContext(configuration: .makeClientConfiguration()) : nil
            let channel = try ClientBootstrap(group: group)
                .connectTimeout(.milliseconds(Self.patienceMs))
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        if let context {
                            let tls = try NIOSSLClientHandler(context: context, serverHostname: venue.tlsName)
                            try channel.pipeline.syncOperations.addHandler(tls)
                        }
                        try channel.pipeline.syncOperations.addHandler(
                            Handshake(isTLS: venue.isTLS, done: handshake))
                    }
                }.connect(host: venue.host, port: venue.port).wait()
            let timeout = channel.eventLoop.scheduleTask(in: .milliseconds(Self.patienceMs)) {
                handshake.fail(ChannelError.connectTimeout(.milliseconds(Self.patienceMs)))
            }
            let text = try handshake.futureResult.wait()
            timeout.cancel()
            try? channel.close().wait()
            return MachineCheck("connection", .fine(text))
        } catch {
            handshake.fail(error)
            let what = venue.isTLS ? "no TLS connection" : "no connection"
            return MachineCheck(
                "connection", .wrong("\(what) to \(venue.host):\(venue.port): \(Self.words(error))"))
        }
    }

    private static func words(_ error: any Error) -> String {
        let text = "\(error)"
        if text.contains("CERTIFICATE_VERIFY_FAILED") {
            return "its certificate is not believed here; is ca-certificates installed, and the clock right?"
        }
        if let failure = error as? NIOConnectionError {
            return failure.connectionErrors.first.map { "\($0.error)" } ?? text
        }
        return text
    }
}

extension VenueAddress {
    /// For the certificate: an address has no name to ask for.
    fileprivate var tlsName: String? { host.allSatisfy { $0.isNumber || $0 == "." } ? nil : host }
}

/// Tells that the connection stands, after the handshake where there is one.
private final class Handshake: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let isTLS: Bool
    private var done: EventLoopPromise<String>?

    init(isTLS: Bool, done: EventLoopPromise<String>) {
        self.isTLS = isTLS
        self.done = done
    }

    func channelActive(context: ChannelHandlerContext) {
        if !isTLS { succeed("it takes connections") }
        context.fireChannelActive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted = event as? TLSUserEvent { succeed("its certificate is believed") }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        done?.fail(error)
        done = nil
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        done?.fail(ChannelError.eof)
        done = nil
    }

    private func succeed(_ text: String) {
        done?.succeed(text)
        done = nil
    }
}
