import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
package import SoakRunner

/// One question to `/info` over a connection of its own.
package enum VenueQuestion {
    package struct Answer: Equatable, Sendable {
        package var status: Int
        package var body: [UInt8]
        package var tookMs: Int64

        package init(status: Int, body: [UInt8], tookMs: Int64) {
            self.status = status
            self.body = body
            self.tookMs = tookMs
        }
    }

    static let bodyBytesMax = 16 << 20

    /// Blocks until it is answered; not for the pool of async code.
    package static func ask(
        _ address: VenueAddress, _ body: String, caFile: String? = nil, patienceMs: Int64 = 10_000
    ) throws(LinkFailure) -> Answer {
        let begin = MachineClock.steadyNs
        do {
            let context = try address.isTLS ? VenueTrust.context(caFile: caFile) : nil
            let group = MultiThreadedEventLoopGroup.singleton
            let answered = group.next().makePromise(of: (Int, [UInt8]).self)
            let channel: any Channel
            do {
                channel = try ClientBootstrap(group: group)
                    .connectTimeout(.milliseconds(patienceMs))
                    .channelInitializer { channel in
                        channel.eventLoop.makeCompletedFuture {
                            if let context {
                                let name = VenueTrust.name(address)
                                let handler = try NIOSSLClientHandler(context: context, serverHostname: name)
                                try channel.pipeline.syncOperations.addHandler(handler)
                            }
                            try channel.pipeline.syncOperations.addHTTPClientHandlers()
                            try channel.pipeline.syncOperations.addHandler(AnswerReader(answered))
                        }
                    }.connect(host: address.host, port: address.port).wait()
            } catch {
                answered.fail(error)
                throw error
            }
            let timeout = channel.eventLoop.scheduleTask(in: .milliseconds(patienceMs)) {
                answered.fail(LinkFailure("no answer within \(patienceMs / 1000) s"))
            }
            channel.write(HTTPClientRequestPart.head(head(address, bytes: body.utf8.count)), promise: nil)
            channel.write(HTTPClientRequestPart.body(.byteBuffer(ByteBuffer(string: body))), promise: nil)
            channel.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil)
            defer {
                timeout.cancel()
                channel.close(promise: nil)
            }
            let (status, bytes) = try answered.futureResult.wait()
            return Answer(
                status: status, body: bytes, tookMs: (MachineClock.steadyNs - begin) / 1_000_000)
        } catch {
            throw LinkFailure("\(address.infoURL): \(VenueTrust.words(error))")
        }
    }

    private static func head(_ address: VenueAddress, bytes: Int) -> HTTPRequestHead {
        var head = HTTPRequestHead(version: .http1_1, method: .POST, uri: "/info")
        head.headers.add(name: "host", value: VenueTrust.authority(address))
        head.headers.add(name: "content-type", value: "application/json")
        head.headers.add(name: "content-length", value: String(bytes))
        return head
    }
}

private final class AnswerReader: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    private let answered: EventLoopPromise<(Int, [UInt8])>
    private var status = 0
    private var body: [UInt8] = []

    init(_ answered: EventLoopPromise<(Int, [UInt8])>) { self.answered = answered }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch Self.unwrapInboundIn(data) {
        case .head(let head): status = Int(head.status.code)
        case .body(let part):
            body.append(contentsOf: part.readableBytesView)
            if body.count > VenueQuestion.bodyBytesMax {
                answered.fail(LinkFailure("an answer of more than \(VenueQuestion.bodyBytesMax >> 20) MB"))
            }
        case .end: answered.succeed((status, body))
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        answered.fail(LinkFailure("the connection ended before the answer did"))
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        answered.fail(error)
        context.close(promise: nil)
    }
}
