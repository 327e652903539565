import SoakFaults
import Testing

@Suite struct PlanTests {
    static let day = VirtualWindow(from: VirtualTime("2026-01-20T07:13:00Z")!, durationMs: 86_520_000)
    static let incident = FaultSpec(
        id: "incident", kind: .dataDirTaken, at: .timeOfDay(ms: VirtualTime.timeOfDayMs("23:30")!),
        until: .timeOfDay(ms: VirtualTime.timeOfDayMs("00:30")!))
    static let torn = FaultSpec(
        id: "torn", kind: .tornWrite, at: .timeOfDay(ms: VirtualTime.timeOfDayMs("15:30")!),
        jitterMs: 1_200_000)

    @Test func theSameSeedGivesTheSamePlan() throws {
        let plans = try (1...2).map { _ in
            try FaultPlan([Self.incident, Self.torn], window: Self.day, seed: 7)
        }
        #expect(plans[0] == plans[1])
        #expect(plans[0].faults.map(\.id) == ["torn", "incident"])
        #expect(try FaultPlan([Self.torn, Self.incident], window: Self.day, seed: 7) == plans[0])
        // Golden: what a seed drew once it draws for ever, or a failing run can't be repeated.
        #expect(plans[0].faults[0].armAt.text == "2026-01-20T15:33:06.080Z")
        #expect(plans[0].faults[0].k == 8 && plans[0].faults[0].bytes == 51)
        let other = try FaultPlan([Self.torn], window: Self.day, seed: 8)
        #expect(other.faults[0] != plans[0].faults[0])
    }

    @Test func drawsFillTheirRangeAndNothingElse() {
        var seen: Set<Int64> = []
        for seed in 0..<500 { seen.insert(SeededDraw(seed: UInt64(seed)).number(in: 3...12, "a", "b")) }
        #expect(seen == Set(3...12))
        let draw = SeededDraw(seed: 1)
        #expect(draw.bits("a", "b") != draw.bits("a", "c"))
        #expect(draw.bits("ab", "c") != draw.bits("a", "bc"))
        #expect(draw.bits("a", "b", index: 1) != draw.bits("a", "b", index: 2))
    }

    @Test func timesOfDayFallIntoTheWindow() throws {
        let plan = try FaultPlan([Self.incident], window: Self.day, seed: 1)
        #expect(plan.faults[0].armAt.text == "2026-01-20T23:30:00Z")
        #expect(plan.faults[0].until.text == "2026-01-21T00:30:00Z")
    }

    func misplaced(_ specs: [FaultSpec], _ window: VirtualWindow = day) -> String {
        do { _ = try FaultPlan(specs, window: window, seed: 1) } catch { return error.description }
        return "placed"
    }

    @Test func whatCannotBiteIsRefused() {
        var noon = Self.incident
        noon.at = .timeOfDay(ms: 12 * 3_600_000)
        noon.until = .timeOfDay(ms: 13 * 3_600_000)
        #expect(misplaced([noon]).contains("no midnight UTC between"))
        let hour = VirtualWindow(from: VirtualTime("2026-01-20T14:00:00Z")!, durationMs: 3_600_000)
        #expect(misplaced([Self.torn], hour).contains("outside of the window"))
        var early = Self.torn
        early.until = .instant(VirtualTime("2026-01-20T10:00:00Z")!)
        #expect(misplaced([early]).contains("ends before it begins"))
        var second = Self.incident
        second.id = "second"
        #expect(misplaced([Self.incident, second]).contains("before `incident` is over"))
    }
}

/// Faults that begin by a count.
@Suite struct CountedFaultTests {
    static let counted = FaultSpec(id: "c", kind: .sigkill, at: .count(.signals(100)), lastsMs: 120_000)

