import CClockPage
import Glibc
import Testing

@testable import EngineService

@Suite struct ClockTests {
    private func path() -> String { "/tmp/hip3-page-\(getpid())-\(UInt32.random(in: 0 ... .max))" }

    @Test func pageIsReadAndItsLeashHolds() throws {
        let path = path()
        defer { unlink(path) }
        let origin: Int64 = 1_768_893_180_000_000_000
        let page = try #require(
            clock_page_create(
                path,
                clock_reading(
                    virtual_ns: origin, real_ns: clock_real_ns(), rate: 1_000_000,
                    limit_ns: origin + 5_000_000)))
        defer { clock_page_close(page) }
        let clock = try #require(PageClock(path: path))
        #expect(clock.rate == 1_000_000)
        #expect(clock.originMS == origin / 1_000_000)
        // A million times real time: the limit is reached at once and never passed.
        while clock.nowMS < origin / 1_000_000 + 5 {}
        #expect(clock.nowMS == origin / 1_000_000 + 5)
        #expect(clock.realNanoseconds(forVirtualMS: 1_000) == 1_000)
    }

    @Test func whatIsNoPageIsRefused() {
        #expect(PageClock(path: "/nonexistent/clock") == nil)
        #expect(PageClock(path: "/etc/hostname") == nil)
    }

    @Test func steadyClockBeginsWithTheWallAndDoesNotFall() {
        let clock = SteadyClock()
        #expect(abs(clock.wallMS - clock.nowMS) < 1_000)
        var last = clock.nowMS
        for _ in 0..<10_000 {
            let now = clock.nowMS
            #expect(now >= last)
            last = now
        }
        #expect(clock.realNanoseconds(forVirtualMS: 7) == 7_000_000)
    }

    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"), (1_768_893_180_007, "2026-01-20T07:13:00.007Z"),
        (1_768_953_599_999, "2026-01-20T23:59:59.999Z"),
    ]) func timesInText(time: Int64, text: String) { #expect(TimeText.of(time) == text) }
}
