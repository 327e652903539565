import NIOCore
import NIOHTTP1
import NIOPosix

/// Answers HTTP requests of one connection, one after the other.
final class StatusHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    /// Nobody has to send one here.
    private static let bodyBytesMax = 4096
    private static let headers: [(String, String)] = [
        ("cache-control", "no-store"), ("x-content-type-options", "nosniff"), ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        (
            "content-security-policy",
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
        ),
    ]

    private let answers: StatusAnswers
    private let readers: NIOThreadPool
    private var head: HTTPRequestHead?
    private var bodyBytes = 0

    init(_ answers: StatusAnswers, readers: NIOThreadPool) {
        self.answers = answers
        self.readers = readers
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch Self.unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            bodyBytes = 0
        case .body(let bytes):
            bodyBytes += bytes.readableBytes
            if bodyBytes > Self.bodyBytesMax { context.close(promise: nil) }
        case .end:
            guard let head else { return }
            self.head = nil
            answer(head, context)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is IdleStateHandler.IdleStateEvent { return context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func answer(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        guard head.method == .GET || head.method == .HEAD else {
            let answer = StatusAnswers.Answer(
                status: 405, type: "text/plain; charset=utf-8", body: "only GET\n")
            return respond(answer, to: head, context)
        }
        let path = String(head.uri.prefix { $0 != "?" })
        let answers = answers
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        readers.runIfActive(eventLoop: context.eventLoop) { answers.answer(path) }
            .whenComplete { result in
                let (handler, context) = bound.value
                switch result {
                case .success(let answer): handler.respond(answer, to: head, context)
                case .failure: context.close(promise: nil)
                }
            }
    }

    private func respond(
        _ answer: StatusAnswers.Answer, to request: HTTPRequestHead, _ context: ChannelHandlerContext
    ) {
        var headers = HTTPHeaders(Self.headers)
        headers.add(name: "content-type", value: answer.type)
        headers.add(name: "content-length", value: String(answer.body.utf8.count))
        if answer.status == 405 { headers.add(name: "allow", value: "GET, HEAD") }
        if !request.isKeepAlive { headers.add(name: "connection", value: "close") }
        let head = HTTPResponseHead(
            version: request.version, status: HTTPResponseStatus(statusCode: answer.status), headers: headers)
        context.write(Self.wrapOutboundOut(.head(head)), promise: nil)
        if request.method != .HEAD {
            context.write(
                Self.wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: answer.body)))), promise: nil)
        }
        let promise = context.eventLoop.makePromise(of: Void.self)
        if !request.isKeepAlive {
            let channel = context.channel
            promise.futureResult.whenComplete { _ in channel.close(promise: nil) }
        }
        context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: promise)
    }
}
