import EngineCore
import EngineFeed
import EngineWire
import Glibc
import NIOCore
import NIOPosix
import Synchronization
import Testing

/// Ends, silences and half-ends of a real socket: told with their cause, and come back from.
@Suite struct LostConnectionTests {
    @Test func aResetIsAnEndWithoutACloseFrame() async throws {
        try await FeedScene.run { scene in
            let connection = try await scene.connection()
            try await scene.event(.ready)
            connection.reset()
            let lost = try await scene.event(.lost(.closed))
            #expect(lost.detail == "1006 without a close frame")
            #expect(try await scene.event(.ready).connection == 2)
        }
    }

    /// The socket stays open, and nobody is behind it any more: it is given up within its deadline, and the next one
    /// is good although the old one was never closed by the other side.
    @Test func aHalfOpenConnectionIsGivenUp() async throws {
        // At this rate the deadline of 15 s is 1.5 s, which no talking connection misses on a busy machine.
        try await FeedScene.run(rate: 10, settings: FeedSettings()) { scene in
            let connection = try await scene.connection()
            try await scene.event(.ready)
            connection.forget()
            let lost = try await scene.event(.lost(.stalled))
            #expect(lost.detail.hasPrefix("nothing heard for ") && lost.connection == 1)
            let second = try await scene.connection()
            #expect(second.number == 2)
            #expect(try await scene.event(.ready).connection == 2)
        }
    }

    /// Data flow, and no ping is answered: half of the connection is gone.
    @Test func pingsThatNobodyAnswersEndIt() async throws {
        var settings = FeedSettings()
        settings.pongTimeoutMS = 40_000
        settings.marketMuteAfterMS = 36_000_000
        settings.acknowledgementTimeoutMS = 36_000_000
        settings.muteAfterMS = 36_000_000
        try await FeedScene.run(rate: 100, settings: settings, manners: .init(ignoresPings: true)) { scene in
            let connection = try await scene.connection()
            try await scene.event(.ready)
            let talk = connection.channel.eventLoop.scheduleRepeatedTask(
                initialDelay: .zero, delay: .milliseconds(5)
            ) { _ in connection.send(contextFrame("xyz:TSLA")) }
            let lost = try await scene.event(.lost(.stalled))
            talk.cancel()
            #expect(lost.detail.hasPrefix("no pong for "))
            #expect(try await scene.event(.ready).connection > lost.connection)
        }
    }

    /// What was not acknowledged is unsubscribed and asked for again on the same connection.
    @Test func aLostAcknowledgementIsAskedForAgain() async throws {
        var settings = FeedSettings.endlesslyPatient
        settings.acknowledgementTimeoutMS = 10_000
        try await FeedScene.run(settings: settings, manners: .init(lostAcknowledgements: 1)) { scene in
            try await scene.note {
                $0 == .acknowledgementLost(coin: "xyz:TSLA", channel: "bbo", attempt: 1)
            }
            try await scene.event(.ready)
            let subscription = #""subscription":{"type":"bbo","coin":"xyz:TSLA"}}"#
            for method in ["subscribe", "unsubscribe", "subscribe"] {
                let wanted = #"{"method":""# + method + #"","# + subscription
                _ = try await first(wanted, in: scene.venue.events) {
                    if case .heard(_, wanted) = $0 { true } else { nil }
                }
            }
            #expect(try await scene.reconnects() == 0)
        }
    }

    /// The venue says nothing about which coin it was. It is found by halves, left out and named; the others live.
    @Test(arguments: 0..<6)
    func aCoinThatEndsEveryConnectionIsFound(culprit: Int) async throws {
        let coins = (0..<6).map { "xyz:C\($0)" }
        try await FeedScene.run(
            rate: 200, markets: FeedScene.markets(coins), manners: .init(unknownCoins: [coins[culprit]])
        ) { scene in
            let left = try await first("a coin that is left out", in: scene.recorder.told) {
                if case .note(.excluded(_, let coin, _)) = $0 { coin } else { nil }
            }
            #expect(left == coins[culprit])
            try await scene.event(.ready)
            var last: ScriptedVenue.Connection?
            let attempts = scene.venue.upgrades.withLock { $0.count }
            while last?.number != attempts { last = try await scene.connection() }
            let good = coins[(culprit + 1) % coins.count]
            last?.send(bboFrame(good, bid: "1.0", ask: "3.25"))
            try await scene.bbo(ask: "3.25")
            let tally = try await scene.tally()
            #expect(tally.reconnects[Int(LossCause.closed.rawValue)] <= 10)
            #expect(tally.reconnects.reduce(0, +) == attempts - 1)
        }
    }

    /// The server is gone and comes back on the same port.
    @Test func isRefusedUntilSomebodyIsThere() async throws {
        let group = MultiThreadedEventLoopGroup.singleton
        let recorder = FeedRecorder()
        let held = try HeldPort()
        let feed = try VenueFeed(
            address: try VenueAddress.webSocket("ws://127.0.0.1:\(held.port)/ws"), markets: FeedScene.markets,
            settings: FeedSettings.endlesslyPatient, clock: FastClock(rate: 200), eventLoop: group.any(),
            delegate: recorder)
        feed.start()
        let refused = try await first("a refusal", in: recorder.told) {
            if case .event(let event) = $0, event.kind == .lost(.refused) { event } else { nil }
        }
        #expect(refused.detail.contains("refused"))
        let port = held.port
        held.release()
        let venue = ScriptedVenue(group: group)
        // Between the two somebody else may be given the port for a moment.
        for _ in 0..<1_000 {
            do {
                try await venue.start(port: port)
                break
            } catch let error as IOError where error.errnoCode == EADDRINUSE {
                try await Task.sleep(for: .milliseconds(20))
            }
        }
        let ready = try await first("to be ready", in: recorder.told) {
            if case .event(let event) = $0, event.kind == .ready { event } else { nil }
        }
        #expect(ready.connection > refused.connection)
        try await feed.stop().get()
        try await venue.stop()
    }

    /// There is no such name: tried again as any other refusal.
    @Test func aNameThatNobodyKnowsIsRefused() async throws {
        let recorder = FeedRecorder()
        let feed = try VenueFeed(
            address: try VenueAddress.webSocket("ws://hip3-nowhere.invalid:9/ws"), markets: FeedScene.markets,
            settings: FeedSettings.endlesslyPatient, clock: FastClock(rate: 200),
            eventLoop: MultiThreadedEventLoopGroup.singleton.any(), delegate: recorder)
        feed.start()
        let second = try await first("a second attempt", in: recorder.told) {
            if case .event(let event) = $0, event.connection == 2 { event } else { nil }
        }
        #expect(second.kind == .lost(.refused))
        try await feed.stop().get()
    }
}
