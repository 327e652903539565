/// What one update of a market means for one side of it.
enum TruthFinding: Equatable {
    case nothing
    /// A signal; not certain when a correct engine may also leave it out.
    case signal(EmittedKey, distanceE8: Int64, certain: Bool)
    /// A signal that would be emitted but for this gate.
    case blocked(by: TruthGate)
}
