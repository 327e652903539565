/// SplitMix64: the same numbers for the same seed on any machine.
struct SeededNumbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// From 0 to `bound` - 1.
    mutating func below(_ bound: Int64) -> Int64 {
        Int64((UInt128(next()) * UInt128(bound)) >> 64)
    }
}

/// A signal; prices and sizes in 1e-8.
struct ModelSignal {
    var atMS: Int64
    var market: Int
    var isBuy: Bool
    var oracle: Int64
    var best: Int64
    var size: Int64

    func gain(best: Int64, oracle: Int64) -> Int64 { isBuy ? oracle - best : best - oracle }

    /// `change / reference` in hundredths of a basis point, half to even.
    static func hundredths(_ change: Int64, over reference: Int64) -> Int64 {
        let (quotient, rest) = (change.magnitude * 1_000_000).quotientAndRemainder(
            dividingBy: reference.magnitude)
        let twice = rest * 2
        let isUp = twice > reference.magnitude || twice == reference.magnitude && quotient % 2 == 1
        let rounded = Int64(quotient) + (isUp ? 1 : 0)
        return change < 0 ? -rounded : rounded
    }

    var edge: Int64 { Self.hundredths(gain(best: best, oracle: oracle), over: oracle) }
}

/// Crosses as a market has them: some ticks on one side of one market, then another one.
struct CrossModel {
    /// 4 bps of fee, 2 of slippage, 5 of edge.
    static let costHundredths: Int64 = 1_100
    /// Cents.
    private static let tick: Int64 = 1_000_000

    private let ticks: Int64
    private var numbers: SeededNumbers
    private var oracles: [Int64]
    private var current = (market: 0, isBuy: true, ticksLeft: Int64(0))

    /// `ticks`: of a cross, on average.
    init(markets: Int, ticks: Int64, seed: UInt64) {
        self.ticks = ticks
        var numbers = SeededNumbers(seed: seed)
        oracles = (0..<markets).map { _ in (2_000 + numbers.below(60_000)) * Self.tick }
        self.numbers = numbers
    }

    mutating func signal(atMS: Int64) -> ModelSignal {
        if current.ticksLeft == 0 {
            current = (
                Int(numbers.below(Int64(oracles.count))), numbers.below(2) == 0,
                max(1, ticks / 5) + numbers.below(max(1, ticks * 8 / 5))
            )
        }
        current.ticksLeft -= 1
        let market = current.market
        oracles[market] = max(1_000 * Self.tick, oracles[market] + (numbers.below(7) - 3) * Self.tick)
        let oracle = oracles[market]
        // From 11.2 bps on, rounded up to a tick, so that every edge reaches the cost.
        let wanted = oracle / 1_000_000 * (1_120 + numbers.below(1_800))
        let gap = (wanted / Self.tick + 1) * Self.tick
        return ModelSignal(
            atMS: atMS, market: market, isBuy: current.isBuy, oracle: oracle,
            best: current.isBuy ? oracle - gap : oracle + gap, size: (1 + numbers.below(900)) * 10_000_000)
    }

    /// The market some seconds later: price, oracle and size of it.
    mutating func later(_ signal: ModelSignal) -> (oracle: Int64, best: Int64, size: Int64) {
        (
            max(Self.tick, signal.oracle + (numbers.below(11) - 5) * Self.tick),
            max(Self.tick, signal.best + (numbers.below(21) - 10) * Self.tick),
            (1 + numbers.below(900)) * 10_000_000
        )
    }

    mutating func below(_ bound: Int64) -> Int64 { numbers.below(bound) }
}
