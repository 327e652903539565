import EngineCore
import EngineFeed
import EngineWire
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization
import Testing

/// `/info` that answers as it is told, one answer a request, and goes on with the last.
private final class ScriptedInfo: Sendable {
    struct Answer: Sendable {
        let status: Int
        let body: String
        var pace = Pace.atOnce
    }

    enum Pace: Sendable {
        case atOnce
        /// A byte at a time.
        case dribbling
        /// The connection ends in place of an answer.
        case cut
        /// Nothing, ever.
        case never
    }

    private struct Script {
        var answers: [Answer]
        var requests: [String] = []
    }

    private let script: Mutex<Script>

    init(_ answers: [Answer]) { script = Mutex(Script(answers: answers)) }

    var requests: [String] { script.withLock { $0.requests } }

    func next(_ request: String) -> Answer {
        script.withLock {
            $0.requests.append(request)
            return $0.answers.count > 1 ? $0.answers.removeFirst() : $0.answers[0]
        }
    }

    /// A client of this server, for the length of `body`.
    func run(
        timeout: TimeAmount = .seconds(60), _ body: (InfoClient) async throws -> Void
    ) async throws {
        let group = MultiThreadedEventLoopGroup.singleton
        let server = try await ServerBootstrap(group: group)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Handler(info: self))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(server.localAddress?.port)
        let client = try InfoClient(
            address: try VenueAddress.http("http://127.0.0.1:\(port)/info"), seed: 1,
            clock: FastClock(rate: 1_000), group: group, timeout: timeout)
        let result: Result<Void, any Error>
        do { result = .success(try await body(client)) } catch { result = .failure(error) }
        try await client.shutdown()
        try await server.close().get()
        try result.get()
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        let info: ScriptedInfo
        var request = ""

        init(info: ScriptedInfo) { self.info = info }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch Handler.unwrapInboundIn(data) {
            case .head(let head):
                let type = head.headers.first(name: "Content-Type") ?? ""
                request = "\(head.method) \(head.uri) \(type) "
            case .body(let body): request += String(buffer: body)
            case .end:
                let answer = info.next(request)
                if case .never = answer.pace { return }
                if case .cut = answer.pace { return context.close(promise: nil) }
                var head = HTTPResponseHead(
                    version: .http1_1, status: HTTPResponseStatus(statusCode: answer.status))
                head.headers.add(name: "Content-Length", value: "\(answer.body.utf8.count)")
                context.write(Handler.wrapOutboundOut(.head(head)), promise: nil)
                let bytes = Array(answer.body.utf8)
                if case .dribbling = answer.pace {
                    return dribble(bytes[...], NIOLoopBound(context, eventLoop: context.eventLoop))
                }
                context.write(
                    Handler.wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: bytes)))), promise: nil)
                context.writeAndFlush(Handler.wrapOutboundOut(.end(nil)), promise: nil)
            }
        }

        private func dribble(_ bytes: ArraySlice<UInt8>, _ bound: NIOLoopBound<ChannelHandlerContext>) {
            let context = bound.value
            guard let byte = bytes.first else {
                return context.writeAndFlush(Handler.wrapOutboundOut(.end(nil)), promise: nil)
            }
            context.writeAndFlush(
                Handler.wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: [byte])))), promise: nil)
            let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
            context.eventLoop.scheduleTask(in: .milliseconds(1)) {
                handler.value.dribble(bytes.dropFirst(), bound)
            }
        }
    }
}

@Suite struct InfoClientTests {
    private typealias Answer = ScriptedInfo.Answer

    @Test func asksAsTheVenueWantsIt() async throws {
        let info = ScriptedInfo([
            Answer(status: 200, body: #"[null,{"name":"xyz"}]"#),
            Answer(status: 200, body: #"{"universe":[{"name":"xyz:TSLA","szDecimals":3,"maxLeverage":20}]}"#),
        ])
        try await info.run { client in
            let dexs = try await client.perpDexs()
            #expect(dexs.map { $0?.name } == [nil, "xyz"])
            let meta = try await client.meta(dex: "xyz")
            #expect(meta.markets.map(\.key) == ["xyz:0"])
        }
        #expect(
            info.requests == [
                #"POST /info application/json {"type":"perpDexs"}"#,
                #"POST /info application/json {"type":"meta","dex":"xyz"}"#,
            ])
    }

    @Test func asksAgainWhereThatMayHelp() async throws {
        let info = ScriptedInfo([
            Answer(status: 429, body: "null"), Answer(status: 502, body: "<html>"),
            Answer(status: 200, body: "<html>"), Answer(status: 200, body: "[null]"),
        ])
        try await info.run { client in
            let dexs = try await client.perpDexs()
            #expect(dexs.map { $0?.name } == [nil])
        }
        #expect(info.requests.count == 4)
    }

    @Test func anAnswerByteByByteIsAnAnswer() async throws {
        let info = ScriptedInfo([Answer(status: 200, body: #"[null,{"name":"xyz"}]"#, pace: .dribbling)])
        try await info.run { client in
            let dexs = try await client.perpDexs()
            #expect(dexs.count == 2)
        }
        #expect(info.requests.count == 1)
    }

    /// Nothing in it, half of it, the connection cut in its place: asked for again.
    @Test func emptyAndCutAnswersAreNone() async throws {
        let info = ScriptedInfo([
            Answer(status: 200, body: ""), Answer(status: 200, body: #"[null,{"na"#),
            Answer(status: 0, body: "", pace: .cut), Answer(status: 200, body: "[null]"),
        ])
        try await info.run { client in
            let dexs = try await client.perpDexs()
            #expect(dexs.count == 1)
        }
        #expect(info.requests.count == 4)
    }

    @Test func whoNeverAnswersIsNotWaitedForForEver() async throws {
        let info = ScriptedInfo([Answer(status: 200, body: "", pace: .never)])
        try await info.run(timeout: .milliseconds(50)) { client in
            let error = await #expect(throws: InfoError.self) { try await client.perpDexs(attempts: 2) }
            #expect(error?.description.contains("after 2 attempts") == true)
        }
        #expect(info.requests.count <= 2)
    }

    @Test func givesUpAfterABoundedNumberOfAttempts() async throws {
        let info = ScriptedInfo([Answer(status: 500, body: "null")])
        try await info.run { client in
            let error = await #expect(throws: InfoError.self) { try await client.perpDexs() }
            #expect(
                error?.description
                    == "info_url: no answer to perpDexs after 5 attempts; the last: status 500")
        }
        #expect(info.requests.count == InfoClient.attemptsMax)
    }

    @Test func aNoIsANo() async throws {
        let info = ScriptedInfo([Answer(status: 422, body: "Failed to deserialize")])
        try await info.run { client in
            let error = await #expect(throws: InfoError.self) { try await client.meta(dex: "abc") }
            #expect(
                error?.description
                    == "info_url: meta of abc was refused with status 422: Failed to deserialize")
        }
        #expect(info.requests.count == 1)
    }

    @Test func nobodyThereIsAnError() async throws {
        let held = try HeldPort()
        defer { held.release() }
        let client = try InfoClient(
            address: try VenueAddress.http("http://127.0.0.1:\(held.port)/info"), seed: 1,
            clock: FastClock(rate: 1_000), group: MultiThreadedEventLoopGroup.singleton)
        let error = await #expect(throws: InfoError.self) { try await client.perpDexs() }
        #expect(error?.description.contains("after 5 attempts") == true)
        try await client.shutdown()
    }
}
