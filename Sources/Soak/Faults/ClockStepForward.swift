/// The wall clock is set ahead, as by a time server that was not heard for long.
package struct ClockStepForward: WallFault {
    package let plan: PlannedFault
    package var stage = WallStage.untouched

    package init(_ plan: PlannedFault) { self.plan = plan }

    package var deed: String { "is set \(DurationText.text(ms: plan.byMs)) ahead" }
    package func shift(at now: VirtualTime) -> WallShift { WallShift(offsetMs: plan.byMs) }
}
