import EngineCore
import EngineFeed
import Testing

@testable import EngineService

/// What is written comes back, and whatever else stands there is told.
@Suite struct SegmentTests {
    @Test func everyInputComesBack() throws {
        let at = RecordedMarket.beginMS
        let facts = MinuteFacts(feed: Array("{}".utf8), process: Array(#"{"a":1}"#.utf8))
        var events = [ConnectionEvent.Kind.connected, .subscribed, .ready]
        events += LossCause.allCases.map { .lost($0) }
        let frames = ["", "x", String(repeating: "é", count: 300)].map { Array($0.utf8) }

        var writer = SegmentWriter()
        writer.opening(RecordedMarket.run)
        writer.beginning(RecordedMarket.beginning, nowMS: at)
        // Time may fall, when the wall clock is set.
        for (step, frame) in frames.enumerated() {
            frame.withUnsafeBytes { writer.frame($0, nowMS: at + [0, 7, -90_000][step]) }
        }
        for kind in events {
            writer.connection(ConnectionEvent(kind: kind, connection: 12, detail: "1006 \"x\"", atMS: at))
        }
        writer.tick(nowMS: at + 1)
        writer.readEnd()
        writer.minuteFacts(facts)
        writer.wallStep(toMS: -5, nowMS: at)
        writer.stop(nowMS: .max / 2)
        #expect(writer.inputs == 2 + frames.count + events.count + 4)
        writer.end(inputs: 9)
        writer.broken(cause: "full", lost: 3, isFinal: true)
        var reader = SegmentReader(writer.bytes)
        #expect(try reader.next() == .opening(RecordedMarket.run))
        #expect(try reader.next() == .beginning(RecordedMarket.beginning, nowMS: at))
        for (step, frame) in frames.enumerated() {
            guard case .frame(let range, let nowMS)? = try reader.next() else {
                Issue.record("no frame")
                return
            }
            #expect(Array(writer.bytes[range]) == frame && nowMS == at + [0, 7, -90_000][step])
        }
        for kind in events {
            let event = ConnectionEvent(kind: kind, connection: 12, detail: "1006 \"x\"", atMS: at)
            #expect(try reader.next() == .connection(event))
        }
        #expect(try reader.next() == .tick(nowMS: at + 1))
        #expect(try reader.next() == .readEnd)
        #expect(try reader.next() == .minuteFacts(facts))
        #expect(try reader.next() == .wallStep(toMS: -5, nowMS: at))
        #expect(try reader.next() == .stop(nowMS: .max / 2))
        #expect(try reader.next() == .end(inputs: 9))
        #expect(try reader.next() == .broken(cause: "full", lost: 3, isFinal: true))
        #expect(try reader.next() == nil)
    }

    /// A good checksum does not make bytes sensible: another version may have written them.
    @Test func anyPrefixAndAnyByteGivesInputsOrAnError() {
        var writer = SegmentWriter()
        writer.opening(RecordedMarket.run)
        writer.beginning(RecordedMarket.beginning, nowMS: 5)
        writer.connection(ConnectionEvent(kind: .ready, connection: 1, detail: "", atMS: 6))
        writer.broken(cause: "c", lost: 1, isFinal: false)
        func read(_ bytes: [UInt8]) -> Int? {
            var reader = SegmentReader(bytes)
            var count = 0
            do throws(SegmentReader.FormError) {
                while try reader.next() != nil { count += 1 }
                return count
            } catch {
                return nil
            }
        }
        #expect(read(writer.bytes) == 4)
        var errors = 0
        for cut in RecordingForm.segmentHeaderBytes..<writer.bytes.count {
            if read(Array(writer.bytes[..<cut])) == nil { errors += 1 }
            var changed = writer.bytes
            changed[cut] = 0xff
            _ = read(changed)
        }
        // All prefixes but those that end between two inputs.
        #expect(errors == writer.bytes.count - RecordingForm.segmentHeaderBytes - 4)
    }

    @Test func aKindOfAnotherVersionIsNamed() {
        var writer = SegmentWriter()
        writer.tick(nowMS: 1)
        var bytes = writer.bytes
        bytes[RecordingForm.segmentHeaderBytes] = 99
        var reader = SegmentReader(bytes)
        #expect(throws: SegmentReader.FormError(description: "an input of kind 99 is unknown here")) {
            try reader.next()
        }
    }
}
