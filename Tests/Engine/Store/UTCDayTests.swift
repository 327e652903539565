import Testing

@testable import EngineStore

@Suite struct UTCDayTests {
    @Test(arguments: [
        (0, "1970-01-01"), (1_768_867_199_999, "2026-01-19"), (1_768_867_200_000, "2026-01-20"),
        (1_709_164_800_000, "2024-02-29"), (951_782_400_000, "2000-02-29"), (-1, "1969-12-31"),
        (4_107_542_399_999, "2100-02-28"), (4_107_542_400_000, "2100-03-01"),
    ]) func daysHaveTheirNames(time: Int64, name: String) {
        #expect(UTCDay(containing: time).text == name)
        #expect(UTCDay(name) == UTCDay(containing: time))
    }

    @Test func everyDayOfTwoCenturiesComesBack() {
        for number in -20_000..<60_000 {
            let day = UTCDay(number: number)
            #expect(UTCDay(day.text)?.number == number)
        }
    }

    @Test(arguments: ["2026-02-29", "2026-13-01", "2026-1-01", "20260120", "2026-01-2x", "", "2026-01-200"])
    func whatIsNoDateIsNone(text: String) { #expect(UTCDay(text) == nil) }

    @Test func lastMillisecondIsTheDaysOwn() {
        let day = UTCDay("2026-01-20")!
        #expect(UTCDay(containing: day.lastMs) == day)
        #expect(UTCDay(containing: day.lastMs + 1).text == "2026-01-21")
    }

    @Test func fileNames() {
        #expect(FileName("signals_2026-01-20.jsonl")?.description == "signals_2026-01-20.jsonl")
        for other in [
            "signals_2026-01-20.jsonl.gz", "signals_2026-02-30.jsonl", "markets_2026-01-20.json", "x.jsonl",
        ] {
            #expect(FileName(other) == nil)
        }
    }
}
