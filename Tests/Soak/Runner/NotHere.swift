import SoakFaults

/// A fault that this machine can't do.
struct NotHere: Fault {
    let plan: PlannedFault
    var about: String { "nothing" }
    var undoing: String { "nothing" }
    var end: FaultEnd { .time }

    func impossible(on ground: any FaultGround) -> String? { "nothing can be mounted here" }
    mutating func prepare(on ground: any FaultGround) throws(FaultMiss) -> Bool { true }
    mutating func make(on ground: any FaultGround) throws(FaultMiss) { throw FaultMiss("it was made") }
    mutating func prove(on ground: any FaultGround) throws(FaultMiss) -> FaultProof? { nil }
    mutating func lift(on ground: any FaultGround) throws(FaultMiss) {}
}
