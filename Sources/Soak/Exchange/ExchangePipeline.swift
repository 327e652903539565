import NIOCore
import NIOHTTP1
import NIOSSL
import NIOWebSocket

/// How a new connection is set up: TLS if asked for, HTTP, and from an upgrade on `/ws` on, WebSocket.
enum ExchangePipeline {
    /// The largest frame and the largest message that a client may send.
    private static let messageBytesMax = 64 * 1024
    private static let fragmentsMax = 64
    private static let infoName = "info"

    static func tlsContext(_ tls: ExchangeConfiguration.TLS) throws(ExchangeError) -> NIOSSLContext {
        do {
            let chain = try NIOSSLCertificate.fromPEMFile(tls.certificatePath).map {
                NIOSSLCertificateSource.certificate($0)
            }
            let key = try NIOSSLPrivateKey(file: tls.keyPath, format: .pem)
            return try NIOSSLContext(
                configuration: .makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(key))
            )
        } catch {
            throw .usage(
                "--tls \(tls.certificatePath) \(tls.keyPath): no PEM certificate with its key: \(error)")
        }
    }

    static func configure(
        _ channel: any Channel, exchange: NIOLoopBound<ExchangeLoop>, tls: NIOSSLContext?
    ) throws {
        let pipeline = channel.pipeline.syncOperations
        exchange.value.doorway?.cameIn(channel)
        if let certificates = exchange.value.certificates, let context = certificates.context {
            try pipeline.addHandler(NIOSSLServerHandler(context: context))
            try pipeline.addHandler(HandshakeWatch(certificates))
        } else if let tls {
            try pipeline.addHandler(NIOSSLServerHandler(context: tls))
        }
        let encoder = HTTPResponseEncoder()
        let http: [any RemovableChannelHandler] = [
            ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes)),
            HTTPServerPipelineHandler(), NIOHTTPResponseHeadersValidator(), HTTPServerProtocolErrorHandler(),
        ]
        let gate = StreamGate(exchange: exchange.value) { context in
            guard let gate = context.handler as? StreamGate else { return }
            let upgrade = HTTPServerUpgradeHandler(
                upgraders: [upgrader(exchange)], httpEncoder: encoder, extraHTTPHandlers: http + [gate],
                upgradeCompletionHandler: {
                    $0.pipeline.syncOperations.removeHandler(name: infoName, promise: nil)
                })
            try context.pipeline.syncOperations.addHandler(upgrade, position: .after(gate))
        }
        try pipeline.addHandlers([encoder] + http + [gate])
        try pipeline.addHandler(InfoHandler(exchange: exchange.value), name: infoName)
    }

    private static func upgrader(_ exchange: NIOLoopBound<ExchangeLoop>) -> NIOWebSocketServerUpgrader {
        NIOWebSocketServerUpgrader(
            maxFrameSize: messageBytesMax,
            shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture(HTTPHeaders()) },
            upgradePipelineHandler: { channel, _ in
                channel.eventLoop.makeCompletedFuture { try addStream(to: channel, exchange: exchange.value) }
            })
    }

    /// Stream frames are made whole by us: they enter the pipeline at the frame encoder and go past it.
    private static func addStream(to channel: any Channel, exchange: ExchangeLoop) throws {
        let pipeline = channel.pipeline.syncOperations
        let encoder = try pipeline.context(handlerType: WebSocketFrameEncoder.self)
        try pipeline.addHandler(
            NIOWebSocketFrameAggregator(
                minNonFinalFragmentSize: 0, maxAccumulatedFrameCount: fragmentsMax,
                maxAccumulatedFrameSize: messageBytesMax))
        let connection = exchange.connected(encoder)
        try pipeline.addHandler(WebSocketHandler(exchange: exchange, connection: connection))
    }
}
