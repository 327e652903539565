import DoDFormat
import Foundation
import Testing

/// Each way a line can be wrong, named by the reader: the class, the line and the byte.
@Suite("Damage is named")
struct DamageTests {
    static let good =
        #"{"timestamp_ms":1768920860122,"market_key":"xyz:11","side":"buy","raw_edge_bps":17.15,"net_edge_bps":6.15,"oracle_px":186.55,"best_px":186.23,"best_size":3.0,"suggested_size":0.3,"signal_id":"sig_xyz:11_buy_1768920860122_0"}"#

    struct Case: CustomTestStringConvertible, Sendable {
        let kind: DamageKind
        let old: String
        let new: String
        /// The byte of `new` that must be named; nil: where the value behind its key begins.
        var at: Int?
        var testDescription: String { "\(kind.words): \(old) -> \(new)" }
    }

    static let cases: [Case] = [
        Case(kind: .numberAsString, old: "\"oracle_px\":186.55", new: "\"oracle_px\":\"186.55\""),
        Case(kind: .stringExpected, old: "\"side\":\"buy\"", new: "\"side\":1"),
        Case(kind: .nullValue, old: "\"best_px\":186.23", new: "\"best_px\":null"),
        Case(kind: .numberExpected, old: "\"best_px\":186.23", new: "\"best_px\":true"),
        Case(kind: .notANumber, old: "\"best_px\":186.23", new: "\"best_px\":NaN"),
        Case(kind: .notANumber, old: "\"best_px\":186.23", new: "\"best_px\":-Infinity"),
        Case(kind: .exponent, old: "\"best_px\":186.23", new: "\"best_px\":1.8623e2"),
        Case(kind: .leadingZero, old: "\"best_px\":186.23", new: "\"best_px\":0186.23"),
        Case(kind: .plusSign, old: "\"best_px\":186.23", new: "\"best_px\":+186.23"),
        Case(kind: .trailingZero, old: "\"best_px\":186.23", new: "\"best_px\":186.230"),
        Case(kind: .tooManyDecimals, old: "\"raw_edge_bps\":17.15", new: "\"raw_edge_bps\":17.153"),
        Case(kind: .tooManyDecimals, old: "\"best_px\":186.23", new: "\"best_px\":186.123456789"),
        Case(kind: .decimalPointMissing, old: "\"best_size\":3.0", new: "\"best_size\":3"),
        Case(kind: .negativeZero, old: "\"net_edge_bps\":6.15", new: "\"net_edge_bps\":-0.0"),
        Case(kind: .notPositive, old: "\"best_px\":186.23", new: "\"best_px\":-186.23"),
        Case(kind: .notPositive, old: "\"oracle_px\":186.55", new: "\"oracle_px\":0.0"),
        Case(kind: .numberTooLarge, old: "\"best_px\":186.23", new: "\"best_px\":99999999999999.5"),
        Case(kind: .unknownSide, old: "\"side\":\"buy\"", new: "\"side\":\"hold\""),
        Case(kind: .malformedMarket, old: "\"market_key\":\"xyz:11\"", new: "\"market_key\":\"TSLA\""),
        Case(kind: .malformedID, old: "sig_xyz:11_buy", new: "sgi_xyz:11_buy", at: -1),
        Case(kind: .missingKey, old: "\"best_size\":3.0,", new: "", at: 0),
        Case(kind: .extraKey, old: "\"best_size\":3.0,", new: "\"best_size\":3.0,\"mid\":1.0,", at: 16),
        Case(
            kind: .duplicateKey, old: "\"best_size\":3.0,", new: "\"best_size\":3.0,\"best_size\":3.0,",
            at: 16),
        Case(
            kind: .keyOrder, old: "\"best_px\":186.23,\"best_size\":3.0",
            new: "\"best_size\":3.0,\"best_px\":186.23", at: 0),
        Case(kind: .whitespace, old: "\"best_size\":3.0", new: "\"best_size\": 3.0"),
        Case(kind: .notCanonical, old: "\"side\":\"buy\"", new: "\"side\":\"\\u0062uy\"", at: 8),
        Case(kind: .notJSON, old: "\"side\":\"buy\"", new: "\"side\":buy"),
        Case(kind: .notJSON, old: "\"side\":", new: "\"side\";", at: 6),
        Case(kind: .controlCharacter, old: "\"side\":\"buy\"", new: "\"side\":\"b\tuy\"", at: 9),
        Case(kind: .nulBytes, old: "\"side\":\"buy\"", new: "\"side\":\"b\u{0}uy\"", at: 9),
        Case(kind: .trailingBytes, old: "_0\"}", new: "_0\"}xyz", at: 4),
        Case(kind: .carriageReturn, old: "_0\"}", new: "_0\"}\r", at: 4),
        Case(kind: .wrongDay, old: "1768920860122", new: "1769007260122", at: 0),
    ]

