import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix

/// The status of a run as a web page and as JSON, for as long as it is open. Answers `GET /`, `/status.json`,
/// `/healthz` and what the page itself asks for; changes nothing. Has threads of its own, so that it can stand beside a
/// runner.
package final class StatusServer: Sendable {
    /// Where it listens, with the port that it got.
    package let address: StatusAddress
    package var port: Int { address.port }
    private let channel: any Channel
    private let group: MultiThreadedEventLoopGroup
    private let readers: NIOThreadPool

    /// Connections at a time; more are closed.
    static let connectionsMax = 64
    static let idleSeconds: Int64 = 60

    package struct Refusal: Error, Equatable, CustomStringConvertible, Sendable {
        package let description: String
    }

    private init(
        _ address: StatusAddress, _ channel: any Channel, _ group: MultiThreadedEventLoopGroup,
        _ readers: NIOThreadPool
    ) {
        self.address = StatusAddress(host: address.host, port: channel.localAddress?.port ?? address.port)
        self.channel = channel
        self.group = group
        self.readers = readers
    }

    /// Listens, or throws why it can't. `address`: port 0 takes any that is free.
    package static func start(_ source: StatusSource, at address: StatusAddress) throws(Refusal)
        -> StatusServer
    { try start(StatusBoard(source), at: address) }

    /// The same for a runner, whose run may have no folder yet.
    package static func start(_ board: StatusBoard, at address: StatusAddress) throws(Refusal)
        -> StatusServer
    {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        // One: a status is read by one at a time, and many who ask get the same one.
        let readers = NIOThreadPool(numberOfThreads: 1)
        readers.start()
        let answers = StatusAnswers(board)
        let doorway = StatusDoorway()
        do {
            let channel = try ServerBootstrap(group: group)
                .serverChannelOption(.backlog, value: 128)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        guard doorway.enters(channel) else { return channel.close(promise: nil) }
                        let pipeline = channel.pipeline.syncOperations
                        try pipeline.configureHTTPServerPipeline(withErrorHandling: true)
                        try pipeline.addHandler(IdleStateHandler(allTimeout: .seconds(idleSeconds)))
                        try pipeline.addHandler(StatusHandler(answers, readers: readers))
                    }
                }
                .bind(host: address.host, port: address.port).wait()
            return StatusServer(address, channel, group, readers)
        } catch {
            let reason = (error as? IOError).map { String(cString: strerror($0.errnoCode)) } ?? "\(error)"
            try? readers.syncShutdownGracefully()
            try? group.syncShutdownGracefully()
            throw Refusal(
                description:
                    "can't listen on \(address): \(reason); choose another port, or 0 for any that is free")
        }
    }

    /// Ends at once what is being asked. Blocks for a moment; not on an event loop.
    package func stop() {
        try? channel.close().wait()
        try? readers.syncShutdownGracefully()
        try? group.syncShutdownGracefully()
    }
}
