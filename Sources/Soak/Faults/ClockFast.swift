/// The wall clock runs fast, as on a bad oscillator without a time server.
package struct ClockFast: WallFault {
    package let plan: PlannedFault
    package var stage = WallStage.untouched

    package init(_ plan: PlannedFault) { self.plan = plan }

    package var deed: String { "gains \(plan.percent) seconds in a hundred" }
    package func shift(at now: VirtualTime) -> WallShift {
        WallShift(offsetMs: 0, driftMsPerSecond: plan.percent * 10, fromMs: now.ms)
    }
}
