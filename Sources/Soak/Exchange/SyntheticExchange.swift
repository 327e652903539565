import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket

/// The synthetic exchange: one port that answers `/info` and streams over `/ws` as the real one does, in
/// virtual time that it owns. One event loop, and one thread for the truth's files.
///
/// It goes on until it is stopped. Limits hold per source address (decision 14). What it has of the real one and
/// what not stands in `docs/exchange.md`.
package final class SyntheticExchange: Sendable {
    private static let pumpEvery = TimeAmount.milliseconds(1)
    /// How long clients may take to close when the exchange stops, in real time.
    private static let stopGrace = TimeAmount.seconds(1)

    package let port: Int
    private let group: MultiThreadedEventLoopGroup
    private let eventLoop: any EventLoop
    private let exchange: NIOLoopBound<ExchangeLoop>
    private let pump: RepeatedTask
    private let doorway: NIOLoopBound<Doorway>
    private let truthFiles: TruthFiles?
    private let control: (any Channel)?
    private let controlPath: String?

    /// Starts listening; throws `ExchangeError` when something that was asked for can't be had.
    package static func start(_ configuration: ExchangeConfiguration) async throws -> SyntheticExchange {
        try configuration.validate()
        let tls = try configuration.tls.map(ExchangePipeline.tlsContext)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        do {
            return try await SyntheticExchange(configuration, tls: tls, group: group)
        } catch {
            try? await group.shutdownGracefully()
            throw error
        }
    }

    private init(
        _ configuration: ExchangeConfiguration, tls: NIOSSLContext?, group: MultiThreadedEventLoopGroup
    ) async throws {
        let eventLoop = group.next()
        // First the port, then the files: an exchange that can't listen leaves nothing behind.
        let socket = try ListeningSocket(host: configuration.host, port: configuration.port)
        let (exchange, files) = try await eventLoop.submit {
            do {
                let page = try ClockPage(configuration)
                let files = try configuration.truthDirectory.map(TruthFiles.init(directory:))
                let exchange = ExchangeLoop(configuration: configuration, page: page, truthFiles: files)
                exchange.certificates = try configuration.certificateFolder.map(VenueCertificates.init(in:))
                return (NIOLoopBound(exchange, eventLoop: eventLoop), files)
            } catch {
                socket.close()
                throw error
            }
        }.get()
        let host = configuration.host
        doorway = try await eventLoop.submit {
            let bootstrap = ServerBootstrap(group: eventLoop)
                .serverChannelOption(.backlog, value: 128)
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try ExchangePipeline.configure(channel, exchange: exchange, tls: tls)
                    }
                }
            let doorway = Doorway(socket, host: host, bootstrap: bootstrap)
            doorway.isStream = { exchange.value.isStream($0) }
            exchange.value.doorway = doorway
            try doorway.open()
            return NIOLoopBound(doorway, eventLoop: eventLoop)
        }.get()
        controlPath = configuration.controlPath
        if let path = configuration.controlPath {
            control = try await ControlSocket.open(path, exchange: exchange, on: eventLoop)
        } else {
            control = nil
        }
        pump = eventLoop.scheduleRepeatedTask(initialDelay: Self.pumpEvery, delay: Self.pumpEvery) { _ in
            exchange.value.pump()
        }
        port = socket.port
        self.group = group
        self.eventLoop = eventLoop
        self.exchange = exchange
        truthFiles = files
    }

    /// Says whether time waits for a client that falls behind: no while a fault makes it fall behind.
    package func hold(forBacklog holds: Bool) async throws {
        try await eventLoop.submit { self.exchange.value.gate.isEnabled = holds }.get()
    }

    /// Does something to the connections. Throws `ExchangeError.usage` where this exchange can't.
    package func carryOut(_ order: NetworkOrder) async throws -> NetworkCounts {
        try await eventLoop.submit {
            try self.exchange.value.carryOut(order)
            return self.exchange.value.networkCounts
        }.get()
    }

    package func networkCounts() async throws -> NetworkCounts {
        try await eventLoop.submit { self.exchange.value.networkCounts }.get()
    }

    /// The run so far. Counts of the truth run behind by what is still held back.
    package func summary() async throws -> ExchangeSummary {
        try await eventLoop.submit { self.exchange.value.summary }.get()
    }

    /// Takes leave of all clients and writes the truth's summary. Throws `ExchangeError.truthLost` when the
    /// truth is not whole. Call it once.
    package func stop() async throws -> ExchangeSummary {
        pump.cancel()
        try? await control?.close()
        if let path = controlPath { unlink(path) }
        try? await eventLoop.flatSubmit {
            self.doorway.value.leave() ?? self.eventLoop.makeSucceededVoidFuture()
        }.get()
        let (summary, farewells) = try await eventLoop.submit {
            let channels = self.exchange.value.connections.map(\.channel)
            return (self.exchange.value.stop(), channels.map(\.closeFuture))
        }.get()
        let result: Result<Void, any Error>
        do {
            try await truthFiles?.seal(summary: summary.line)
            result = .success(())
        } catch {
            result = .failure(error)
        }
        await Self.wait(for: farewells, on: eventLoop)
        try? await group.shutdownGracefully()
        try result.get()
        return summary
    }

    /// Waits until the clients have answered our close frames, but no longer than a grace.
    private static func wait(for farewells: [EventLoopFuture<Void>], on eventLoop: any EventLoop) async {
        let done = eventLoop.makePromise(of: Void.self)
        let guardTask = eventLoop.scheduleTask(in: stopGrace) { done.succeed() }
        EventLoopFuture.andAllComplete(farewells, on: eventLoop).whenComplete { _ in
            guardTask.cancel()
            done.succeed()
        }
        try? await done.futureResult.get()
    }
}
