import NIOCore
import NIOSSL
import NIOWebSocket

/// The end of the pipeline: WebSocket frames to the feed, and the feed's words to the socket.
///
/// One for each attempt. The feed drops it before it closes it, so nothing late of an old socket is heard.
final class FeedSocket: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundOut = WebSocketFrame

    private let feed: VenueFeed
    /// Set as soon as there is a channel, which is before the WebSocket is open.
    private var channel: (any Channel)?
    private var isAbandoned = false
    /// The time of the socket read that is being dealt with: taken once a read, not once a frame.
    private var readMS: Int64?
    /// A ping flood is answered once a read at most and within a budget, with the latest, as the protocol allows.
    private var pongDue: ByteBuffer?

    init(feed: VenueFeed) { self.feed = feed }

    // MARK: Before it is open

    func connected(_ channel: any Channel) {
        if isAbandoned { return channel.close(promise: nil) }
        self.channel = channel
    }

    func opened() { feed.opened(self) }

    func refused(_ detail: String) {
        feed.refused(self, detail)
        abandon()
    }

    // MARK: What the feed wants

    /// A client masks what it sends; `flush` sends it off.
    func send(_ bytes: [UInt8]) {
        guard let channel else { return }
        write(.text, channel.allocator.buffer(bytes: bytes), to: channel)
    }

    func flush() { channel?.flush() }

    func sendClose() {
        guard let channel else { return }
        write(.connectionClose, FeedSocket.normalClosure(channel.allocator), to: channel)
        channel.flush()
    }

    /// Closes at once. Whether a connect is still under way makes no difference.
    func abandon() {
        isAbandoned = true
        let closing = channel
        channel = nil
        closing?.close(promise: nil)
    }

    // MARK: What the socket tells

    /// A whole message that needed no decoder.
    @inline(__always)
    func received(_ message: UnsafeRawBufferPointer) {
        if isAbandoned { return }
        feed.received(message, nowMS: beginRead())
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if isAbandoned { return }
        let nowMS = beginRead()
        let frame = FeedSocket.unwrapInboundIn(data)
        if frame.rsv1 || frame.rsv2 || frame.rsv3 {
            return feed.receivedUnreadable("a frame with reserved bits set", nowMS: nowMS)
        }
        switch frame.opcode {
        case .text, .binary:
            if frame.maskKey == nil {
                frame.data.withUnsafeReadableBytes { feed.received($0, nowMS: nowMS) }
            } else {
                // No server may mask what it sends; one that does can be read all the same.
                feed.receivedOdd("a masked frame", nowMS: nowMS)
                frame.unmaskedData.withUnsafeReadableBytes { feed.received($0, nowMS: nowMS) }
            }
        case .ping: pongDue = frame.unmaskedData
        case .connectionClose: close(frame.unmaskedData, context: context)
        case .pong: break
        default: feed.receivedUnreadable("a frame with opcode \(frame.opcode)", nowMS: nowMS)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if let pongDue, let channel, feed.takePong(nowMS: readMS ?? feed.readBegan()) {
            write(.pong, pongDue, to: channel)
            channel.flush()
            self.pongDue = nil
        }
        endRead()
    }

    func channelInactive(context: ChannelHandlerContext) {
        endRead()
        feed.closed(self, code: nil, reason: "")
        isAbandoned = true
        channel = nil
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        endRead()
        switch error {
        case is IOError, NIOSSLError.uncleanShutdown, is ChannelError:
            feed.closed(self, code: nil, reason: "")
            abandon()
        default:
            feed.failed(self, FeedSocket.oneLine(error))
            abandon()
        }
    }

    /// An error as one short line of a log.
    static func oneLine(_ error: any Error) -> String {
        String("\(error)".split(whereSeparator: \.isNewline).joined(separator: " ").prefix(200))
    }

    @inline(__always)
    private func beginRead() -> Int64 {
        if let readMS { return readMS }
        let nowMS = feed.readBegan()
        readMS = nowMS
        return nowMS
    }

    private func endRead() {
        guard let readMS else { return }
        self.readMS = nil
        feed.readEnded(nowMS: readMS)
    }

    /// Says goodbye in turn and closes. The feed hears of it at once, not when TCP is done.
    private func close(_ payload: ByteBuffer, context: ChannelHandlerContext) {
        var payload = payload
        let code = payload.readInteger(as: UInt16.self).map(Int.init)
        let reason = String(buffer: payload)
        endRead()
        if let channel {
            write(.connectionClose, FeedSocket.normalClosure(channel.allocator), to: channel)
            channel.flush()
        }
        feed.closed(self, code: code ?? 1005, reason: String(reason.prefix(123)))
        abandon()
    }

    private func write(_ opcode: WebSocketOpcode, _ payload: ByteBuffer, to channel: any Channel) {
        let frame = WebSocketFrame(fin: true, opcode: opcode, maskKey: .random(), data: payload)
        channel.write(frame, promise: nil)
    }

    private static func normalClosure(_ allocator: ByteBufferAllocator) -> ByteBuffer {
        var payload = allocator.buffer(capacity: 2)
        payload.write(webSocketErrorCode: .normalClosure)
        return payload
    }
}
