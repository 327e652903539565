import Testing

@testable import DoDFormat

/// The fast way against the careful one, on lines that are right, nearly right and wrong: what the fast way takes is
/// what the careful one finds nothing in, and both read the same values.
@Suite("The fast way and the careful way agree")
struct FastPathTests {
    private static let alphabet = Array("{}[]\",:.-_0123456789eE+abuyselxyz \u{0}\r\t\\".utf8) + [0xff, 0xc3]

    /// Written from parsed values by the test's own hand: what the one canonical form of them is.
    private static func canonical(_ value: JSONValue, _ form: RecordForm) -> String? {
        guard case .object(let members) = value, members.map(\.key) == form.fields.map(\.key) else {
            return nil
        }
        var parts: [String] = []
        for (field, member) in zip(form.fields, members) {
            switch (field.kind, member.value) {
            case (.integer, .integer(let number)) where number >= 0 && String(number).count <= 18:
                parts.append("\"\(field.key)\":\(number)")
            case (.market, .string(let text)), (.side, .string(let text)), (.signalID, .string(let text)):
                parts.append("\"\(field.key)\":\"\(text)\"")
            case (_, .decimal(let text)):
                let scale = field.kind == .basisPoints ? 2 : 8
                guard let units = PlainDecimal.units(of: text, scale: scale) else { return nil }
                if field.kind == .price, units <= 0 { return nil }
                if field.kind == .size, units < 0 { return nil }
                parts.append("\"\(field.key)\":\(PlainDecimal.text(units, scale: scale))")
            default: return nil
            }
        }
        return "{\(parts.joined(separator: ","))}"
    }

    /// True when the careful way finds the line right in every respect.
    private static func isRight(_ line: [UInt8], _ form: RecordForm) -> Bool {
        guard let value = try? JSONParser.parse(line) else { return false }
        let problem = line.withUnsafeBufferPointer {
            CarefulReader(form: form, rule: .canonical).problem(of: $0)
        }
        guard problem?.kind == .notCanonical, let written = canonical(value, form) else { return false }
        return Array(written.utf8) == line && isPlain(value)
    }

