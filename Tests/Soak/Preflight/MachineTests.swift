import Dispatch
import Glibc
import NIOCore
import NIOPosix
import SoakPreflight
import SoakRunner
import Testing

@Suite("What is looked at before a run")
struct MachineTests {
    private static let dayMs: Int64 = 86_400_000
    private static let gigabyte: Int64 = 1 << 30

    @Test(
        "A disk is enough for a week, for the run, or for neither",
        arguments: [(8, "ok   "), (3, "look "), (0, "WRONG")] as [(Int64, String)])
    func disk(gigabytes: Int64, word: String) {
        let check = DiskForecast(freeBytes: gigabytes * Self.gigabyte, durationMs: Self.dayMs).check("/data")
        #expect(check.text.hasPrefix("  \(word)  disk"), "\(check.text)")
        #expect(check.isWrong == (gigabytes == 0))
    }

    @Test func aFolderThatCannotBeHadIsWrong() {
        let look = MachineLook(
            reports: "/proc/nowhere", durationMs: Self.dayMs, engineUser: nil, injector: "/bin/true")
        let checks = look.checks()
        #expect(checks.first?.isWrong == true)
        #expect(checks.map(\.name) == ["directory", "disk", "clock", "limits", "engines"])
    }

    @Test func aNameThatNobodyKnowsIsOneLine() async throws {
        let venue = try #require(VenueAddress("wss://nobody.invalid/ws"))
        let checks = await reach(venue)
        #expect(checks.count == 1 && checks[0].isWrong)
        #expect(checks[0].text.contains("nobody.invalid is not known here"))
    }

    @Test func aPortThatNobodyListensOnIsOneLine() async throws {
        // Bound and not listening: nobody else gets it in the meantime, and nobody answers.
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        let port = try bound(socket)
        let checks = await reach(try #require(VenueAddress("ws://127.0.0.1:\(port)/ws")))
        #expect(
            checks.count == 2 && checks[1].isWrong
                && checks[1].text.contains("no connection to 127.0.0.1:\(port)"))
    }

    @Test(arguments: [false, true])
    func aPlainServerIsReachedPlainlyAndNotByTLS(isTLS: Bool) async throws {
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in channel.pipeline.addHandler(Hangs()) }
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(server.localAddress?.port)
        let venue = try #require(VenueAddress("\(isTLS ? "wss" : "ws")://127.0.0.1:\(port)"))
        let checks = await reach(venue)
        #expect(checks.count == (isTLS ? 2 : 3) && checks[1].isWrong == isTLS, "\(checks)")
        if !isTLS { #expect(checks[2].text.hasPrefix("  look   venue time"), "\(checks)") }
        try await server.close()
    }

    /// It blocks, so it has a thread of its own.
    private func reach(_ venue: VenueAddress) async -> [MachineCheck] {
        await withCheckedContinuation { done in
            DispatchQueue(label: "reach").async { done.resume(returning: VenueReach(venue).checks()) }
        }
    }

    private func bound(_ socket: Int32) throws -> UInt16 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let done = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, size) == 0 && getsockname(socket, $0, &size) == 0
            }
        }
        try #require(done)
        return UInt16(bigEndian: address.sin_port)
    }
}

/// Answers what is no TLS to whoever speaks first.
private final class Hangs: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        context.writeAndFlush(NIOAny(ByteBuffer(string: "HTTP/1.1 400 Bad Request\r\n\r\n")), promise: nil)
    }
}
