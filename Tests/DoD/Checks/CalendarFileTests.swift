import DoDCalendar
import DoDChecks
import Foundation
import Testing

@Suite("A file of special closures")
struct CalendarFileTests {
    private func read(_ toml: String) throws -> TradingCalendar {
        TradingCalendar(overrides: try CalendarFile.overrides(toml: toml, source: "c.toml"))
    }

    @Test("config/calendar.toml is one, and changes nothing")
    func shipped() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../config/calendar.toml")
        #expect(try read(try String(contentsOf: file, encoding: .utf8)).changes.isEmpty)
    }

    @Test("a day is closed, another closes early, a third opens late, and the verdict can name them")
    func changes() throws {
        let calendar = try read(
            """
            as_of = "2026-11-22"
            [[day]]
            date = "2026-12-02"
            closes = "13:00"
            reason = "storm"
            [[day]]
            date = "2026-12-01"
            closed = true
            reason = "mourning"
            [[day]]
            date = "2026-12-03"
            opens = "11:05"
            reason = "power failure"
            """)
        let days = ["2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04"].compactMap { CalendarDate($0) }
        #expect("\(calendar.day(days[0]))".contains("mourning"))
        #expect(calendar.day(days[1]).session?.early == true)
        #expect(calendar.day(days[1]).session?.minutes == 210)
        #expect(calendar.day(days[2]).session?.minutes == 295)
        #expect(calendar.day(days[2]).session?.isRegular == false)
        #expect(calendar.day(days[3]).session?.isRegular == true)
        #expect(
            calendar.changes == [
                "2026-12-01 is closed (mourning), by the override file",
                "2026-12-02 closes 13:00 New York time (storm), by the override file",
                "2026-12-03 opens 11:05 New York time (power failure), by the override file",
            ])
    }

    static let wrong: [(String, String)] = [
        ("", "c.toml: as_of must say when"), ("as_of = 3", "c.toml: as_of must say when"),
        ("as_of = \"2026-11-22\"\nholiday = 1", "c.toml: holiday is no key"),
        ("as_of = \"2026-11-22\"\nday = 1", "c.toml: day must be a list"),
        ("as_of = \"2026-11-22\"\n[[day]]\ndate = \"2026-13-01\"", "[[day]] number 1: date must be a day"),
        ("as_of = \"2026-11-22\"\n[[day]]\ndate = \"2026-12-01\"\nclosed = true", "reason must say why"),
        (
            "as_of = \"2026-11-22\"\n[[day]]\ndate = \"2026-12-01\"\nreason = \"a\"",
            "one of closed, closes and opens, not 0"
        ),
        (
            "as_of = \"2026-11-22\"\n[[day]]\ndate = \"2026-12-01\"\nreason = \"a\"\ncloses = \"25:00\"",
            "closes must be a time"
        ),
        (
            "as_of = \"2026-11-22\"\n[[day]]\ndate = \"2026-12-01\"\nreason = \"a\"\nshut = true",
            "shut is no key"
        ),
    ]

    @Test("anything else is one clear line", arguments: wrong)
    func refuses(toml: String, words: String) {
        let error = #expect(throws: PolicyError.self) { try read(toml) }
        #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    }
}
