import NIOCore
import NIOPosix
import SoakExchange
import Testing

/// Client libraries keep an HTTP connection and ask for the stream on it later.
@Suite(.timeLimit(.minutes(5))) struct KeptConnectionTests {
    private let folder = ScratchFolder()

    @Test func aConnectionThatWasUsedForRequestsCanBecomeAStream() async throws {
        let exchange = try await SyntheticExchange.start(folder.configuration(markets: 2))
        let (stream, continuation) = AsyncStream.makeStream(of: String.self)
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Bytes(continuation))
                }
            }
            .connect(host: "127.0.0.1", port: exchange.port).get()
        var arrived = stream.makeAsyncIterator()
        var seen = ""
        func wait(for text: String) async {
            while !seen.contains(text), let more = await arrived.next(isolation: #isolation) { seen += more }
            #expect(seen.contains(text), "\(text) is missing in: \(seen)")
            seen = ""
        }
        let body = #"{"type":"exchangeStatus"}"#
        for _ in 0..<2 {
            let request =
                "POST /info HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
            try await channel.writeAndFlush(ByteBuffer(string: request))
            await wait(for: #"{"specialStatuses":null,"time":"#)
        }
        // Half an upgrade is none, and the connection stays a connection.
        try await channel.writeAndFlush(
            ByteBuffer(string: "GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n\r\n"))
        await wait(for: "HTTP/1.1 404")
        try await channel.writeAndFlush(
            ByteBuffer(
                string: "GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"))
        await wait(for: "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n")
        #expect(try await exchange.summary().tally.connections == 1)
        try? await channel.close()
        _ = try await exchange.stop()
    }

    private final class Bytes: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private let continuation: AsyncStream<String>.Continuation

        init(_ continuation: AsyncStream<String>.Continuation) { self.continuation = continuation }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            continuation.yield(String(buffer: Self.unwrapInboundIn(data)))
        }

        func channelInactive(context: ChannelHandlerContext) { continuation.finish() }
    }
}
