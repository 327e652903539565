import NIOCore
import NIOHTTP1

/// Notes how the server answered the upgrade, so that a refusal has its status in the log (`429`). Stands
/// behind the HTTP decoder while there is one.
final class UpgradeAnswer: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPClientResponsePart

    private var head: HTTPResponseHead?

    var refusal: String {
        guard let head else { return "the server did not answer the upgrade" }
        return "the server answered the upgrade with \(head.status.code) \(head.status.reasonPhrase)"
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if head == nil, case .head(let head) = UpgradeAnswer.unwrapInboundIn(data) { self.head = head }
        context.fireChannelRead(data)
    }
}
