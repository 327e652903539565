/// A time in which the book stands away from where the oracle is: how far, in which direction, how long.
struct Dislocation {
    static let decayMs: Int64 = 1_200

    var beginMs: Int64
    /// From here to `endMs` the whole offset holds.
    var fullMs: Int64
    var endMs: Int64
    /// Of the whole book, in thousandths of a bps: below zero the ask comes under the oracle.
    var offset: Int64
    /// The book was right: at the end the oracle comes to it. Otherwise the book goes back.
    var leads: Bool
    /// How far the other side is withdrawn from the one that crosses; 0 when it is not.
    var withdrawn: Int64

    func offset(at ms: Int64) -> Int64 {
        switch ms {
        case ..<beginMs: 0
        case ..<fullMs: offset * (ms - beginMs) / max(1, fullMs - beginMs)
        case ..<endMs: offset
        case ..<(endMs + Self.decayMs): offset * (endMs + Self.decayMs - ms) / Self.decayMs
        default: 0
        }
    }

    func isWithdrawn(at ms: Int64) -> Bool { withdrawn > 0 && ms >= fullMs && ms < endMs }

    func isOver(at ms: Int64) -> Bool { ms >= endMs + (leads ? 0 : Self.decayMs) }
}
