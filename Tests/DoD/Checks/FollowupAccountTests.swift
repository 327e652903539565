import DoDChecks
import DoDFormat
import Testing

/// A signal has three follow-ups: in the files, or counted as missed or interrupted.
@Suite("Completeness asks where follow-ups are and sees")
struct FollowupAccountTests {
    /// The follow-ups of the first two minutes are neither written nor told of.
    private func forgetful(_ day: SyntheticDay, missed: Int = 0) -> SyntheticDay {
        var day = day
        let name = "followups_2026-01-20.jsonl"
        let lines = day.data[name]!.split(separator: 0x0a)
        day.data[name] = Array(lines.dropFirst(36).flatMap { $0 + [0x0a] })
        let minutes = day.ledger.indices.filter { day.ledger[$0].type == "minute" }
        for index in minutes.prefix(2) {
            day.ledger[index].members = day.ledger[index].members.replacing(
                "\"followups_due\":9,\"followups_taken\":9,\"followups_missed\":0",
                with: "\"followups_due\":\(missed),\"followups_taken\":0,\"followups_missed\":\(missed)")
        }
        return day
    }

    @Test("some that are nowhere")
    func nowhere() throws {
        let result = try DayFolder(forgetful(SyntheticDay())).result(.completeness)
        let words = "36 follow-ups are nowhere: not in the files, not counted as missed or interrupted"
        #expect(result.outcome == .fail && result.summary.contains(words), "\(result)")
    }

    @Test("some that are nowhere after a restart")
    func nowhereAfterARestart() throws {
        let result = try DayFolder(forgetful(SyntheticDay(killAt: 2))).result(.completeness)
        let text = ([result.summary] + result.evidence).joined(separator: "\n")
        #expect(result.outcome == .fail && text.contains("36 follow-ups are nowhere"), "\(text)")
    }

    @Test("nothing amiss in those that were counted as missed")
    func missed() throws {
        let result = try DayFolder(forgetful(SyntheticDay(), missed: 9)).result(.completeness)
        #expect(result.outcome == .pass, "\(result)")
    }

    @Test("nothing to say after a process that ended while the spool held records")
    func spooling() throws {
        var day = forgetful(SyntheticDay(killAt: 2))
        let restart = day.ledger.lastIndex { $0.type == "start" }!
        day.ledger.insert(
            DayLine(
                type: "storage", atMS: day.ledger[restart - 1].atMS,
                members:
                    "\"event\":\"spooling\",\"operation\":\"write\",\"path\":\"p\",\"errno\":28,\"records\":1,\"bytes\":200"
            ), at: restart)
        let result = try DayFolder(day).result(.completeness)
        let text = result.evidence.joined(separator: "\n")
        #expect(result.outcome != .fail && text.contains("the spool held records"), "\(result)\n\(text)")
    }
}
