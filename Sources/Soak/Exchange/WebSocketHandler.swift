import CClockPage
import NIOCore
import NIOWebSocket

/// Hands a client's frames to the exchange and says when the client is gone.
final class WebSocketHandler: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame

    private enum State {
        case open(ClientConnection)
        /// A close frame went one way or the other: what else comes is not for us.
        case closing
    }

    private let exchange: ExchangeLoop
    private var state: State

    init(exchange: ExchangeLoop, connection: ClientConnection) {
        self.exchange = exchange
        state = .open(connection)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = Self.unwrapInboundIn(data)
        guard case .open(let connection) = state, isListed(connection) else {
            if frame.opcode == .connectionClose { context.close(promise: nil) }
            return
        }
        switch frame.opcode {
        case .text, .binary:
            exchange.received(frame.unmaskedData.readableBytesView, from: connection)
        case .ping:
            connection.appendPong(Array(frame.unmaskedData.readableBytesView))
        case .connectionClose:
            state = .closing
            exchange.left(connection)
        default:
            break
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if case .open(let connection) = state, isListed(connection) {
            connection.flush(realNs: clock_real_ns())
        }
        context.fireChannelReadComplete()
    }

    func channelInactive(context: ChannelHandlerContext) {
        if case .open(let connection) = state { exchange.vanished(connection) }
        state = .closing
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    /// False once the exchange itself has ended the connection.
    private func isListed(_ connection: ClientConnection) -> Bool {
        exchange.connections.contains { $0 === connection }
    }
}