    @Test func itMayBeginAnywhereInTheWindow() throws {
        let plan = try FaultPlan([PlanTests.torn, Self.counted], window: PlanTests.day, seed: 1)
        let fault = try #require(plan.faults.first { $0.id == "c" })
        #expect(fault.after == .signals(100))
        #expect(
            fault.armAt == PlanTests.day.from && fault.until.ms == PlanTests.day.to.ms - FaultPlan.quietMs)
        let begun = fault.begun(at: VirtualTime("2026-01-20T12:00:00Z")!)
        #expect(begun.after == nil && begun.armAt.text == "2026-01-20T12:00:00Z")
        #expect(begun.until.text == "2026-01-20T12:02:00Z" && begun.k == fault.k)
        // However late it begins, it is over before the quiet minute.
        #expect(fault.begun(at: fault.until).until == fault.until)
    }

    @Test func whatCannotBePlacedIsRefused() {
        func misplaced(_ change: (inout FaultSpec) -> Void) -> String {
            var spec = Self.counted
            change(&spec)
            do { _ = try FaultPlan([spec], window: PlanTests.day, seed: 1) } catch {
                return error.description
            }
            return "placed"
        }
        #expect(misplaced { $0.kind = .dataDirTaken }.contains("give it a time, not a count"))
        #expect(
            misplaced { $0.until = .instant(VirtualTime("2026-01-21T07:14:30Z")!) }.contains(
                "outside of the window"))
        #expect(misplaced { _ in } == "placed")
    }

    @Test func itWaitsUntilSomebodyHasCounted() {
        let plan = PlannedFault(
            id: "c", kind: .sigkill, armAt: VirtualTime(ms: 0), until: VirtualTime(ms: 9000),
            after: .frames(7),
            lastsMs: 500)
        let waiting = FaultProgress(plan, end: .engineBack)
        func next(_ ms: Int64, ending: Bool = false) -> FaultProgress.Step {
            waiting.next(now: VirtualTime(ms: ms), engineReady: true, generation: 1, ending: ending)
        }
        #expect(next(0) == .nothing && next(8999) == .nothing)
        #expect(next(9000) == .miss(why: "there were no 7 frames before \(plan.until.text)"))
        #expect(next(5, ending: true) == .miss(why: "the run ended before there were 7 frames"))
        let begun = FaultProgress(plan.begun(at: VirtualTime(ms: 100)), end: .engineBack)
        #expect(
            begun.next(now: VirtualTime(ms: 100), engineReady: true, generation: 1, ending: false) == .prepare
        )
        #expect(FaultCount.frames(7).isReached(signals: 9, frames: 6) == false)
        #expect(FaultCount.frames(7).isReached(signals: 0, frames: 7))
        #expect(FaultCount.signals(7).isReached(signals: 7, frames: 0))
    }

    @Test func aSkipIsNoMiss() {
        let plan = PlannedFault(
            id: "c", kind: .diskFull, armAt: VirtualTime(ms: 0), until: VirtualTime(ms: 9000))
        var progress = FaultProgress(plan, end: .time)
        progress.didSkip("no mounts")
        #expect(progress.outcome == .skipped(why: "no mounts") && progress.isOver && !progress.isInForce)
        #expect(FaultMiss("too late").isSkip == false)
        let miss = FaultMiss.impossible("no mounts")
        #expect(miss.isSkip && miss.reason == "no mounts" && FaultMiss.impossible(miss.why) == miss)
    }
}

@Suite struct VirtualTimeTests {
    @Test(arguments: [
        ("1970-01-01T00:00Z", Int64(0)), ("2026-01-20T07:13:00Z", 1_768_893_180_000),
        ("2024-02-29T23:59:59.999Z", 1_709_251_199_999), ("1969-12-31T23:59:59.999Z", -1),
    ])
    func textsAreRead(text: String, ms: Int64) {
        #expect(VirtualTime(text)?.ms == ms)
        #expect(VirtualTime(VirtualTime(ms: ms).text)?.ms == ms)
    }

    @Test(arguments: [
        "2026-02-29T00:00Z", "2026-01-20T24:00Z", "2026-01-20T07:13:00", "2026-1-20T07:13Z",
        "2026-01-20 07:13Z",
        "2026-13-01T00:00Z", "2026-01-20T07:13:60Z", "2026-01-20T07:13.500Z", "2026-01-20T07:13:00.5Z", "",
        "T Z",
        "2026-01-20T+7:13Z",
    ])
    func otherTextsAreNot(text: String) { #expect(VirtualTime(text) == nil) }

    @Test func daysRollOver() {
        let late = VirtualTime("2026-12-31T23:59:59.999Z")!
        #expect(late.day == "2026-12-31")
        #expect((late + 1).day == "2027-01-01")
        #expect(late.nextMidnight.text == "2027-01-01T00:00:00Z")
        #expect(late.nextMidnight.nextMidnight.text == "2027-01-02T00:00:00Z")
    }

    @Test func durationsAreReadAndWritten() {
        #expect(DurationText.ms("24h2m") == 86_520_000)
        #expect(DurationText.ms("500ms") == 500)
        #expect(DurationText.ms("1d") == 86_400_000)
        for text in ["24h2m", "1h30m", "45s", "1m500ms", "0s"] {
            #expect(DurationText.ms(text).map { DurationText.text(ms: $0) } == text)
        }
        for text in ["", "24", "h", "1x", "-1h", "1.5h", "１h", "99999999999h"] {
            #expect(DurationText.ms(text) == nil)
        }
    }
}
