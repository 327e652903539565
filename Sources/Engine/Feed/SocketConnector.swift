import EngineWire
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket

/// Opens TCP, TLS where the address wants it, and the WebSocket on top; then hands over to a `FeedSocket`.
/// Offers no compression: the venue takes none.
struct SocketConnector {
    /// A message in many fragments is put together up to the same bound as one in a single frame.
    static let fragmentsMax = 4_096

    private let address: VenueAddress
    private let eventLoop: any EventLoop
    private let timeout: TimeAmount
    private let tls: NIOSSLContext?

    init(
        address: VenueAddress, caFile: String?, eventLoop: any EventLoop, timeout: TimeAmount
    ) throws(TrustError) {
        self.address = address
        self.eventLoop = eventLoop
        self.timeout = timeout
        tls = address.isSecure ? try Trust.context(caFile: caFile) : nil
    }

    /// On the event loop. Ends in exactly one of `opened` and `refused` of the socket, unless abandoned.
    func connect(_ socket: FeedSocket) {
        let bound = NIOLoopBound(socket, eventLoop: eventLoop)
        let tls = tls
        let host = address.host
        let bootstrap = ClientBootstrap(group: eventLoop)
            .connectTimeout(timeout)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            // One read, one time: the next read gets a new one.
            .channelOption(.maxMessagesPerRead, value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let tls else { return }
                    try channel.pipeline.syncOperations.addHandler(
                        try SocketConnector.tlsHandler(tls, host: host))
                }
            }
        let connecting =
            if let literal = try? SocketAddress(ipAddress: address.host, port: address.port) {
                bootstrap.connect(to: literal)
            } else {
                bootstrap.connect(host: address.host, port: address.port)
            }
        connecting.flatMap { channel in
            bound.value.connected(channel)
            return upgrade(channel, bound)
        }.whenComplete { result in
            switch result {
            case .success(nil): bound.value.opened()
            case .success(let refusal?): bound.value.refused(refusal)
            case .failure(let error): bound.value.refused(FeedSocket.oneLine(error))
            }
        }
    }

    /// The result is nil when the WebSocket is open, else what was answered instead.
    private func upgrade(
        _ channel: any Channel, _ socket: NIOLoopBound<FeedSocket>
    ) -> EventLoopFuture<String?> {
        let answer = NIOLoopBound(UpgradeAnswer(), eventLoop: eventLoop)
        let upgrader = NIOTypedWebSocketClientUpgrader<String?>(
            maxFrameSize: VenueDecoder.messageBytesMax, enableAutomaticErrorHandling: false
        ) { channel, _ in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandlers([
                    NIOWebSocketFrameAggregator(
                        minNonFinalFragmentSize: 0, maxAccumulatedFrameCount: SocketConnector.fragmentsMax,
                        maxAccumulatedFrameSize: VenueDecoder.messageBytesMax),
                    socket.value,
                ])
                let decoder = try channel.pipeline.syncOperations.handler(
                    type: ByteToMessageHandler<WebSocketFrameDecoder>.self)
                try channel.pipeline.syncOperations.addHandler(
                    ExpressLane(to: socket.value), position: .before(decoder))
                channel.pipeline.syncOperations.removeHandler(answer.value, promise: nil)
                return nil
            }
        }
        var headers = HTTPHeaders()
        headers.add(name: "Host", value: address.authority)
        let head = HTTPRequestHead(version: .http1_1, method: .GET, uri: address.path, headers: headers)
        var configuration = NIOUpgradableHTTPClientPipelineConfiguration<String?>(
            upgradeConfiguration: NIOTypedHTTPClientUpgradeConfiguration(
                upgradeRequestHead: head, upgraders: [upgrader],
                notUpgradingCompletionHandler: { $0.eventLoop.makeSucceededFuture(answer.value.refusal) }))
        // Frames may come in the same packet as the answer to the upgrade.
        configuration.leftOverBytesStrategy = .forwardBytes
        do {
            let pipeline = channel.pipeline.syncOperations
            let upgraded = try pipeline.configureUpgradableHTTPClientPipeline(configuration: configuration)
            let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
            try pipeline.addHandler(answer.value, position: .after(decoder))
            return upgraded
        } catch {
            return channel.eventLoop.makeFailedFuture(error)
        }
    }

    private static func tlsHandler(_ context: NIOSSLContext, host: String) throws -> NIOSSLClientHandler {
        let isLiteral = (try? SocketAddress(ipAddress: host, port: 0)) != nil
        return try NIOSSLClientHandler(context: context, serverHostname: isLiteral ? nil : host)
    }
}
