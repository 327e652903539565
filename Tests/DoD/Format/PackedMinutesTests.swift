import Testing

@testable import DoDFormat

@Suite("Packed minutes of a ledger")
struct PackedMinutesTests {
    /// Minutes of the engine's own form, read as from its ledger, and some of another form in between.
    private func minutes() throws -> [MinuteRecord] {
        let lines = try ["ledger.jsonl", "ledger-four-gates.jsonl"]
            .flatMap { try Fixture.text($0).split(separator: "\n").map(String.init) }
            .filter { $0.hasPrefix("{\"type\":\"minute\"") }
        var reader = CanonicalLedger()
        let golden = try lines.map { line in
            let event = Array(line.utf8).withUnsafeBufferPointer { reader.read($0)?.event }
            guard case .minute(let minute)? = event else { throw FormatError(.notJSON) }
            return minute
        }
        return (0..<300).map { number in
            var minute = golden[number % golden.count]
            minute.minuteMS = Int64(number) * MinuteRecord.milliseconds
            minute.process.residentBytes = .max - Int64(number)
            minute.feed.pingRoundTripMSMax = number % 3 == 0 ? nil : Int64(number)
            if number % 7 == 0 { minute.feed.reconnects = [NamedCount(name: "other", count: 2)] }
            if number % 11 == 0 {
                minute.markets = [MarketMinute(market: MarketKey(dex: "xyz", index: number))]
            }
            return minute
        }
    }

    @Test("Each comes out as it was put in, in memory and from the scratch file", arguments: [0, 1 << 30])
    func roundTrip(keptBytesMax: Int) throws {
        let expected = try minutes()
        var packed = PackedMinutes(ScratchSpace(keptBytesMax: keptBytesMax))
        for minute in expected { packed.append(minute) }
        #expect(packed.count == expected.count)
        #expect((0..<packed.count).allSatisfy { packed[$0] == expected[$0] })
        let part = LedgerMinutes(packed, 40..<90)
        #expect(Array(part) == Array(expected[40..<90]))
        #expect(part.last == expected[89])
        #expect(part.timesMS.map(\.minuteMS) == expected[40..<90].map(\.minuteMS))
    }
}
