import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A small exchange on a loopback port. It acknowledges every subscription and follows each with a frame of
/// data; what else it does a test tells it, connection by connection or by its manners.
final class ScriptedVenue: Sendable {
    enum Event: Sendable {
        case opened(Connection)
        case heard(Connection, String)
        /// The answer to a ping of the protocol.
        case ponged(Connection, String)
        /// The client's close frame, or nil where the socket just ended.
        case closed(Connection, code: Int?)
    }

    /// What it does otherwise than it should.
    struct Manners: Sendable {
        /// Whoever asks for one of these is cut off without a word.
        var unknownCoins: Set<String> = []
        /// How many subscriptions it does not answer, neither with an acknowledgement nor with data.
        var lostAcknowledgements = 0
        /// It never answers `{"method":"ping"}`.
        var ignoresPings = false
    }

    /// One client connection, numbered from 1.
    final class Connection: Sendable {
        let number: Int
        let channel: any Channel

        init(number: Int, channel: any Channel) {
            self.number = number
            self.channel = channel
        }

        func send(_ text: String) { send(.text, ByteBuffer(string: text)) }

        func send(_ opcode: WebSocketOpcode, _ data: ByteBuffer, fin: Bool = true, reserved: Bool = false) {
            let frame = WebSocketFrame(fin: fin, rsv1: reserved, opcode: opcode, data: data)
            channel.writeAndFlush(frame, promise: nil)
        }

        func close(code: Int, reason: String) {
            var data = ByteBuffer()
            data.write(webSocketErrorCode: WebSocketErrorCode(codeNumber: code))
            data.writeString(reason)
            send(.connectionClose, data)
        }

        /// Bytes as they are, past the frame encoder.
        func send(raw bytes: [UInt8]) {
            channel.eventLoop.execute {
                let encoder = try? self.channel.pipeline.syncOperations.context(
                    handlerType: WebSocketFrameEncoder.self)
                encoder?.writeAndFlush(NIOAny(ByteBuffer(bytes: bytes)), promise: nil)
            }
        }

        /// Ends the socket without a close frame.
        func drop() { channel.close(promise: nil) }

        /// Ends the socket with a TCP reset.
        func reset() {
            let socket = channel as? any SocketOptionProvider
            let options = socket?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
            options?.whenComplete { _ in self.channel.close(promise: nil) }
        }

        /// Half-open: the socket stays, and nothing that comes is read any more.
        func forget() { _ = channel.setOption(.autoRead, value: false) }
    }

    let events: AsyncStream<Event>
    private let continuation: AsyncStream<Event>.Continuation
    private let count = Atomic<Int>(0)
    private let refusing = Atomic<Bool>(false)
    private let group: any EventLoopGroup
    private let server = Mutex<(any Channel)?>(nil)
    private let shown = Mutex<NIOSSLContext?>(nil)
    let manners = Mutex(Manners())
    /// The head of each upgrade that was asked for.
    let upgrades = Mutex<[HTTPRequestHead]>([])

    init(group: any EventLoopGroup) {
        self.group = group
        (events, continuation) = AsyncStream.makeStream()
    }

    var port: Int { server.withLock { $0?.localAddress?.port } ?? 0 }

    /// Answers upgrades with 429 while it is true.
    func refuseUpgrades(_ refuse: Bool) { refusing.store(refuse, ordering: .relaxed) }

    /// What new connections are shown from now on.
    func show(_ tls: NIOSSLContext?) { shown.withLock { $0 = tls } }

