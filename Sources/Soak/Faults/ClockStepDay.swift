/// The wall clock is set to the next day, by somebody who mistyped a date: files of a day come that is not.
package struct ClockStepDay: WallFault {
    package let plan: PlannedFault
    package var stage = WallStage.untouched

    package init(_ plan: PlannedFault) { self.plan = plan }

    package var deed: String { "is set a day ahead" }
    package func shift(at now: VirtualTime) -> WallShift { WallShift(offsetMs: VirtualTime.msPerDay) }
}
