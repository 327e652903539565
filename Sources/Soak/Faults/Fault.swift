/// A fault: mechanism, proof, lift. The runner calls `prepare` from the fault's time on until it says true,
/// journals how it will be lifted, calls `make`, then `prove` until there is a proof or a miss, then `lift`.
///
/// Nothing here waits or sleeps. `prove` is also called once right after the engine died, before it is
/// started again.
package protocol Fault {
    var plan: PlannedFault { get }
    /// One sentence: what is about to be done.
    var about: String { get }
    /// How it will be undone; journaled before it is made.
    var undoing: String { get }
    /// When it is lifted.
    var end: FaultEnd { get }

    /// False: not yet. Shows that what is about to fail works now. Changes nothing.
    mutating func prepare(on ground: any FaultGround) throws(FaultMiss) -> Bool
    mutating func make(on ground: any FaultGround) throws(FaultMiss)
    mutating func prove(on ground: any FaultGround) throws(FaultMiss) -> FaultProof?
    /// Must be safe to call twice, and after a `make` that failed half way.
    mutating func lift(on ground: any FaultGround) throws(FaultMiss)
}

package enum FaultEnd: Equatable, Sendable {
    /// At `plan.until`.
    case time
    /// As soon as the engine is ready again.
    case engineBack
}

package enum Faults {
    package static func make(_ plan: PlannedFault) -> any Fault {
        switch plan.kind {
        case .dataDirTaken: DataDirTaken(plan)
        case .tornWrite: TornWrite(plan)
        case .truncateAtLineEnd: TruncateAtLineEnd(plan)
        }
    }
}
