import NIOCore
import NIOPosix

#if canImport(Glibc)
    import Glibc
#endif

/// Where whoever runs the exchange gives it orders while it is at work: a socket in the file system, that only its own
/// user may connect to. One order a line, one answer a line: `ok name=number …` or `no` and the reason.
enum ControlSocket {
    /// Longer lines are no orders.
    static let lineBytesMax = 4_096

    static func open(
        _ path: String, exchange: NIOLoopBound<ExchangeLoop>, on eventLoop: any EventLoop
    ) async throws -> any Channel {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let folder = parts.count > 1 ? parts.dropLast().joined(separator: "/") + "/" : "."
        // A socket's own path may not be long; one that leads through the open folder never is.
        let descriptor = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw ExchangeError.usage("--control \(path): name a socket in a folder that is there")
        }
        defer { close(descriptor) }
        do {
            return try await ServerBootstrap(group: eventLoop)
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(ControlHandler(exchange.value))
                    }
                }
                .bind(unixDomainSocketPath: "/proc/self/fd/\(descriptor)/\(parts.last ?? "")").get()
        } catch {
            throw ExchangeError.usage("--control \(path): can't be listened at: \(error)")
        }
    }
}

/// One who gives orders.
final class ControlHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let exchange: ExchangeLoop
    private var line: [UInt8] = []

    init(_ exchange: ExchangeLoop) { self.exchange = exchange }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        line += Self.unwrapInboundIn(data).readableBytesView
        while let end = line.firstIndex(of: UInt8(ascii: "\n")) {
            let answer = exchange.obey(String(decoding: line[..<end], as: UTF8.self)) + "\n"
            line.removeSubrange(...end)
            context.writeAndFlush(Self.wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
        }
        if line.count > ControlSocket.lineBytesMax { context.close(promise: nil) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}

extension ExchangeLoop {
    /// Carries out one order; the first word says of which family it is.
    func obey(_ order: String) -> String {
        let words = order.split(separator: " ").map(String.init)
        switch words.first {
        case "network":
            guard let order = NetworkOrder(words: Array(words.dropFirst())) else {
                return "no such order: \(order)"
            }
            do { try carryOut(order) } catch { return "no \(error)" }
            return "ok " + networkCounts.facts.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
        case "venue":
            guard let order = VenueOrder(words: Array(words.dropFirst())) else {
                return "no such order: \(order)"
            }
            carryOut(order)
            return "ok " + misbehaviour.facts.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
        default:
            return "no such order: \(order)"
        }
    }
}
