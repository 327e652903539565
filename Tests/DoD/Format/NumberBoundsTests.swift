import Testing

@testable import DoDFormat

/// One changed digit must not end the judge, and not keep it busy for ever.
@Suite("Bounds of numbers")
struct NumberBoundsTests {
    private static let edges: [String] = [
        "9223372036854775807", "9223372036854700000", "-9223372036854775808", "100000000000000000",
    ]

    private func isTaken(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        var canonical = CanonicalLedger()
        if bytes.withUnsafeBufferPointer({ canonical.read($0) }) != nil { return true }
        guard let value = try? JSONParser.parse(bytes), var members = try? Members(value),
            let type = try? members.string("type"), (try? members.time("at_ms")) != nil,
            (try? members.count("seq")) != nil, (try? members.string("chain")) != nil
        else { return false }
        return (try? LedgerDecoder.event(type: type, &members)) != nil
    }

    @Test(
        "a number of a ledger line at the end of 64 bits is no number",
        arguments: [
            "at_ms", "seq", "minute_ms", "observed_ms", "connected_ms", "frames_in", "bbo", "ctx", "bbo_null",
            "two_sided_ms", "oracle_changes", "crosses_buy", "signals", "followups_due", "records", "unknown",
            "malformed", "from", "to", "rss_bytes",
        ])
    func ledger(key: String) throws {
        var tried = 0
        for line in try Fixture.text("ledger.jsonl").split(separator: "\n").map(String.init) {
            guard let place = line.firstRange(of: try Regex("\"\(key)\":\\d+")) else { continue }
            #expect(isTaken(line), "\(line)")
            for edge in Self.edges {
                var changed = line
                changed.replaceSubrange(place, with: "\"\(key)\":\(edge)")
                #expect(!isTaken(changed), "\(changed)")
                tried += 1
            }
        }
        #expect(tried >= Self.edges.count, "\(key) stands in no line")
    }

    @Test("counts of a name and of a histogram are bounded, too")
    func inner() throws {
        let minutes = try Fixture.text("ledger.jsonl").split(separator: "\n").map(String.init)
            .filter { $0.hasPrefix("{\"type\":\"minute\"") }
        let line = try #require(minutes.first { $0.contains("\"blocked\":{\"") && $0.contains("_ms\":[[") })
        for edge in Self.edges {
            let blocked = line.replacing(/"blocked":\{"([a-z_]+)":\d+/) { "\"blocked\":{\"\($0.1)\":\(edge)" }
            #expect(blocked != line && !isTaken(blocked), "\(blocked)")
            let histogram = line.replacing(/_ms":\[\[(\d+),\d+/, maxReplacements: 1) {
                "_ms\":[[\($0.1),\(edge)"
            }
            #expect(histogram != line && !isTaken(histogram), "\(histogram)")
        }
    }

    @Test("a line far from the day of its file, and a minute far from its line, are dropped with a word")
    func far() throws {
        let lines = try Fixture.text("ledger.jsonl").split(separator: "\n").map(String.init)
        let minute = try #require(lines.first { $0.hasPrefix("{\"type\":\"minute\"") })
        let late = minute.replacing(/"minute_ms":\d+/) { _ in "\"minute_ms\":4102444740000" }
        #expect(late != minute && read(late, day: nil) == .wrongDay)
        #expect(read(minute, day: UTCDay(containing: 0)) == .wrongDay)
        #expect(read(minute, day: nil) == nil)
    }

    /// What it is dropped for; nil when it is kept.
    private func read(_ text: String, day: UTCDay?) -> DamageKind? {
        var reader = LedgerReader()
        let bytes = Array(text.utf8)
        bytes.withUnsafeBufferPointer {
            reader.line(
                ScannedLine(
                    bytes: $0, number: 1, offset: 0, endsWithNewline: true, endOffset: Int64($0.count + 1)),
                path: "ledger_2026-01-20.jsonl", day: day)
        }
        guard reader.lines.isEmpty else { return nil }
        let kinds = reader.damages.kept.map(\.kind)
        return kinds.first { $0 == .wrongDay } ?? kinds.first
    }

    @Test("an end that nobody gave is where the evidence ends")
    func openEnds() {
        let seen = [TimeWindow(fromMS: 1_000, toMS: 2_000), TimeWindow(fromMS: 1_500, toMS: 3_000)]
        let from = TimeWindow(fromMS: 1_200, toMS: TimeWindow.openToMS)
        #expect(from.closed(by: seen) == TimeWindow(fromMS: 1_200, toMS: 3_000))
        let to = TimeWindow(fromMS: TimeWindow.openFromMS, toMS: 1_200)
        #expect(to.closed(by: seen) == TimeWindow(fromMS: 1_000, toMS: 1_200))
        #expect(from.closed(by: []) == nil)
        let behind = TimeWindow(fromMS: 9_000, toMS: TimeWindow.openToMS)
        #expect(behind.closed(by: seen) == TimeWindow(fromMS: 9_000, toMS: 9_001))
        let both = TimeWindow(fromMS: 5, toMS: 7)
        #expect(both.closed(by: seen) == both)
    }

    @Test("a junk line of megabytes is told in a few bytes")
    func details() {
        let error = FormatError(.notJSON, String(repeating: "x", count: 5_000_000))
        #expect(error.detail.utf8.count < 200 && error.detail.contains("5000000 bytes"))
        #expect(FormatError(.notJSON, "short").detail == "short")
    }
}