    /// Names of markets that the engine writes: letters, digits, `-` and `.`; numbers of at most 18 digits.
    private static func isPlain(_ value: JSONValue) -> Bool {
        guard case .object(let members) = value else { return false }
        return members.allSatisfy { member in
            guard member.key == "market_key", case .string(let text) = member.value else { return true }
            return text[..<(text.lastIndex(of: ":") ?? text.endIndex)].utf8.allSatisfy {
                $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20)
            }
        }
    }

    private static func decimal(_ numbers: inout SeededNumbers, scale: Int, isSigned: Bool) -> String {
        let digits = Int.random(in: 1...12, using: &numbers)
        var bound: Int64 = 1
        for _ in 0..<digits { bound *= 10 }
        let units = Int64.random(in: 1..<max(2, bound), using: &numbers)
        return PlainDecimal.text(isSigned && Bool.random(using: &numbers) ? -units : units, scale: scale)
    }

    private static func line(_ numbers: inout SeededNumbers, followup: Bool) -> String {
        let market = ["xyz:11", "xyz:0", "a:7", "longername-1.x:123456", "flx:3"].randomElement(
            using: &numbers)!
        let side = Bool.random(using: &numbers) ? "buy" : "sell"
        let ms = Int64.random(in: 0...1_799_999_999_999, using: &numbers)
        let id = "sig_\(market)_\(side)_\(ms)_\(Int.random(in: 0...12, using: &numbers))"
        func price() -> String { decimal(&numbers, scale: 8, isSigned: false) }
        func edge() -> String { decimal(&numbers, scale: 2, isSigned: true) }
        if followup {
            return
                "{\"signal_id\":\"\(id)\",\"market_key\":\"\(market)\",\"side\":\"\(side)\",\"signal_timestamp_ms\":\(ms),\"offset_ms\":1000,\"captured_at_ms\":\(ms + 1_000),\"t0_oracle_px\":\(price()),\"t0_best_px\":\(price()),\"t0_raw_edge_bps\":\(edge()),\"oracle_px\":\(price()),\"best_px\":\(price()),\"best_size\":\(price()),\"raw_edge_bps\":\(edge()),\"edge_change_bps\":\(edge()),\"oracle_moved_bps\":\(edge()),\"market_moved_bps\":\(edge())}"
        }
        return
            "{\"timestamp_ms\":\(ms),\"market_key\":\"\(market)\",\"side\":\"\(side)\",\"raw_edge_bps\":\(edge()),\"net_edge_bps\":\(edge()),\"oracle_px\":\(price()),\"best_px\":\(price()),\"best_size\":\(price()),\"suggested_size\":\(price()),\"signal_id\":\"\(id)\"}"
    }

    /// One to three bytes changed, put in or taken out; now and then none.
    private static func damaged(_ line: String, _ numbers: inout SeededNumbers) -> [UInt8] {
        var bytes = Array(line.utf8)
        for _ in 0..<Int.random(in: 0...3, using: &numbers) where !bytes.isEmpty {
            let at = Int.random(in: 0..<bytes.count, using: &numbers)
            switch Int.random(in: 0..<5, using: &numbers) {
            case 0: bytes[at] = alphabet.randomElement(using: &numbers)!
            case 1: bytes.insert(alphabet.randomElement(using: &numbers)!, at: at)
            case 2: bytes.remove(at: at)
            case 3: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &numbers)
            default: bytes.removeSubrange(at...)
            }
        }
        return bytes
    }

    @Test("Fuzzed lines", arguments: [1, 2, 3, 4] as [UInt64])
    func fuzzed(_ seed: UInt64) throws {
        var numbers = SeededNumbers(seed: seed)
        var taken = 0
        let rounds = 1_500
        for round in 0..<rounds {
            let isFollowup = round % 2 == 1
            let form = isFollowup ? RecordForm.followup : .signal
            let bytes = Self.damaged(Self.line(&numbers, followup: isFollowup), &numbers)
            let isTaken = bytes.withUnsafeBufferPointer {
                isFollowup ? FollowupRecord(canonical: $0) != nil : SignalRecord(canonical: $0) != nil
            }
            let words = String(decoding: bytes, as: UTF8.self)
            #expect(isTaken == Self.isRight(bytes, form), "\(words) (seed \(seed), round \(round))")
            if isTaken {
                taken += 1
                try values(bytes, isFollowup)
            }
        }
        #expect(taken > rounds / 6 && taken < rounds / 2, "\(taken) of \(rounds): the corpus is one-sided")
    }

    /// Each number as the careful way reads it.
    private func values(_ bytes: [UInt8], _ isFollowup: Bool) throws {
        var members = try Members(try JSONParser.parse(bytes))
        if isFollowup {
            let record = try #require(bytes.withUnsafeBufferPointer { FollowupRecord(canonical: $0) })
            #expect(try members.string("signal_id") == record.id.description)
            #expect(try members.market("market_key") == record.market)
            #expect(try members.side("side") == record.side)
            #expect(try members.integer("captured_at_ms") == record.capturedAtMS)
            #expect(try members.amount("t0_best_px") == record.thenBest)
            #expect(try members.amount("oracle_px") == record.oracle)
            #expect(try members.basisPoints("edge_change_bps") == record.edgeChange)
            #expect(try members.basisPoints("market_moved_bps") == record.marketMoved)
        } else {
            let record = try #require(bytes.withUnsafeBufferPointer { SignalRecord(canonical: $0) })
            #expect(try members.integer("timestamp_ms") == record.timestampMS)
            #expect(try members.market("market_key") == record.market)
            #expect(try members.basisPoints("net_edge_bps") == record.netEdge)
            #expect(try members.amount("oracle_px") == record.oracle)
            #expect(try members.amount("best_size") == record.bestSize)
            #expect(try members.amount("suggested_size") == record.suggestedSize)
            #expect(try members.string("signal_id") == record.id.description)
        }
    }

    @Test("A rounding is found right exactly where a division gives it")
    func roundings() {
        var numbers = SeededNumbers(seed: 9)
        for _ in 0..<20_000 {
            let over = Int64.random(in: 1...(1 << Int64.random(in: 1...50, using: &numbers)), using: &numbers)
            let change = Int64.random(in: -over...over, using: &numbers)
            let right = BasisPoints(change: change, over: over)
            for step: Int64 in [-1, 0, 1] {
                let tried = BasisPoints(hundredths: right.hundredths + step)
                #expect(tried.isRounded(change: change, over: over) == (step == 0), "\(change) / \(over)")
            }
        }
        #expect(BasisPoints(hundredths: 2).isRounded(change: 5, over: 2_000_000))
        #expect(!BasisPoints(hundredths: 3).isRounded(change: 5, over: 2_000_000))
        #expect(BasisPoints(change: .max, over: 1).isRounded(change: .max, over: 1))
    }

    @Test("Markets keep the order of their names, short or long")
    func order() {
        let names = [
            "", "a", "ab", "abc", "abcdefg", "abcdefgh", "b", "xyz", "é", "longer-name", "ABC", "xyz.1",
        ]
        for left in names {
            for right in names {
                #expect((DexName(left) < DexName(right)) == (left < right), "\(left) \(right)")
                #expect((DexName(left) == DexName(right)) == (left == right))
            }
            #expect(DexName(left).text == left)
        }
    }
}
