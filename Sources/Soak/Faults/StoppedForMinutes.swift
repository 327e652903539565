/// The engine stands still for minutes, as on a laptop that slept or a machine that was moved: the venue has long
/// closed its connection when it goes on.
///
/// Proof: as of `sigstop`.
package struct StoppedForMinutes: Fault {
    private var stop: Sigstop

    package init(_ plan: PlannedFault) { stop = Sigstop(plan) }

    package var plan: PlannedFault { stop.plan }
    package var end: FaultEnd { stop.end }
    package var about: String { stop.about }
    package var undoing: String { stop.undoing }
    package var holdsTime: Bool { true }

    package mutating func prepare(on ground: any FaultGround) throws(FaultMiss) -> Bool {
        try stop.prepare(on: ground)
    }
    package mutating func make(on ground: any FaultGround) throws(FaultMiss) { try stop.make(on: ground) }
    package mutating func prove(on ground: any FaultGround) throws(FaultMiss) -> FaultProof? {
        try stop.prove(on: ground)
    }
    package mutating func lift(on ground: any FaultGround) throws(FaultMiss) { try stop.lift(on: ground) }
}
