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

extension GateOpinion {
    /// From what the gate does in each state that an engine may be in; none: it passes.
    init(_ opinions: some Sequence<GateOpinion>) {
        var isAny = false
        var isAll = true
        for opinion in opinions {
            isAny = isAny || opinion != .passes
            isAll = isAll && opinion == .blocks
        }
        self.init(blocksAtLower: isAny, blocksAtHigher: isAny && isAll)
    }
}

/// What all gates together do: the first that surely blocks is named.
enum GatesOpinion: Equatable {
    case passes
    case undecided
    case blocked(by: TruthGate)
}
