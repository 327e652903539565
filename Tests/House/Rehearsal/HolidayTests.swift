import Testing

extension WholePrograms {
    @Suite struct HolidayTests {
        /// Nothing is wrong with the engine; the day can't show what is asked for, and the verdict says why and
        /// when the next one can.
        @Test func aDayWithoutAUSSessionIsNoDay() async throws {
            let place = try Workplace()
            let run = try await ShortRun(
                name: "holiday", start: "2026-01-19T15:00:00Z", minutes: 6, speed: 200, markets: 8,
                policy: nil
            ).play(at: place)
            let verdict = try run.verdict
            try verdict.requireBad("us-session", "fail", "Martin Luther King Jr. Day", "2026-01-20", "14:30")
            let summary = try verdict.criterion("us-session").summary
            try #require(
                summary.contains("Martin Luther King Jr. Day") && summary.contains("14:30"), "\(summary)")
            try #require(try verdict.criterion("integrity").result == "pass", "\(verdict)")
            try #require(verdict.verdict == "FAIL" && run.runner.code == 1, "\(run.runner)")
            try place.clear()
        }
    }
}
