import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket
package import SoakRunner

/// A WebSocket connection of the harness's own to a venue. What comes in waits in its `inbox`.
///
/// It answers pings of the protocol and nothing else; what is sent, and whether to come back after an end, is the
/// owner's to decide.
package final class VenueLink: Sendable {
    /// The largest message of the venue is 177 kB.
    static let messageBytesMax = 4 << 20
    private static let fragmentsMax = 1024

    package let inbox: LinkInbox
    private let channel: any Channel

    private init(_ channel: any Channel, _ inbox: LinkInbox) {
        self.channel = channel
        self.inbox = inbox
    }

    /// Blocks until the upgrade is answered; not for the pool of async code. `caFile`: other roots than the
    /// system's.
    package static func open(
        _ address: VenueAddress, caFile: String? = nil, patienceMs: Int64 = 10_000
    ) throws(LinkFailure) -> VenueLink {
        let inbox = LinkInbox()
        do {
            let context = try address.isTLS ? VenueTrust.context(caFile: caFile) : nil
            let group = MultiThreadedEventLoopGroup.singleton
            let upgraded = group.next().makePromise(of: Void.self)
            let channel: any Channel
            do {
                channel = try ClientBootstrap(group: group)
                    .connectTimeout(.milliseconds(patienceMs))
                    .channelInitializer { channel in
                        channel.eventLoop.makeCompletedFuture {
                            try prepare(channel, address, context, inbox, upgraded)
                        }
                    }.connect(host: address.host, port: address.port).wait()
            } catch {
                upgraded.fail(error)
                throw error
            }
            let timeout = channel.eventLoop.scheduleTask(in: .milliseconds(patienceMs)) {
                upgraded.fail(LinkFailure("no answer to the upgrade within \(patienceMs / 1000) s"))
                channel.close(promise: nil)
            }
            channel.write(HTTPClientRequestPart.head(head(address)), promise: nil)
            channel.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil)
            try upgraded.futureResult.wait()
            timeout.cancel()
            return VenueLink(channel, inbox)
        } catch {
            throw LinkFailure("\(address.webSocketURL): \(VenueTrust.words(error))")
        }
    }

    private static func prepare(
        _ channel: any Channel, _ address: VenueAddress, _ context: NIOSSLContext?, _ inbox: LinkInbox,
        _ upgraded: EventLoopPromise<Void>
    ) throws {
        if let context {
            let handler = try NIOSSLClientHandler(context: context, serverHostname: VenueTrust.name(address))
            try channel.pipeline.syncOperations.addHandler(handler)
        }
        let upgrader = NIOWebSocketClientUpgrader(
            maxFrameSize: messageBytesMax,
            upgradePipelineHandler: { channel, _ in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers(
                        NIOWebSocketFrameAggregator(
                            minNonFinalFragmentSize: 0, maxAccumulatedFrameCount: fragmentsMax,
                            maxAccumulatedFrameSize: messageBytesMax),
                        LinkReader(inbox))
                    upgraded.succeed()
                }
            })
        try channel.pipeline.syncOperations.addHTTPClientHandlers(
            leftOverBytesStrategy: .forwardBytes,
            withClientUpgrade: (upgraders: [upgrader], completionHandler: { _ in }))
        channel.closeFuture.whenComplete { _ in
            upgraded.fail(LinkFailure("it did not upgrade the connection to a WebSocket"))
        }
    }

    private static func head(_ address: VenueAddress) -> HTTPRequestHead {
        var head = HTTPRequestHead(version: .http1_1, method: .GET, uri: address.path)
        head.headers.add(name: "host", value: VenueTrust.authority(address))
        head.headers.add(name: "content-length", value: "0")
        return head
    }

    package func send(_ text: String) {
        let frame = WebSocketFrame(
            fin: true, opcode: .text, maskKey: .random(), data: ByteBuffer(string: text))
        channel.writeAndFlush(frame, promise: nil)
    }

    /// Takes leave; `closed` comes in the inbox.
    package func close() {
        var data = ByteBuffer()
        data.write(webSocketErrorCode: .normalClosure)
        let frame = WebSocketFrame(fin: true, opcode: .connectionClose, maskKey: .random(), data: data)
        let channel = channel
        channel.writeAndFlush(frame).whenComplete { _ in channel.close(promise: nil) }
    }

    /// Gone without a word, and waits until it is.
    package func vanish() { try? channel.close().wait() }
}

/// Puts what a connection brings into its inbox.
private final class LinkReader: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundOut = WebSocketFrame
    private let inbox: LinkInbox
    private var end = LinkEnd.cut

    init(_ inbox: LinkInbox) { self.inbox = inbox }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var frame = Self.unwrapInboundIn(data)
        switch frame.opcode {
        case .text: inbox.put(.text(Array(frame.unmaskedData.readableBytesView)))
        case .ping:
            inbox.put(.protocolPing)
            let answer = WebSocketFrame(
                fin: true, opcode: .pong, maskKey: .random(), data: frame.unmaskedData)
            context.writeAndFlush(Self.wrapOutboundOut(answer), promise: nil)
        case .connectionClose:
            let code = frame.data.readWebSocketErrorCode().map { Int(UInt16(webSocketErrorCode: $0)) }
            end = .closeFrame(code: code ?? 1005, reason: String(buffer: frame.data))
            context.close(promise: nil)
        default: break
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        inbox.put(.closed(end))
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A reset is a connection that was cut.
        if !(error is IOError) { end = .failed(VenueTrust.words(error)) }
        context.close(promise: nil)
    }
}
