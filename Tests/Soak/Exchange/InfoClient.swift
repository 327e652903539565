import NIOCore
import NIOHTTP1
import NIOPosix

/// One HTTP request over a connection of its own.
enum InfoClient {
    struct Answer: Equatable, Sendable {
        var status: Int
        var contentType: String?
        var body: String
    }

    static func ask(
        port: Int, _ body: String, method: HTTPMethod = .POST, path: String = "/info",
        contentType: String? = "application/json", headers: [(String, String)] = []
    ) async throws -> Answer {
        let answer = MultiThreadedEventLoopGroup.singleton.any().makePromise(of: Answer.self)
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    try channel.pipeline.syncOperations.addHandler(Collector(answer))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        var head = HTTPRequestHead(version: .http1_1, method: method, uri: path)
        head.headers.add(name: "host", value: "127.0.0.1:\(port)")
        head.headers.add(name: "content-length", value: String(body.utf8.count))
        if let contentType { head.headers.add(name: "content-type", value: contentType) }
        head.headers.add(contentsOf: headers)
        channel.write(HTTPClientRequestPart.head(head), promise: nil)
        channel.write(HTTPClientRequestPart.body(.byteBuffer(ByteBuffer(string: body))), promise: nil)
        try await channel.writeAndFlush(HTTPClientRequestPart.end(nil))
        let result = try await answer.futureResult.get()
        try? await channel.close()
        return result
    }

    private final class Collector: ChannelInboundHandler {
        typealias InboundIn = HTTPClientResponsePart
        private let promise: EventLoopPromise<Answer>
        private var answer = Answer(status: 0, contentType: nil, body: "")

        init(_ promise: EventLoopPromise<Answer>) { self.promise = promise }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch Self.unwrapInboundIn(data) {
            case .head(let head):
                answer.status = Int(head.status.code)
                answer.contentType = head.headers.first(name: "content-type")
            case .body(let bytes): answer.body += String(buffer: bytes)
            case .end: promise.succeed(answer)
            }
        }

        func channelInactive(context: ChannelHandlerContext) { promise.fail(VenueClient.NoAnswer()) }
    }
}
