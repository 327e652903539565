import EngineCore
import EngineFeed
import EngineWire
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket
import Synchronization
import Testing

/// Frames as no decent server sends them, byte by byte on a real socket. What can be lived with is counted, told
/// once, and costs nothing else: the same connection goes on. What breaks the protocol ends the connection once.
@Suite struct StrangeFrameTests {
    struct Oddity: Sendable, CustomStringConvertible {
        let description: String
        let bytes: [UInt8]
        /// How the note about it begins.
        let told: String
    }

    /// A frame by hand; a length up to 65,535.
    static func frame(_ first: UInt8, _ payload: [UInt8], mask: [UInt8]? = nil) -> [UInt8] {
        let bit: UInt8 = mask == nil ? 0 : 0x80
        var bytes = [first]
        if payload.count > 125 {
            bytes += [126 | bit, UInt8(payload.count >> 8), UInt8(payload.count & 255)]
        } else {
            bytes += [UInt8(payload.count) | bit]
        }
        guard let mask else { return bytes + payload }
        return bytes + mask + payload.enumerated().map { $1 ^ mask[$0 % 4] }
    }

    private static func text(_ text: String) -> [UInt8] { Array(text.utf8) }

    private static let badUTF8 =
        text(#"{"channel":"error","data":""#) + [0xc3, 0x28, 0xff] + text(#""}"#)

    static let oddities = [
        Oddity(
            description: "opcode 3", bytes: frame(0x83, [65]),
            told: "a frame could not be read: a frame with opcode"),
        Oddity(
            description: "opcode 11", bytes: frame(0x8b, []),
            told: "a frame could not be read: a frame with opcode"),
        Oddity(
            description: "the first reserved bit", bytes: frame(0xc1, text("{}")),
            told: "a frame could not be read: a frame with reserved bits set"),
        Oddity(
            description: "the second reserved bit", bytes: frame(0xa1, text("{}")),
            told: "a frame could not be read: a frame with reserved bits set"),
        Oddity(
            description: "the third reserved bit", bytes: frame(0x91, text("{}")),
            told: "a frame could not be read: a frame with reserved bits set"),
        Oddity(
            description: "invalid UTF-8", bytes: frame(0x81, badUTF8), told: "a frame could not be read: "),
        Oddity(
            description: "invalid UTF-8, masked", bytes: frame(0x81, badUTF8, mask: [0, 0, 0, 0]),
            told: "a frame could not be read: a masked frame"),
        Oddity(description: "nothing in it", bytes: frame(0x81, []), told: "a frame could not be read: "),
        Oddity(
            description: "NUL bytes", bytes: frame(0x81, [0, 0, 0, 0]), told: "a frame could not be read: "),
    ]

    @Test(arguments: oddities)
    func isCountedToldOnceAndSurvived(_ oddity: Oddity) async throws {
        try await FeedScene.run { scene in
            let connection = try await scene.connection()
            try await scene.event(.ready)
            for _ in 0..<3 { connection.send(raw: oddity.bytes) }
            connection.send(bboFrame("xyz:TSLA", bid: "1.0", ask: "6.5"))
            let notes = try await scene.notesUntilBbo(ask: "6.5")
            #expect(notes.count == 1)
            #expect(notes.first?.description.hasPrefix(oddity.told) == true, "\(notes)")
            let tally = try await scene.tally()
            #expect(tally.malformed >= 3)
            #expect(try await scene.reconnects() == 0)
        }
    }

    /// No server may mask, and no reader need be harmed by it: what is in the frame counts.
    @Test func aMaskedFrameIsReadAllTheSame() async throws {
        try await FeedScene.run { scene in
            let connection = try await scene.connection()
            try await scene.event(.ready)
            let text = StrangeFrameTests.text(bboFrame("xyz:TSLA", bid: "1.0", ask: "7.5"))
            connection.send(raw: StrangeFrameTests.frame(0x81, text, mask: [1, 2, 3, 4]))
            let notes = try await scene.notesUntilBbo(ask: "7.5")
            #expect(notes == [.malformed("a masked frame")])
            #expect(try await scene.tally().malformed == 1)
        }
    }

    /// Also in fragments, and with a ping between them.
    @Test func maskedFragmentsAreReadAllTheSame() async throws {
        try await FeedScene.run { scene in
            let connection = try await scene.connection()
            try await scene.event(.ready)
            let text = StrangeFrameTests.text(bboFrame("xyz:TSLA", bid: "1.0", ask: "7.25"))
            connection.send(raw: StrangeFrameTests.frame(0x01, Array(text[..<40]), mask: [9, 8, 7, 6]))
            connection.send(raw: StrangeFrameTests.frame(0x89, [1], mask: [9, 8, 7, 6]))
            connection.send(raw: StrangeFrameTests.frame(0x80, Array(text[40...]), mask: [5, 5, 5, 5]))
            try await scene.bbo(ask: "7.25")
            #expect(try await scene.reconnects() == 0)
        }
    }

    /// As many bytes as a message may have, and one byte more is tested in `VenueFeedTests`.
    @Test func aFrameOfAMegabyteIsRead() async throws {
        try await FeedScene.run { scene in
            let connection = try await scene.connection()
            try await scene.event(.ready)
            var text = StrangeFrameTests.text(bboFrame("xyz:TSLA", bid: "1.0", ask: "8.5"))
            let blanks = VenueDecoder.messageBytesMax - text.count
            text.insert(contentsOf: [UInt8](repeating: UInt8(ascii: " "), count: blanks), at: text.count - 1)
            connection.send(.text, ByteBuffer(bytes: text))
            try await scene.bbo(ask: "8.5")
            connection.send(.text, ByteBuffer(repeating: UInt8(ascii: "x"), count: 1_000_000))
            connection.send(bboFrame("xyz:TSLA", bid: "1.0", ask: "8.75"))
            let notes = try await scene.notesUntilBbo(ask: "8.75")
            #expect(notes.count == 1)
            // A note is a line of a log, not a megabyte.
            #expect(notes.allSatisfy { $0.description.utf8.count < 300 })
            #expect(try await scene.reconnects() == 0)
        }
    }

    @Test func oneByteAtATime() async throws {
        try await FeedScene.run { scene in
            let connection = try await scene.connection()
            try await scene.event(.ready)
            let text = StrangeFrameTests.text(bboFrame("xyz:TSLA", bid: "1.0", ask: "9.5"))
            for byte in StrangeFrameTests.frame(0x81, text) { connection.send(raw: [byte]) }
            try await scene.bbo(ask: "9.5")
            #expect(try await scene.tally().malformed == 0)
        }
    }

    /// Each ping comes in a read of its own. The answers stay far below what a venue grants a minute, the latest one
    /// is among them, and nothing of the market waits for it.
    @Test func aFloodOfPingsIsAnsweredWithinABudget() async throws {
        let rounds = 400
        try await FeedScene.run(rate: 1) { scene in
            let connection = try await scene.connection()
            try await scene.event(.ready)
            for round in 1...rounds {
                connection.send(.ping, ByteBuffer(string: "\(round)"))
                let price = "\(round).5"
                connection.send(bboFrame("xyz:TSLA", bid: "0.1", ask: price))
                try await scene.bbo(ask: price)
            }
            connection.close(code: 1000, reason: "")
            let pongs = try await scene.pongsUntilClose()
            #expect(pongs.first == "1")
            #expect(pongs.count >= 20 && pongs.count < rounds / 2, "\(pongs.count)")
            #expect(try await scene.reconnects() <= 1)
        }
    }

    @Test(arguments: [
        Oddity(
            description: "a ping of 126 bytes", bytes: frame(0x89, [UInt8](repeating: 1, count: 126)),
            told: ""),
        Oddity(description: "a ping in fragments", bytes: frame(0x09, [1]), told: ""),
        Oddity(description: "an end without a beginning", bytes: frame(0x80, [1]), told: ""),
        Oddity(
            description: "a beginning without an end",
            bytes: frame(0x01, [1]) + frame(0x81, [1]) + frame(0x01, [1]),
            told: ""),
        Oddity(
            description: "a length beyond all memory",
            bytes: [0x81, 127, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], told: ""),
    ])
    func aBrokenProtocolEndsTheConnectionOnce(_ oddity: Oddity) async throws {
        try await FeedScene.run(rate: 100) { scene in
            let connection = try await scene.connection()
            try await scene.event(.ready)
            connection.send(raw: oddity.bytes)
            let lost = try await scene.event(.lost(.error))
            #expect(lost.connection == 1 && !lost.detail.isEmpty)
            let again = try await scene.event(.ready)
            #expect(again.connection == 2)
            #expect(try await scene.reconnects() == 1)
        }
    }

    /// Nor does it take any: an answer that is compressed all the same could not be read.
    @Test func offersNoCompression() async throws {
        try await FeedScene.run { scene in
            try await scene.event(.ready)
            let heads = scene.venue.upgrades.withLock { $0 }
            #expect(heads.count == 1)
            #expect(heads.allSatisfy { $0.headers["Sec-WebSocket-Extensions"].isEmpty })
            #expect(heads.first?.headers.first(name: "Host") == "127.0.0.1:\(scene.venue.port)")
        }
    }
}

extension FeedScene {
    fileprivate func notesUntilBbo(ask: String) async throws -> [FeedNote] {
        let price = try Price(ask)
        var notes: [FeedNote] = []
        while true {
            let next = try await first("a note or a bbo with \(ask)", in: recorder.told) {
                told -> FeedNote?? in
                switch told {
                case .note(let note): .some(note)
                case .message(.bbo(_, _, let level?, _), _) where level.price == price: .some(nil)
                default: nil
                }
            }
            guard let note = next else { return notes }
            notes.append(note)
        }
    }

    fileprivate func pongsUntilClose() async throws -> [String] {
        var pongs: [String] = []
        while true {
            let next = try await first("a pong or the end", in: venue.events) { event -> String?? in
                switch event {
                case .ponged(_, let text): .some(text)
                case .closed: .some(nil)
                default: nil
                }
            }
            guard let pong = next else { return pongs }
            pongs.append(pong)
        }
    }
}
