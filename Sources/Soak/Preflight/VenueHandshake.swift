import NIOCore
import NIOTLS

/// Tells that a connection stands, after the handshake where there is one; then asks a question and gives the head of
/// the answer, nil when none comes.
final class VenueHandshake: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private static let headBytesMax = 16_384
    private let isTLS: Bool
    private let question: String
    private var done: EventLoopPromise<String>?
    private var head: EventLoopPromise<String?>?
    private var answer = ""

    init(isTLS: Bool, question: String, done: EventLoopPromise<String>, head: EventLoopPromise<String?>) {
        self.isTLS = isTLS
        self.question = question
        self.done = done
        self.head = head
    }

    func channelActive(context: ChannelHandlerContext) {
        if !isTLS { begin("it takes connections", context) }
        context.fireChannelActive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted = event as? TLSUserEvent { begin("its certificate is believed", context) }
        context.fireUserInboundEventTriggered(event)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        answer += String(buffer: Self.unwrapInboundIn(data))
        if answer.contains("\r\n\r\n") {
            tell(answer)
        } else if answer.utf8.count > Self.headBytesMax {
            tell(nil)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        done?.fail(error)
        done = nil
        tell(nil)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        done?.fail(ChannelError.eof)
        done = nil
        tell(nil)
    }

    private func begin(_ text: String, _ context: ChannelHandlerContext) {
        done?.succeed(text)
        done = nil
        context.writeAndFlush(Self.wrapOutboundOut(ByteBuffer(string: question)), promise: nil)
    }

    private func tell(_ text: String?) {
        head?.succeed(text)
        head = nil
    }
}
