import DoDCalendar
import SoakStatus
import Testing

@Suite("Where a run stands in the US session")
struct SessionProgressTests {
    // Tue 2026-01-20, session 14:30-21:00 UTC
    private static let from = Lines.start
    private static let open = Lines.start + 7 * 3_600_000 + 17 * 60_000
    private static let close = open + 23_400_000

    private func at(_ nowMs: Int64, from: Int64 = from, hours: Int64 = 24) -> SessionProgress {
        SessionProgress(window: from, from + hours * 3_600_000, nowMs: nowMs, calendar: .newYork)
    }

    @Test(
        "Before, open and over",
        arguments: [
            (from, "before", 0), (open, "open", 0), (open + 11_700_000, "open", 50),
            (close - 1, "open", 99), (close, "over", 100),
        ])
    func phases(nowMs: Int64, phase: String, percent: Int) {
        let progress = at(nowMs)
        #expect(progress.phase.rawValue == phase)
        #expect(progress.percent == percent)
        #expect(progress.isWhole)
        #expect(progress.why == nil)
    }

    @Test("One that began before the window can't count")
    func late() {
        let progress = at(Self.open + 60_000, from: Self.open + 60_000)
        #expect(progress.phase == .open)
        #expect(!progress.isWhole)
        #expect(progress.why?.contains("began after the open") == true)
    }

    @Test("A holiday says so, and when the next session is")
    func holiday() {
        let monday = Lines.start - 86_400_000
        let progress = at(monday, from: monday, hours: 20)
        #expect(progress.phase == .none)
        #expect(progress.why?.contains("Martin Luther King") == true)
        #expect(progress.why?.contains("2026-01-20") == true)
    }
}
