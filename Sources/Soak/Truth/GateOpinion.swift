/// What a gate does within its tolerances.
enum GateOpinion: Equatable {
    /// Passes at either limit.
    case passes
    /// Blocks at the lower limit, passes at the higher one.
    case undecided
    /// Blocks at either limit.
    case blocks

    /// From the two runs of one comparison.
    init(blocksAtLower: Bool, blocksAtHigher: Bool) {
        self = blocksAtHigher ? .blocks : blocksAtLower ? .undecided : .passes
    }
}

/// What all gates together do: the first that surely blocks is named.
enum GatesOpinion: Equatable {
    case passes
    case undecided
    case blocked(by: TruthGate)
}
