import EngineCore
import EngineFeed
import EngineWire
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization
import Testing

/// Real time, faster: `rate` virtual milliseconds a real one, from a fixed beginning.
struct FastClock: EngineClock {
    let rate: Int64
    private let begin = NIODeadline.now()

    init(rate: Int64) { self.rate = rate }

    var nowMS: Int64 { 1_768_920_000_000 + (NIODeadline.now() - begin).nanoseconds * rate / 1_000_000 }

    func realNanoseconds(forVirtualMS virtualMS: Int64) -> Int64 { virtualMS * 1_000_000 / rate }
}

/// Writes down what the feed tells, and lets a test wait for it.
final class FeedRecorder: FeedDelegate {
    enum Told: Sendable {
        case message(VenueMessage, Int64)
        case event(ConnectionEvent)
        case note(FeedNote)
    }

    let told: AsyncStream<Told>
    private let continuation: AsyncStream<Told>.Continuation

    init() { (told, continuation) = AsyncStream.makeStream() }

    func feedReceived(_ message: VenueMessage, nowMS: Int64) { continuation.yield(.message(message, nowMS)) }
    func feedReadEnded(nowMS: Int64) {}
    func feedConnectionChanged(_ event: ConnectionEvent) { continuation.yield(.event(event)) }
    func feedNoted(_ note: FeedNote, nowMS: Int64) { continuation.yield(.note(note)) }
}

extension FeedSettings {
    /// Nothing ends by a deadline: the script alone decides what happens, however slow the machine is.
    static var endlesslyPatient: FeedSettings {
        var settings = FeedSettings()
        settings.connectTimeoutMS = 36_000_000
        settings.acknowledgementTimeoutMS = 36_000_000
        settings.pingIntervalMS = 36_000_000
        settings.pongTimeoutMS = 36_000_000
        settings.muteAfterMS = 36_000_000
        settings.marketMuteAfterMS = 36_000_000
        settings.closeTimeoutMS = 36_000_000
        return settings
    }
}

struct NeverCame: Error, CustomStringConvertible {
    let description: String
}

/// The first value that `pick` takes; the others are passed over. Fails after a generous while.
func first<Element: Sendable, Picked: Sendable>(
    _ what: String, in stream: AsyncStream<Element>, _ pick: @escaping @Sendable (Element) -> Picked?
) async throws -> Picked {
    try await withThrowingTaskGroup(of: Picked?.self) { group in
        group.addTask {
            for await element in stream {
                if let picked = pick(element) { return picked }
            }
            return nil
        }
        group.addTask {
            try await Task.sleep(for: .seconds(60))
            return nil
        }
        defer { group.cancelAll() }
        guard let picked = try await group.next() ?? nil else { throw NeverCame(description: what) }
        return picked
    }
}

/// A venue, a feed to it and what the feed told: set up and taken down around a test.
struct FeedScene: Sendable {
    let venue: ScriptedVenue
    let feed: VenueFeed
    let recorder: FeedRecorder

    static let markets = markets(["xyz:TSLA", "xyz:NVDA"])

    static func markets(_ coins: [String]) -> [Market] {
        coins.enumerated().map { index, coin in
            Market(dex: "xyz", index: index, coin: coin, sizeDecimals: 3, maxLeverage: 20)
        }
    }

    /// - Parameter url: the address, with `PORT` where the venue's port goes.
    static func run(
        rate: Int64 = 20, url: String = "ws://127.0.0.1:PORT/ws", settings: FeedSettings = .endlesslyPatient,
        tls: NIOSSLContext? = nil, markets: [Market] = markets,
        manners: ScriptedVenue.Manners = .init(), _ body: (FeedScene) async throws -> Void
    ) async throws {
        let group = MultiThreadedEventLoopGroup.singleton
        let venue = ScriptedVenue(group: group)
        venue.manners.withLock { $0 = manners }
        try await venue.start(tls: tls)
        let recorder = FeedRecorder()
        let feed = try VenueFeed(
            address: try VenueAddress.webSocket(url.replacing("PORT", with: "\(venue.port)")),
            markets: markets, settings: settings, clock: FastClock(rate: rate), eventLoop: group.any(),
            delegate: recorder)
        feed.start()
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(FeedScene(venue: venue, feed: feed, recorder: recorder)))
        } catch {
            result = .failure(error)
        }
        try await feed.stop().get()
        try await venue.stop()
        try result.get()
    }

    func connection() async throws -> ScriptedVenue.Connection {
        try await first("a client", in: venue.events) {
            if case .opened(let connection) = $0 { connection } else { nil }
        }
    }

    @discardableResult
    func event(_ kind: ConnectionEvent.Kind) async throws -> ConnectionEvent {
        try await first("\(kind.name)", in: recorder.told) {
            if case .event(let event) = $0, event.kind == kind { event } else { nil }
        }
    }

    func note(_ isIt: @escaping @Sendable (FeedNote) -> Bool) async throws {
        _ = try await first("a note", in: recorder.told) {
            if case .note(let note) = $0, isIt(note) { note } else { nil }
        }
    }

    func bbo(ask: String) async throws {
        let price = try Price(ask)
        _ = try await first("a bbo with \(ask)", in: recorder.told) {
            if case .message(.bbo(_, _, let level?, _), _) = $0, level.price == price { true } else { nil }
        }
    }

    /// Since it began, whatever the cause.
    func reconnects() async throws -> Int {
        try await feed.eventLoop.submit { feed.counts.reconnects.reduce(0, +) }.get()
    }

    func tally() async throws -> FeedTally {
        try await feed.eventLoop.submit { feed.takeTally(endMS: .max) }.get()
    }
}
