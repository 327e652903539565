import SoakFaults
import Testing

@Suite struct FaultKindTests {
    @Test(arguments: FaultKind.allCases) func eachKindIsMadeAndSpeaksOfItself(kind: FaultKind) {
        let fault = Faults.make(TestGround.plan(kind))
        #expect(fault.plan.kind == kind)
        #expect(
            fault.about.contains("2026-01-20") || fault.about.contains("SIG") || kind == .truncateAtLineEnd)
        #expect(!fault.undoing.isEmpty)
        #expect(kind.errors.isEmpty == !kind.keys.contains(.errno))
    }

    @Test func anInterruptionForEverIsRefused() {
        let window = VirtualWindow(from: VirtualTime("2026-01-20T15:00:00Z")!, durationMs: 3_600_000)
        let spec = FaultSpec(
            id: "w", kind: .writeError, at: .timeOfDay(ms: 15 * 3_600_000 + 1), error: .EINTR, times: 0)
        #expect(throws: FaultPlan.Misplaced.self) { try FaultPlan([spec], window: window, seed: 1) }
    }

    @Test func aFaultThatIsOverWithItsBiteIsLiftedAtOnce() {
        var progress = FaultProgress(TestGround.plan(.sigstop), end: .atOnce)
        progress.wasArmed()
        progress.didBite(generation: 1)
        let step = progress.next(
            now: progress.plan.armAt, engineReady: false, generation: 1, ending: false)
        #expect(step == .lift)
    }
}
