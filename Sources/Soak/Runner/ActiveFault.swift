import SoakFaults

/// A fault of this run and where it stands.
struct ActiveFault {
    var fault: any Fault
    var progress: FaultProgress

    init(_ plan: PlannedFault) {
        fault = Faults.make(plan)
        progress = FaultProgress(plan, end: fault.end)
    }

    var id: String { fault.plan.id }

    /// Whether an end of the engine, while this is in force, is what was planned.
    func isEndPlanned(bite: InjectorBite?) -> Bool { fault.plansEnd(bite) }

    /// Whether an end of the engine that nobody planned is its doing: it is in force for a time, and not over
    /// with a bite.
    var mayEndEngine: Bool { fault.end == .time }
}