    func damages(of bytes: [UInt8]) throws -> FileFacts {
        let scratch = try Scratch()
        try scratch.write("signals_2026-01-20.jsonl", bytes)
        // Where there is a ledger, files are canonical to the byte.
        try scratch.write("ledger_2026-01-20.jsonl", "")
        let evidence = try EvidenceReader.read(EvidenceRequest(directories: [scratch.path]))
        return try #require(evidence.runs.first?.files.first { $0.kind == .signals })
    }

    @Test("A canonical line has none")
    func clean() throws {
        let facts = try damages(of: Array("\(Self.good)\n".utf8))
        #expect(facts.damages.isEmpty)
        #expect(facts.records == 1)
    }

    @Test("A changed line", arguments: cases)
    func changed(_ change: Case) throws {
        #expect(Self.good.contains(change.old))
        let wrong = Self.good.replacing(change.old, with: change.new)
        let facts = try damages(of: Array("\(Self.good)\n\(wrong)\n".utf8))
        #expect(facts.damages.map(\.kind) == [change.kind], "\(facts.damages)")
        #expect(facts.damages.first?.line == 2)
        #expect(facts.damages.first?.file == "signals_2026-01-20.jsonl")
        // The byte that is named is the one that was put there, and its excerpt shows it.
        let place = try #require(Self.good.range(of: change.old)).lowerBound
        let value = change.new.range(of: "\":").map { change.new[..<$0.upperBound].utf8.count }
        let put = Self.good[..<place].utf8.count + (try #require(change.at ?? value))
        let at = Int(facts.damages.first?.byteOffset ?? 0) - Self.good.utf8.count - 1
        #expect(at == put)
        let there = Array(wrong.utf8).dropFirst(at).prefix(Damage.excerptBytesMax)
        #expect(facts.damages.first?.excerptHex == Hex.text(there))
    }

    @Test("Whole lines gone wrong")
    func lines() throws {
        let good = Self.good
        let torn = String(good.prefix(100))
        let expected: [(DamageKind, [UInt8])] = [
            (.gluedLine, Array("\(torn)\(good)\n".utf8)), (.twoRecords, Array("\(good)\(good)\n".utf8)),
            (.tornLine, Array("\(torn)\n".utf8)), (.noFinalNewline, Array(torn.utf8)),
            (.noFinalNewline, Array(good.utf8)), (.blankLine, Array("\n".utf8)),
            (.blankLine, Array("  \n".utf8)), (.whitespace, Array(" \(good)\n".utf8)),
            (.nulBytes, Array("\(torn)".utf8) + [UInt8](repeating: 0, count: 40)),
            (.byteOrderMark, [0xef, 0xbb, 0xbf] + Array("\(good)\n".utf8)),
            (.nulBytes, Array(repeating: 0, count: 64) + [0x0a]), (.notAnObject, Array("[1]\n".utf8)),
            (.invalidUTF8, Array("{\"side\":\"".utf8) + [0xff, 0xfe] + Array("\"}\n".utf8)),
            (.nestedTooDeep, Array((String(repeating: "[", count: 100) + "\n").utf8)),
        ]
        for (kind, bytes) in expected {
            let found = try damages(of: bytes).damages
            #expect(found.map(\.kind) == [kind], "\(kind): \(found)")
        }
    }

    @Test("Time that falls, and a day of a leap that is none")
    func order() throws {
        let later = Self.good.replacing("860122", with: "860123")
        let facts = try damages(of: Array("\(later)\n\(Self.good)\n".utf8))
        #expect(facts.damages.map(\.kind) == [.timeBack])
        #expect(FileName("signals_2026-02-29.jsonl").kind == .unknown)
    }

    @Test("A line longer than a chunk is read, one without an end is named and passed over")
    func longLines() throws {
        let filler = String(repeating: "x", count: 1_100_000)
        let facts = try damages(of: Array("\(Self.good)\n{\"a\":\"\(filler)\"}\n\(Self.good)\n".utf8))
        #expect(facts.damages.map(\.kind) == [.missingKey])
        #expect(facts.records == 3)
        let endless = Array(Self.good.utf8) + [0x0a] + [UInt8](repeating: 0x78, count: 17_000_000) + [0x0a]
        let passed = try damages(of: endless + Array(Self.good.utf8) + [0x0a])
        #expect(passed.damages.map(\.kind) == [.lineTooLong])
        #expect(passed.records == 3)
    }

    @Test("The byte that is no UTF-8, behind others that are")
    func notUTF8() throws {
        let line = Array("{\"side\":\"é€😀".utf8)
        for broken: [UInt8] in [
            [0xff], [0xc3], [0xe2, 0x82], [0xed, 0xa0, 0x80], [0xf0, 0x9f, 0x98], [0x80],
        ] {
            let found = try damages(of: line + broken + Array("\"}\n".utf8)).damages
            #expect(found.map(\.kind) == [.invalidUTF8] && found.first?.byteOffset == Int64(line.count))
        }
    }

    @Test("A ledger's lines are named by what is wrong with their bytes")
    func ledger() throws {
        for (kind, bytes, offset) in [
            (DamageKind.nulBytes, [UInt8](repeating: 0, count: 9) + [0x0a], 0),
            (.byteOrderMark, [0xef, 0xbb, 0xbf] + Array("{}\n".utf8), 0), (.blankLine, [0x0a], 0),
            (.carriageReturn, Array("{}\r\n".utf8), 2), (.nulBytes, Array("{\"a".utf8) + [0, 0], 3),
            (.numberAsString, Array("{\"type\":\"minute\",\"at_ms\":\"5\"}\n".utf8), 25),
        ] {
            let scratch = try Scratch()
            try scratch.write("ledger_2026-01-20.jsonl", bytes)
            let run = try EvidenceReader.read(EvidenceRequest(directories: [scratch.path])).runs.first
            let found = run?.ledger?.damages.first { $0.kind == kind }
            #expect(found?.byteOffset == Int64(offset), "\(kind): \(run?.ledger?.damages ?? [])")
            #expect(found?.excerptHex.isEmpty == false)
        }
    }

    @Test("A table of markets that was never written, and one of nothing")
    func tables() throws {
        for (kind, bytes, hex) in [
            (DamageKind.nulBytes, [UInt8](repeating: 0, count: 20), String(repeating: "00", count: 20)),
            (.emptyFile, [], ""), (.blankLine, [0x0a], "0a"), (.noFinalNewline, Array("{}".utf8), "7b7d"),
        ] {
            let scratch = try Scratch()
            let name = "markets_2026-01-20.json"
            try scratch.write(name, bytes)
            let run = try EvidenceReader.read(EvidenceRequest(directories: [scratch.path])).runs.first
            let found = run?.files.first { $0.name == name }?.damages ?? []
            #expect(found.map(\.kind) == [kind] && found.first?.excerptHex == hex, "\(found)")
        }
    }

    @Test("An excerpt shows the bytes")
    func excerpt() throws {
        let damage = try #require(try damages(of: [0x00, 0x41, 0x0a]).damages.first)
        #expect(damage.excerptHex == "0041")
        #expect(damage.description.contains("signals_2026-01-20.jsonl:1 (byte 0): nul bytes"))
    }
}
