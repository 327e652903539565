import DoDAnalysis
import DoDCalendar
import DoDFormat
import Testing

@Suite("The hours around a session")
struct TradingPhasesTests {
    func changes(_ day: String) -> [String] {
        TradingPhases.changes(on: UTCDay(day)!, .newYork).map {
            "\(ISOTime.text($0.atMS).dropFirst(11).prefix(5)) \($0.phase)"
        }
    }

    @Test("A winter's day: post-market of the day before, pre, regular, post")
    func winter() {
        #expect(
            changes("2026-01-21") == [
                "00:00 post", "01:00 closed", "09:00 pre", "14:30 regular", "21:00 post",
            ])
    }

    @Test("In summer an hour earlier")
    func summer() {
        #expect(
            changes("2026-07-21") == ["00:00 closed", "08:00 pre", "13:30 regular", "20:00 post"])
    }

    @Test("A holiday and a weekend are closed; an early close ends the post-market early too")
    func closed() {
        #expect(changes("2026-01-19") == ["00:00 closed"])
        #expect(changes("2026-01-25") == ["00:00 closed"])
        #expect(
            changes("2026-11-27") == [
                "00:00 closed", "09:00 pre", "14:30 regular", "18:00 post", "22:00 closed",
            ])
    }
}
