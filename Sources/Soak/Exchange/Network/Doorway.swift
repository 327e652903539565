import NIOCore
import NIOPosix

/// Where clients come in: the listening socket, which can be closed and opened again without anybody else getting its
/// port, and the connections that came through it. Lives on the event loop.
final class Doorway {
    let host: String
    let port: Int
    private let bootstrap: ServerBootstrap
    private var state: State
    private var accepted: [ObjectIdentifier: any Channel] = [:]
    /// Those of clients that have a WebSocket are the exchange's own to end.
    var isStream: (any Channel) -> Bool = { _ in false }

    private enum State {
        case opening
        case listening(any Channel)
        /// The port is kept by a socket that does not listen, where that could be had: whoever connects is refused.
        case closed(ListeningSocket?)
        case gone
    }

    init(_ socket: ListeningSocket, host: String, bootstrap: ServerBootstrap) {
        self.host = host
        port = socket.port
        self.bootstrap = bootstrap
        state = .closed(socket)
    }

    /// Also the first time.
    func open() throws(ExchangeError) {
        guard case .closed(let kept) = state else { return }
        let socket: ListeningSocket
        if let kept { socket = kept } else { socket = try ListeningSocket(host: host, port: port) }
        try socket.listen(host: host)
        state = .opening
        // The socket listens already: what follows only lets NIO know of it.
        bootstrap.withBoundSocket(socket.descriptor).assumeIsolated().whenComplete { result in
            switch (result, self.state) {
            case (.success(let channel), .opening): self.state = .listening(channel)
            case (.success(let channel), _): channel.close(promise: nil)
            case (.failure, _): self.state = .gone
            }
        }
    }

    /// From here on connects are refused; what is open stays.
    func close() {
        guard case .listening(let channel) = state else { return }
        channel.close(promise: nil)
        state = .closed(try? ListeningSocket(host: host, port: port, listens: false))
    }

    /// For good.
    func leave() -> EventLoopFuture<Void>? {
        defer { state = .gone }
        switch state {
        case .listening(let channel): return channel.close()
        case .closed(let socket):
            socket?.close()
            return nil
        case .opening, .gone: return nil
        }
    }

    func cameIn(_ channel: any Channel) {
        let name = ObjectIdentifier(channel)
        accepted[name] = channel
        channel.closeFuture.assumeIsolated().whenComplete { _ in self.accepted[name] = nil }
    }

    /// Ends the connections that are not streams.
    func cutOthers() {
        for channel in accepted.values where !isStream(channel) { channel.close(promise: nil) }
    }
}
