import DoDChecks
import DoDFormat
import Testing

/// What the exchange sent against what the engine says that it received: on a quiet market nothing else tells a
/// dead feed from a live one.
@Suite("Completeness holds frames against each other and sees")
struct FrameCountsTests {
    private static let minutes = "truth/minutes.jsonl"
    private static let second = "\"market\":\"xyz:1\",\"bbo\":60"

    private func completeness(_ day: SyntheticDay = SyntheticDay(), _ edit: (inout DayFolder) -> Void) throws
        -> CriterionResult
    {
        var folder = DayFolder(day)
        edit(&folder)
        retell(&folder)
        return try folder.result(.completeness)
    }

    /// The summary counts what the minutes list; another number would be a truth that can't be trusted.
    private func retell(_ folder: inout DayFolder) {
        let frames = folder.text(Self.minutes).matches(of: /"(?:bbo|ctx)":(\d+)/).compactMap { Int($0.1) }
        folder.replace(
            "truth/summary.json", "\"frames_sent\":960", "\"frames_sent\":\(frames.reduce(0, +))")
    }

    private func sent(_ bbo: Int, in folder: inout DayFolder) {
        folder.editLines(Self.minutes) { lines in
            for index in lines.indices {
                lines[index] = lines[index].replacing(
                    Self.second, with: "\"market\":\"xyz:1\",\"bbo\":\(bbo)")
            }
        }
    }

    @Test("frames that were sent and that the ledger does not have")
    func lost() throws {
        let result = try completeness { sent(400, in: &$0) }
        let words = "xyz:1: 920 frames were sent to the engine, its ledger says 240, in 2 whole minutes"
        #expect(result.outcome == .fail && result.summary.contains(words), "\(result)")
    }

    @Test("frames in the ledger that nobody sent")
    func invented() throws {
        let result = try completeness { folder in
            folder.editLines(Self.minutes) { lines in
                lines = lines.map {
                    $0.replacing(
                        "\(Self.second),\"ctx\":60", with: "\"market\":\"xyz:1\",\"bbo\":0,\"ctx\":0")
                }
            }
        }
        let words = "xyz:1: 0 frames were sent to the engine, its ledger says 240"
        #expect(result.outcome == .fail && result.summary.contains(words), "\(result)")
    }

    @Test("no difference in what was on its way when a minute ended")
    func underway() throws { #expect(try completeness { sent(80, in: &$0) }.outcome == .pass) }

    @Test("no difference beside a lost connection: what was sent last went astray")
    func besideAnOutage() throws {
        let result = try completeness { folder in
            sent(400, in: &folder)
            folder.editLines(Self.minutes) { lines in
                lines[1] = lines[1].replacing("\"connected_ms\":60000", with: "\"connected_ms\":50000")
            }
            let downMS = SyntheticDay.startMS + SyntheticDay.minuteMS + 30_000
            folder.files["truth/connections.jsonl"]! += Array(
                """
                {"connection":1,"event":"down","at_ms":\(downMS),"cause":"lost"}
                {"connection":2,"event":"up","at_ms":\(downMS + 10_000),"cause":null}

                """.utf8)
        }
        #expect(result.outcome == .pass, "\(result)")
    }

    @Test("no difference in frames of which the ledger says that it could not read them")
    func unreadable() throws {
        var day = SyntheticDay()
        for index in day.ledger.indices where day.ledger[index].type == "minute" {
            day.ledger[index].members = day.ledger[index].members.replacing(
                "\"malformed\":0", with: "\"malformed\":340")
        }
        #expect(try completeness(day) { sent(400, in: &$0) }.outcome == .pass)
    }
}
