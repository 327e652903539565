import EngineCore
import Testing

@testable import EngineFeed

@Suite struct FeedTallyTests {
    func event(_ kind: ConnectionEvent.Kind, _ atMS: Int64) -> ConnectionEvent {
        ConnectionEvent(kind: kind, connection: 1, detail: "", atMS: atMS)
    }

    @Test func connectedTimeIsCutAtTheMinute() {
        var tally = FeedTally()
        tally.note(event(.connected, 10_000))
        #expect(tally.take(endMS: 60_000).connectedMS == 50_000)
        tally.note(event(.lost(.expired), 70_000))
        tally.note(event(.lost(.refused), 71_000))
        tally.note(event(.connected, 72_000))
        let second = tally.take(endMS: 120_000)
        #expect(second.connectedMS == 58_000)
        #expect(second.reconnects[Int(LossCause.expired.rawValue)] == 1)
        #expect(second.reconnects[Int(LossCause.refused.rawValue)] == 1)
        tally.note(event(.lost(.shutdown), 130_000))
        let last = tally.take(endMS: 130_000)
        #expect(last.connectedMS == 10_000)
        #expect(last.reconnects.allSatisfy { $0 == 0 })
        #expect(tally.take(endMS: 180_000).connectedMS == 0)
    }

    @Test func isWrittenAsTheLedgerWantsIt() {
        var tally = FeedTally()
        tally.framesIn = 7
        tally.messagesOut = 3
        tally.note(event(.lost(.stalled), 5))
        var writer = LineWriter()
        tally.write(to: &writer)
        #expect(
            String(decoding: writer.bytes, as: UTF8.self) == """
                {"connected_ms":0,"frames_in":7,"messages_out":3,"posts_in_flight_max":0,\
                "reconnects":{"expired":0,"inactive":0,"closed":0,"refused":0,"stalled":1,"error":0},\
                "unknown":0,"malformed":0,"ping_rtt_ms_max":null}
                """)
        tally.notePong(roundTripMS: 70)
        tally.notePong(roundTripMS: 30)
        writer.clear()
        tally.write(to: &writer)
        #expect(String(decoding: writer.bytes, as: UTF8.self).hasSuffix("\"ping_rtt_ms_max\":70}"))
    }
}
