/// So many of something, counted over all lives of the engine: when a fault begins that is not begun by the clock.
package enum FaultCount: Equatable, Sendable {
    /// Whole lines in the engine's signals files.
    case signals(Int64)
    /// Frames of the venue that the engine says in its ledger, minute by minute, to have received.
    case frames(Int64)

    /// For sentences.
    package var words: String {
        switch self {
        case .signals(let number): "\(number) signals"
        case .frames(let number): "\(number) frames"
        }
    }

    /// Whether that much is there.
    package func isReached(signals: Int64, frames: Int64) -> Bool {
        switch self {
        case .signals(let number): signals >= number
        case .frames(let number): frames >= number
        }
    }
}
