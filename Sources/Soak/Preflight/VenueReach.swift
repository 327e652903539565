import Glibc
import NIOCore
import NIOPosix
import NIOSSL
import SoakFaults
package import SoakRunner

/// Whether a venue can be reached from here: its name, a connection, its certificate, and what its clock says of ours.
/// One connection with one question to `/info`, closed at once.
package struct VenueReach: Sendable {
    package static let patienceMs: Int64 = 10_000
    let venue: VenueAddress

    package init(_ venue: VenueAddress) { self.venue = venue }

    /// In their order, up to the first that is wrong. Blocks; not for the pool of async code.
    package func checks() -> [MachineCheck] {
        let (name, isResolved) = resolve()
        guard isResolved else { return [name] }
        return [name] + connect()
    }

    /// The clock alone, as far as the venue can be asked; nil: it can't. Blocks.
    package func clock() -> MachineCheck? {
        let checks = checks()
        return checks.count == 3 ? checks[2] : nil
    }

    private func resolve() -> (MachineCheck, Bool) {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(venue.host, String(venue.port), &hints, &found)
        defer { if let found { freeaddrinfo(found) } }
        guard code == 0 else {
            let why = String(cString: gai_strerror(code))
            return (
                MachineCheck(
                    "name",
                    .wrong("\(venue.host) is not known here (\(why)): is there a network, and a name server?")
                ),
                false
            )
        }
        return (MachineCheck("name", .fine("\(venue.host) is known")), true)
    }

    private func connect() -> [MachineCheck] {
        let group = MultiThreadedEventLoopGroup.singleton
        let venue = venue
        let loop = group.next()
        let handshake = loop.makePromise(of: String.self)
        let answer = loop.makePromise(of: String?.self)
        do {
            let context = venue.isTLS ? try NIOSSLContext(configuration: .makeClientConfiguration()) : nil
            let channel = try ClientBootstrap(group: loop)
                .connectTimeout(.milliseconds(Self.patienceMs))
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        if let context {
                            let tls = try NIOSSLClientHandler(context: context, serverHostname: venue.tlsName)
                            try channel.pipeline.syncOperations.addHandler(tls)
                        }
                        try channel.pipeline.syncOperations.addHandler(
                            VenueHandshake(
                                isTLS: venue.isTLS, question: Self.question(venue), done: handshake,
                                head: answer))
                    }
                }.connect(host: venue.host, port: venue.port).wait()
            let timeout = channel.eventLoop.scheduleTask(in: .milliseconds(Self.patienceMs)) {
                handshake.fail(ChannelError.connectTimeout(.milliseconds(Self.patienceMs)))
                answer.succeed(nil)
            }
            let text = try handshake.futureResult.wait()
            let askedMs = MonotonicClock.wallMs()
            let head = try? answer.futureResult.wait()
            timeout.cancel()
            try? channel.close().wait()
            return [
                MachineCheck("connection", .fine(text)),
                VenueTime.check(head: head, askedMs: askedMs, answeredMs: MonotonicClock.wallMs()),
            ]
        } catch {
            handshake.fail(error)
            answer.succeed(nil)
            let what = venue.isTLS ? "no TLS connection" : "no connection"
            return [
                MachineCheck(
                    "connection", .wrong("\(what) to \(venue.host):\(venue.port): \(Self.words(error))"))
            ]
        }
    }

    /// A small one that no cache answers.
    private static func question(_ venue: VenueAddress) -> String {
        let body = "{\"type\":\"exchangeStatus\"}"
        return "POST /info HTTP/1.1\r\nhost: \(venue.host):\(venue.port)\r\nconnection: close\r\n"
            + "content-type: application/json\r\ncontent-length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    private static func words(_ error: any Error) -> String {
        let text = "\(error)"
        if text.contains("CERTIFICATE_VERIFY_FAILED") {
            return "its certificate is not believed here; is ca-certificates installed, and the clock right?"
        }
        if let failure = error as? NIOConnectionError {
            return failure.connectionErrors.first.map { "\($0.error)" } ?? text
        }
        return text
    }
}

extension VenueAddress {
    /// For the certificate: an address has no name to ask for.
    fileprivate var tlsName: String? { host.allSatisfy { $0.isNumber || $0 == "." } ? nil : host }
}
