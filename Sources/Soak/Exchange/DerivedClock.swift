/// When the derived channels that don't wait for a change push: one clock for all coins, fixed by the seed.
/// Virtual ms.
package struct DerivedClock: Sendable {
    package enum Push: Int, CaseIterable, Sendable {
        case book
        case fastBook
        case mids

        /// As measured: the full book every 5.36 to 5.41 s, the fast one about every 0.54 s, mids about every 5 s.
        var periodMs: ClosedRange<Int64> {
            switch self {
            case .book: 5_360...5_410
            case .fastBook: 520...560
            case .mids: 4_900...5_100
            }
        }
    }

    package struct Due: Equatable, Sendable {
        package var push: Push
        /// When the frames leave.
        package var atMs: Int64
        /// The block time that all of them share. No book that they show is younger.
        package var timeMs: Int64
    }

    /// The shortest way from a block to its frames.
    private static let delayMs: Int64 = 195

    private let seed: UInt64
    private var nextMs: [Int64]
    private var counts: [UInt64]

    package init(seed: UInt64, fromMs: Int64) {
        self.seed = seed
        nextMs = Push.allCases.map { fromMs + $0.periodMs.lowerBound }
        counts = Push.allCases.map { _ in 0 }
    }

    /// The next push that is due at `ms` or was before; nil when there is none.
    package mutating func next(upToMs ms: Int64) -> Due? {
        var first = Push.book
        for push in Push.allCases where nextMs[push.rawValue] < nextMs[first.rawValue] { first = push }
        let index = first.rawValue
        let atMs = nextMs[index]
        guard atMs <= ms else { return nil }
        counts[index] += 1
        let period = first.periodMs
        nextMs[index] += period.lowerBound + draw(index) % (period.upperBound - period.lowerBound + 1)
        return Due(push: first, atMs: atMs, timeMs: atMs - Self.delayMs)
    }

    private func draw(_ index: Int) -> Int64 {
        var mixed = seed &+ counts[index] &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(index) << 56
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int64((mixed ^ (mixed >> 31)) >> 1)
    }
}
