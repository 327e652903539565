import NIOCore

/// Stands before NIOWebSocket's decoder and takes messages of the usual kind past it, straight from the buffer of
/// the read: the decoder and its boxes cost more than all that the engine does with such a message. Everything
/// else goes on to the decoder, in its order.
final class ExpressLane: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let socket: FeedSocket
    private var lane = FrameLane()

    init(to socket: FeedSocket) { self.socket = socket }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        let (socket, allocator) = (socket, context.channel.allocator)
        var lane = lane
        buffer.withUnsafeReadableBytes { bytes in
            lane.split(bytes) { piece in
                switch piece {
                case .text(let range):
                    socket.received(UnsafeRawBufferPointer(rebasing: bytes[range]))
                case .other(let range):
                    // A copy: the decoder may keep it, and the read's buffer is to be used again.
                    context.fireChannelRead(wrapInboundOut(allocator.buffer(bytes: bytes[range])))
                }
            }
        }
        self.lane = lane
    }
}
