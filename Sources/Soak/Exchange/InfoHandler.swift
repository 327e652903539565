import NIOCore
import NIOHTTP1

/// Answers plain HTTP requests on the exchange's port: `POST /info`, and refusals of everything else.
final class InfoHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    /// A request beyond this is not read: the largest real one is below a kilobyte.
    private static let bodyMax = 1024 * 1024

    private let exchange: ExchangeLoop
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []

    init(exchange: ExchangeLoop) { self.exchange = exchange }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch Self.unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body = []
        case .body(let bytes):
            guard body.count + bytes.readableBytes <= Self.bodyMax else { return context.close(promise: nil) }
            body.append(contentsOf: bytes.readableBytesView)
        case .end:
            guard let head else { return }
            let (answer, wait) = answer(to: head, from: context.remoteAddress?.ipAddress)
            guard wait > .zero else { return respond(answer, to: head, context: context) }
            context.eventLoop.assumeIsolated().scheduleTask(in: wait) {
                self.respond(answer, to: head, context: context)
            }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func answer(to head: HTTPRequestHead, from address: String?) -> (InfoAnswer, wait: TimeAmount) {
        // The gate lets these through, unless their source may have no other connection.
        if StreamGate.isUpgrade(head) { return (.tooMany, .zero) }
        guard head.uri.prefix(while: { $0 != "?" }) == "/info" else { return (.notFound, .zero) }
        guard head.method == .POST else { return (.wrongMethod, .zero) }
        let type = head.headers.first(name: "content-type")?.prefix { $0 != ";" && $0 != " " }
        guard type?.lowercased() == "application/json" else { return (.wrongContentType, .zero) }
        return exchange.answer(info: body, from: address)
    }

    private func respond(_ answer: InfoAnswer, to request: HTTPRequestHead, context: ChannelHandlerContext) {
        var headers = HTTPHeaders([
            ("access-control-allow-origin", "*"), ("date", HTTPDate.text(ms: exchange.serverClockMs)),
        ])
        if let type = answer.contentType { headers.add(name: "content-type", value: type.rawValue) }
        headers.add(name: "content-length", value: String(answer.body.utf8.count))
        if !request.isKeepAlive { headers.add(name: "connection", value: "close") }
        let head = HTTPResponseHead(
            version: request.version, status: HTTPResponseStatus(statusCode: answer.status), headers: headers)
        context.write(Self.wrapOutboundOut(.head(head)), promise: nil)
        context.write(Self.wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: answer.body)))), promise: nil)
        let promise = context.eventLoop.makePromise(of: Void.self)
        if !request.isKeepAlive {
            let channel = context.channel
            promise.futureResult.whenComplete { _ in channel.close(promise: nil) }
        }
        context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: promise)
    }
}
