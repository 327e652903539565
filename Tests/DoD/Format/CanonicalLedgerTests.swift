import Testing

@testable import DoDFormat

/// Seal and minute lines have a fast way, too: it takes nothing that the careful one refuses, and packs nothing away.
@Suite("Packed ledger lines")
struct CanonicalLedgerTests {
    private func careful(_ bytes: [UInt8]) -> LedgerEvent? {
        guard let value = try? JSONParser.parse(bytes), var members = try? Members(value),
            let type = try? members.string("type"), (try? members.integer("at_ms")) != nil,
            (try? members.count("seq")) != nil, (try? members.string("chain")) != nil,
            let event = try? LedgerDecoder.event(type: type, &members), members.leftOver.isEmpty
        else { return nil }
        return event
    }

    private func fast(_ bytes: [UInt8]) -> LedgerEvent? {
        var reader = CanonicalLedger()
        return bytes.withUnsafeBufferPointer { reader.read($0)?.event }
    }

    private func lines(_ names: [String]) throws -> [String] {
        try names.flatMap { try Fixture.text($0).split(separator: "\n").map(String.init) }
            .filter { $0.hasPrefix("{\"type\":\"seal\"") || $0.hasPrefix("{\"type\":\"minute\"") }
    }

    @Test("Golden lines are taken, and say the same")
    func golden() throws {
        let lines = try lines(["ledger.jsonl", "ledger-four-gates.jsonl"])
        #expect(lines.count == 4)
        for line in lines {
            let event = try #require(fast(Array(line.utf8)), "\(line)")
            #expect(event == careful(Array(line.utf8)))
        }
    }

    @Test("Fuzzed lines: what is taken says what the careful way reads", arguments: [5, 6] as [UInt64])
    func fuzzed(_ seed: UInt64) throws {
        var numbers = SeededNumbers(seed: seed)
        let golden = try lines(["ledger.jsonl", "ledger-four-gates.jsonl"])
        let alphabet = Array("{}[]\",:0123456789-.abn ".utf8)
        var taken = 0
        for _ in 0..<2_000 {
            var bytes = Array(golden.randomElement(using: &numbers)!.utf8)
            for _ in 0..<Int.random(in: 1...2, using: &numbers) {
                let at = Int.random(in: 0..<bytes.count, using: &numbers)
                switch Int.random(in: 0..<3, using: &numbers) {
                case 0: bytes[at] = alphabet.randomElement(using: &numbers)!
                case 1: bytes.insert(alphabet.randomElement(using: &numbers)!, at: at)
                default: bytes.remove(at: at)
                }
            }
            guard let event = fast(bytes) else { continue }
            taken += 1
            #expect(event == careful(bytes), "\(String(decoding: bytes, as: UTF8.self))")
        }
        #expect(taken > 100, "\(taken) of 2000")
    }

    @Test("A ledger of many lines gives back each of them")
    func lines() {
        let place = LinePlace(file: "ledger_2026-01-20.jsonl", line: 1, byteOffset: 0)
        var events: [LedgerEvent] = []
        for number in 0..<50 {
            let range = SealedRange(
                file: number % 2 == 0 ? "a" : "b", from: Int64(number) << 33, to: Int64(number) << 33 + 7,
                records: 3, crc32c: UInt32(number))
            events.append(.seal(Seal(isLate: number % 3 == 0, ranges: [range, range])))
            events.append(.minute(MinuteRecord(minuteMS: Int64(number) * 60_000)))
            if number % 10 == 0 { events.append(.clock(ClockStep(fromMS: 5, toMS: 4))) }
        }
        events.append(
            .seal(
                Seal(
                    isLate: false,
                    ranges: [SealedRange(file: "a", from: 0, to: 1 << 40, records: 1, crc32c: 9)])))
        let lines = events.enumerated().map {
            LedgerLine(place: place, seq: Int64($0.offset), atMS: Int64($0.offset) * 3, event: $0.element)
        }
        let packed = LedgerLines(lines)
        #expect(Array(packed) == lines)
        #expect(packed.minutes(in: packed.indices).count == 50)
        #expect(packed.rare.count == 5)
        var ranges = 0
        packed.forEachRange { position, range in
            ranges += 1
            #expect(packed.range(at: position) == range)
            #expect(packed.place(at: position) == place)
        }
        #expect(ranges == 101)
    }
}
