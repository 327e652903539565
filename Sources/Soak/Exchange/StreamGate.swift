import NIOCore
import NIOHTTP1

/// Lets a request for the stream through to WebSocket, if its source may have one connection more.
///
/// NIO looks for an upgrade in the first request of a connection only; client libraries that keep their HTTP
/// connection for the next request ask for the stream on one that has been used before.
final class StreamGate: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    private let exchange: ExchangeLoop
    /// Puts the handler that upgrades behind this one.
    private let install: (ChannelHandlerContext) throws -> Void

    init(exchange: ExchangeLoop, install: @escaping (ChannelHandlerContext) throws -> Void) {
        self.exchange = exchange
        self.install = install
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head(let head) = Self.unwrapInboundIn(data), Self.isUpgrade(head),
            exchange.admits(context.remoteAddress?.ipAddress)
        {
            do {
                try install(context)
            } catch {
                return context.close(promise: nil)
            }
        }
        context.fireChannelRead(data)
    }

    /// Whether this is a whole request for the stream. One that comes past the gate all the same was not let
    /// through.
    static func isUpgrade(_ head: HTTPRequestHead) -> Bool {
        let headers = head.headers
        return head.uri.prefix { $0 != "?" } == "/ws" && head.method == .GET
            && headers[canonicalForm: "upgrade"].contains { $0.lowercased() == "websocket" }
            && headers[canonicalForm: "connection"].contains { $0.lowercased() == "upgrade" }
            && headers["sec-websocket-key"].count == 1 && headers["sec-websocket-version"] == ["13"]
    }
}
