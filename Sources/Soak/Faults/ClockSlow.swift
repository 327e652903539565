/// The wall clock runs slow, as in a guest whose timer ticks get lost.
package struct ClockSlow: WallFault {
    package let plan: PlannedFault
    package var stage = WallStage.untouched

    package init(_ plan: PlannedFault) { self.plan = plan }

    package var deed: String { "loses \(plan.percent) seconds in a hundred" }
    package func shift(at now: VirtualTime) -> WallShift {
        WallShift(offsetMs: 0, driftMsPerSecond: -plan.percent * 10, fromMs: now.ms)
    }
}
