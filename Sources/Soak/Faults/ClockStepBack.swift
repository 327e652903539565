/// The wall clock is set back: moments come a second time.
package struct ClockStepBack: WallFault {
    package let plan: PlannedFault
    package var stage = WallStage.untouched

    package init(_ plan: PlannedFault) { self.plan = plan }

    package var deed: String { "is set \(DurationText.text(ms: plan.byMs)) back" }
    package func shift(at now: VirtualTime) -> WallShift { WallShift(offsetMs: -plan.byMs) }
}
