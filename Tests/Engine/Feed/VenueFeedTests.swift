import EngineCore
import EngineFeed
import EngineWire
import NIOCore
import NIOPosix
import NIOWebSocket
import Testing

/// The shell against a real socket.
@Suite struct VenueFeedTests {
    @Test func connectsSubscribesAndDelivers() async throws {
        try await FeedScene.run { scene in
            let connection = try await scene.connection()
            try await scene.event(.connected)
            try await scene.event(.subscribed)
            try await scene.event(.ready)
            connection.send(bboFrame("xyz:NVDA", bid: "998.0", ask: "998.5"))
            try await scene.bbo(ask: "998.5")
            let tally = try await scene.tally()
            #expect(tally.messagesOut == 4)
            #expect(tally.framesIn == 7)
            #expect(tally.malformed == 0)
        }
    }

    @Test(arguments: [("Expired", LossCause.expired), ("Inactive", .inactive), ("", .closed)])
    func comesBackAfterAClose(reason: String, cause: LossCause) async throws {
        try await FeedScene.run { scene in
            let connection = try await scene.connection()
            try await scene.event(.ready)
            connection.close(code: 1000, reason: reason)
            let lost = try await scene.event(.lost(cause))
            #expect(lost.connection == 1)
            let code = try await first("the answer to the close", in: scene.venue.events) {
                if case .closed(_, let code) = $0 { code } else { nil }
            }
            #expect(code == 1000)
            let again = try await scene.event(.ready)
            #expect(again.connection == 2)
        }
    }

    @Test func comesBackAfterAnAbruptEnd() async throws {
        try await FeedScene.run { scene in
            let connection = try await scene.connection()
            try await scene.event(.ready)
            connection.send(bboFrame("xyz:NVDA", bid: "998.0", ask: "998.7"))
            connection.drop()
            // What came before the end is told before the loss.
            try await scene.bbo(ask: "998.7")
            let lost = try await scene.event(.lost(.closed))
            #expect(lost.detail == "1006 without a close frame")
            let second = try await scene.connection()
            try await scene.event(.ready)
            second.send(bboFrame("xyz:NVDA", bid: "998.0", ask: "998.8"))
            try await scene.bbo(ask: "998.8")
        }
    }

    @Test func aRefusedUpgradeIsNamedAndTriedAgain() async throws {
        try await FeedScene.run(rate: 100) { scene in
            let connection = try await scene.connection()
            try await scene.event(.ready)
            scene.venue.refuseUpgrades(true)
            connection.drop()
            let refused = try await scene.event(.lost(.refused))
            #expect(refused.detail == "the server answered the upgrade with 429 Too Many Requests")
            scene.venue.refuseUpgrades(false)
            try await scene.event(.ready)
        }
    }

    @Test func nobodyThereIsRefused() async throws {
        let loop = MultiThreadedEventLoopGroup.singleton.any()
        let recorder = FeedRecorder()
        let held = try HeldPort()
        defer { held.release() }
        let feed = try VenueFeed(
            address: try VenueAddress.webSocket("ws://127.0.0.1:\(held.port)/ws"), markets: FeedScene.markets,
            settings: FeedSettings(), clock: FastClock(rate: 100), eventLoop: loop, delegate: recorder)
        feed.start()
        let kinds = try await first("a third attempt", in: recorder.told) {
            if case .event(let event) = $0, event.connection == 3 { event.kind } else { nil }
        }
        #expect(kinds == .lost(.refused))
        try await feed.stop().get()
    }

    @Test func strangeFramesAreCountedToldOnceAndSurvived() async throws {
        try await FeedScene.run { scene in
            let connection = try await scene.connection()
            try await scene.event(.ready)
            for _ in 0..<3 {
                connection.send("not json")
                connection.send(#"{"channel":"news","data":1}"#)
            }
            connection.send(.text, ByteBuffer(string: "{}"), reserved: true)
            connection.send(#"{"channel":"error","data":"Already subscribed: x"}"#)
            connection.send(bboFrame("xyz:TSLA", bid: "1.0", ask: "2.0"))
            let seen = try await notesUntilBbo(scene)
            #expect(seen.count == 3)
            #expect(seen[0].description.hasPrefix("a frame could not be read: "))
            #expect(seen[0].description.hasSuffix(": not json"))
            #expect(seen[1] == .unknown("channel news"))
            #expect(seen[2] == .venueError("Already subscribed: x"))
            let tally = try await scene.tally()
            #expect(tally.malformed == 4)
            #expect(tally.unknown == 3)
        }
    }

    private func notesUntilBbo(_ scene: FeedScene) async throws -> [FeedNote] {
        var notes: [FeedNote] = []
        while true {
            let next = try await first("a note or a bbo", in: scene.recorder.told) {
                told -> Result<FeedNote, NeverCame>? in
                switch told {
                case .note(let note): .success(note)
                case .message(.bbo, _): .failure(NeverCame(description: "the end"))
                default: nil
                }
            }
            guard case .success(let note) = next else { return notes }
            notes.append(note)
        }
    }

    @Test func aFragmentedFrameIsPutTogether() async throws {
        try await FeedScene.run { scene in
            let connection = try await scene.connection()
            try await scene.event(.ready)
            let text = bboFrame("xyz:TSLA", bid: "1.0", ask: "3.5")
            let cut = text.utf8.count / 2
            connection.send(.text, ByteBuffer(bytes: Array(text.utf8)[..<cut]), fin: false)
            connection.send(.ping, ByteBuffer(string: "between"))
            connection.send(.continuation, ByteBuffer(bytes: Array(text.utf8)[cut...]))
            try await scene.bbo(ask: "3.5")
        }
    }

    @Test func aFrameBeyondTheBoundEndsTheConnection() async throws {
        try await FeedScene.run { scene in
            let connection = try await scene.connection()
            try await scene.event(.ready)
            let long = [UInt8](repeating: UInt8(ascii: " "), count: VenueDecoder.messageBytesMax + 1)
            connection.send(.text, ByteBuffer(bytes: long))
            try await scene.event(.lost(.error))
            try await scene.event(.ready)
        }
    }

    /// The socket stays open and says nothing: given up within the threshold, in the clock's time.
    @Test func aMuteSocketIsGivenUp() async throws {
        try await FeedScene.run(rate: 300, settings: FeedSettings()) { scene in
            let lost = try await scene.event(.lost(.stalled))
            #expect(lost.detail.hasPrefix("nothing heard for "))
        }
    }

    @Test func stopSendsACloseFrame() async throws {
        try await FeedScene.run { scene in
            _ = try await scene.connection()
            try await scene.event(.ready)
            try await scene.feed.stop().get()
            try await scene.event(.lost(.shutdown))
            let code = try await first("a close frame", in: scene.venue.events) {
                if case .closed(_, let code) = $0 { code } else { nil }
            }
            #expect(code == 1000)
        }
    }
}