    func start(tls: NIOSSLContext? = nil, port: Int = 0) async throws {
        show(tls)
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls = self.shown.withLock({ $0 }) {
                        try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls))
                    }
                    let refusal = NIOLoopBound(Refusal(), eventLoop: channel.eventLoop)
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(
                        withServerUpgrade: (
                            upgraders: [self.upgrader()],
                            completionHandler: {
                                $0.pipeline.syncOperations.removeHandler(refusal.value, promise: nil)
                            }
                        ))
                    try channel.pipeline.syncOperations.addHandler(refusal.value)
                }
            }
        let channel = try await bootstrap.bind(host: "127.0.0.1", port: port).get()
        server.withLock { $0 = channel }
    }

    func stop() async throws { try await server.withLock { $0 }?.close().get() }

    private func upgrader() -> NIOWebSocketServerUpgrader {
        NIOWebSocketServerUpgrader(
            shouldUpgrade: { channel, head in
                self.upgrades.withLock { $0.append(head) }
                return channel.eventLoop.makeSucceededFuture(
                    self.refusing.load(ordering: .relaxed) ? nil : HTTPHeaders())
            },
            upgradePipelineHandler: { channel, _ in
                channel.eventLoop.makeCompletedFuture {
                    let number = self.count.add(1, ordering: .relaxed).newValue
                    let connection = Connection(number: number, channel: channel)
                    try channel.pipeline.syncOperations.addHandler(
                        Handler(venue: self, connection: connection, continuation: self.continuation))
                }
            })
    }

    /// What is no upgrade gets a 429, as the real one is said to answer.
    private final class Refusal: ChannelInboundHandler, RemovableChannelHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            guard case .end = Refusal.unwrapInboundIn(data) else { return }
            var head = HTTPResponseHead(version: .http1_1, status: .tooManyRequests)
            head.headers.add(name: "Content-Length", value: "0")
            context.write(Refusal.wrapOutboundOut(.head(head)), promise: nil)
            context.writeAndFlush(Refusal.wrapOutboundOut(.end(nil)), promise: nil)
        }
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = WebSocketFrame

        let venue: ScriptedVenue
        let connection: Connection
        let continuation: AsyncStream<Event>.Continuation
        var hasClosed = false

        init(
            venue: ScriptedVenue, connection: Connection, continuation: AsyncStream<Event>.Continuation
        ) {
            self.venue = venue
            self.connection = connection
            self.continuation = continuation
        }

        func handlerAdded(context: ChannelHandlerContext) { continuation.yield(.opened(connection)) }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let frame = Handler.unwrapInboundIn(data)
            var payload = frame.unmaskedData
            switch frame.opcode {
            case .text:
                let text = String(buffer: payload)
                continuation.yield(.heard(connection, text))
                answer(text)
            case .pong:
                continuation.yield(.ponged(connection, String(buffer: payload)))
            case .connectionClose:
                hasClosed = true
                let code = payload.readInteger(as: UInt16.self).map(Int.init)
                continuation.yield(.closed(connection, code: code))
                connection.close(code: 1000, reason: "")
            default: break
            }
        }

        func channelInactive(context: ChannelHandlerContext) {
            if !hasClosed { continuation.yield(.closed(connection, code: nil)) }
        }

        private func answer(_ text: String) {
            let coin = text.split(separator: "\"").dropLast().last.map(String.init) ?? ""
            if text == #"{"method":"ping"}"# {
                if venue.manners.withLock({ $0.ignoresPings }) { return }
                return connection.send(#"{"channel":"pong"}"#)
            }
            guard text.hasPrefix(#"{"method":"subscribe""#) else { return }
            enum Answer { case none, cut, acknowledgement }
            let answer = venue.manners.withLock { manners -> Answer in
                if manners.unknownCoins.contains(coin) { return .cut }
                if manners.lostAcknowledgements == 0 { return .acknowledgement }
                manners.lostAcknowledgements -= 1
                return .none
            }
            switch answer {
            case .none: break
            case .cut: connection.drop()
            case .acknowledgement:
                connection.send(#"{"channel":"subscriptionResponse","data":"# + text + "}")
                if text.contains("activeAssetCtx") { connection.send(contextFrame(coin)) }
            }
        }
    }
}

func contextFrame(_ coin: String, oracle: String = "1000.0") -> String {
    #"{"channel":"activeAssetCtx","data":{"coin":"\#(coin)","ctx":{"oraclePx":"\#(oracle)","markPx":null}}}"#
}

func bboFrame(_ coin: String, bid: String, ask: String) -> String {
    """
    {"channel":"bbo","data":{"coin":"\(coin)","time":1,"bbo":[{"px":"\(bid)","sz":"1.0","n":1},\
    {"px":"\(ask)","sz":"1.0","n":1}]}}
    """
}
