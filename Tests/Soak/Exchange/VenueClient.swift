import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket

/// A WebSocket client over loopback as tests need it: what arrives comes out in order, and reading can be
/// stopped.
struct VenueClient {
    enum Event: Equatable, Sendable {
        case text(String)
        case closeFrame(code: Int, reason: String)
        /// The socket is closed.
        case gone
    }

    struct NoAnswer: Error {}

    let channel: any Channel
    private var events: AsyncStream<Event>.Iterator

    /// `tls`: trusted certificates to speak TLS with; `source`: the loopback address to come from.
    static func connect(port: Int, tls: NIOSSLContext? = nil, from source: String = "127.0.0.1") async throws
        -> VenueClient
    {
        let (stream, continuation) = AsyncStream.makeStream(of: Event.self)
        let upgraded = MultiThreadedEventLoopGroup.singleton.any().makePromise(of: Void.self)
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls {
                        let handler = try NIOSSLClientHandler(context: tls, serverHostname: "localhost")
                        try channel.pipeline.syncOperations.addHandler(handler)
                    }
                    let upgrader = NIOWebSocketClientUpgrader(upgradePipelineHandler: { channel, _ in
                        channel.eventLoop.makeCompletedFuture {
                            try channel.pipeline.syncOperations.addHandler(Collector(continuation))
                            upgraded.succeed()
                        }
                    })
                    try channel.pipeline.syncOperations.addHTTPClientHandlers(
                        leftOverBytesStrategy: .forwardBytes,
                        withClientUpgrade: (upgraders: [upgrader], completionHandler: { _ in }))
                    channel.closeFuture.whenComplete { _ in upgraded.fail(NoAnswer()) }
                }
            }
            .bind(to: SocketAddress(ipAddress: source, port: 0))
            .connect(host: "127.0.0.1", port: port).get()
        var head = HTTPRequestHead(version: .http1_1, method: .GET, uri: "/ws")
        head.headers.add(name: "host", value: "127.0.0.1:\(port)")
        head.headers.add(name: "content-length", value: "0")
        channel.write(HTTPClientRequestPart.head(head), promise: nil)
        try await channel.writeAndFlush(HTTPClientRequestPart.end(nil))
        try await upgraded.futureResult.get()
        return VenueClient(channel: channel, events: stream.makeAsyncIterator())
    }

    /// The next thing that happens.
    mutating func next() async -> Event { await events.next(isolation: #isolation) ?? .gone }

    /// The next text; throws when the connection ends instead.
    mutating func text() async throws -> String {
        guard case .text(let text) = await next() else { throw NoAnswer() }
        return text
    }

    /// Reads on until a text begins so.
    mutating func text(beginning prefix: String) async throws -> String {
        while true {
            let text = try await text()
            if text.hasPrefix(prefix) { return text }
        }
    }

    func send(_ text: String) async throws {
        let frame = WebSocketFrame(
            fin: true, opcode: .text, maskKey: .random(), data: ByteBuffer(string: text))
        try await channel.writeAndFlush(frame)
    }

    func subscribe(_ type: String, _ coin: String) async throws {
        try await send(#"{"method":"subscribe","subscription":{"type":"\#(type)","coin":"\#(coin)"}}"#)
    }

    /// An orderly good-bye.
    func leave() async throws {
        var data = ByteBuffer()
        data.write(webSocketErrorCode: .normalClosure)
        let frame = WebSocketFrame(fin: true, opcode: .connectionClose, maskKey: .random(), data: data)
        try await channel.writeAndFlush(frame)
    }

    /// Gone without a word.
    func vanish() async throws { try await channel.close() }

    func read(_ isReading: Bool) async throws {
        try await channel.setOption(.autoRead, value: isReading).get()
    }

    private final class Collector: ChannelInboundHandler {
        typealias InboundIn = WebSocketFrame
        private let continuation: AsyncStream<Event>.Continuation

        init(_ continuation: AsyncStream<Event>.Continuation) { self.continuation = continuation }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            var frame = Self.unwrapInboundIn(data)
            switch frame.opcode {
            case .text:
                continuation.yield(.text(String(buffer: frame.data)))
            case .connectionClose:
                let code = frame.data.readWebSocketErrorCode().map { Int(UInt16(webSocketErrorCode: $0)) }
                continuation.yield(.closeFrame(code: code ?? 0, reason: String(buffer: frame.data)))
                context.close(promise: nil)
            default: break
            }
        }

        func channelInactive(context: ChannelHandlerContext) {
            continuation.yield(.gone)
            continuation.finish()
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }
}
