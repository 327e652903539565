/// What happens to one market beside its ordinary movement: which dislocation is on, whether its book or
/// its context is silent, and when the next of each kind comes.
struct IncidentPlan {
    enum Kind: Int, CaseIterable {
        /// The book crosses the oracle for seconds or minutes: what signals are made of.
        case dislocation
        /// So far that mark and mid part: the mark's gate must block.
        case flash
        /// One side crosses while the other is withdrawn: the spread's gate must block.
        case withdrawal
        /// The book is silent for more than a minute while the oracle leaves it: the bbo's age.
        case quietBook
        /// The context is silent for more than a minute while the book leaves it: the context's age.
        case contextStall
    }

    /// What the plan has to know of the market at the moment.
    struct Surroundings {
        var hours: MarketHours
        var assetClass: MarketClass
        var meanGapMs: Int64
        var calmMs: Int64
        /// The spread now, in thousandths of a bps.
        var spread: Int64
    }

    private static let hourMs: Int64 = 3_600_000
    /// What a cross needs before it pays: the cost of the default configuration.
    private static let cost = 11 * Relative.bps
    /// A dislocation that is to give signals stays below the mark's gate with a margin.
    private static let signalOffsetMax = 45 * Relative.bps
    /// Every day has both gates' cases, but stalls cost coverage: few, and none where the session is judged.
    private static let stallMs: ClosedRange<Int64> = 65_000...110_000
    private static let quietMs: ClosedRange<Int64> = 75_000...130_000

    private var nextAtMs: [Int64]
    private(set) var current: Dislocation?
    private(set) var bookSilentUntilMs: Int64 = 0
    private(set) var contextSilentUntilMs: Int64 = 0
    private var drift: Int64 = 0
    private var driftTicks: Int64 = 0

    init(fromMs: Int64, _ now: Surroundings, _ random: inout RandomSource) {
        nextAtMs = []
        for kind in Kind.allCases {
            nextAtMs.append(fromMs + random.exponential(mean: Self.intervalMs(kind, now)))
        }
    }

    /// The dislocation that is over, once: its owner moves the price when it led.
    mutating func takeOver(at ms: Int64) -> Dislocation? {
        guard let over = current, over.isOver(at: ms) else { return nil }
        current = nil
        return over
    }

    /// How far the external price goes in this oracle step beside its own movement.
    mutating func takeDrift() -> Int64 {
        guard driftTicks > 0 else { return 0 }
        driftTicks -= 1
        return drift
    }

    /// Starts what is due, one thing at a time; what finds no room is left out.
    mutating func advance(to ms: Int64, _ now: Surroundings, _ random: inout RandomSource) {
        for kind in Kind.allCases where ms >= nextAtMs[kind.rawValue] {
            nextAtMs[kind.rawValue] = ms + random.exponential(mean: Self.intervalMs(kind, now))
            let isCalm = current == nil && ms >= bookSilentUntilMs && ms >= contextSilentUntilMs
            if isCalm, Self.fits(kind, ms, now) { start(kind, ms, now, &random) }
        }
    }

    /// Lets the book cross until then, if nothing else is on; false when there is. What is on may be over at
    /// the next step.
    mutating func cross(at ms: Int64, untilMs: Int64, _ spread: Int64, _ random: inout RandomSource) -> Bool {
        guard current == nil, ms >= bookSilentUntilMs, ms >= contextSilentUntilMs else { return false }
        let pays = Self.cost + spread / 2
        let offset = max(pays + 1_000, min(pays + 4_000 + random.below(4_000), Self.signalOffsetMax))
        begin(ms, ramp: random.between(150, 1_000), lasts: untilMs - ms, random.sign() * offset)
        return true
    }

    private static func intervalMs(_ kind: Kind, _ now: Surroundings) -> Int64 {
        switch kind {
        case .dislocation: now.calmMs
        case .flash: now.hours.phase.isSession ? 5 * hourMs : 14 * hourMs
        case .withdrawal: 5 * hourMs
        case .quietBook: 14 * hourMs
        case .contextStall: now.assetClass == .equityUS ? 30 * hourMs : 12 * hourMs
        }
    }

    private static func fits(_ kind: Kind, _ ms: Int64, _ now: Surroundings) -> Bool {
        let isJudged = now.assetClass == .equityUS && now.hours.phase.isSession
        let changesSoon = now.hours.untilMs - ms < stallMs.upperBound + 60_000
        return switch kind {
        case .dislocation, .flash: true
        case .withdrawal: now.spread <= 5_500
        case .quietBook: now.meanGapMs >= 800 && !isJudged && !changesSoon
        case .contextStall: now.meanGapMs <= 1_300 && !isJudged && !changesSoon
        }
    }

    private mutating func start(
        _ kind: Kind, _ ms: Int64, _ now: Surroundings, _ random: inout RandomSource
    ) {
        let side = random.sign()
        // The offset at which the crossing side just pays.
        let pays = Self.cost + now.spread / 2
        switch kind {
        case .dislocation:
            let depth = 1_000 + random.below(8_000) + (random.below(5) == 0 ? random.below(18_000) : 0)
            let offset = max(pays + 1_000, min(pays + depth, Self.signalOffsetMax))
            begin(
                ms, ramp: random.between(150, 2_500), lasts: Self.duration(&random), side * offset,
                leads: random.below(5) < 2)
        case .flash:
            let offset = 60_000 + now.spread / 2 + random.below(70_000)
            begin(ms, ramp: random.between(100, 600), lasts: random.between(3_000, 15_000), side * offset)
        case .withdrawal:
            let offset = pays + 2_000 + random.below(4_000)
            begin(
                ms, ramp: random.between(100, 600), lasts: random.between(4_000, 20_000), side * offset,
                withdrawn: max(12_000, now.spread * 9))
        case .quietBook:
            bookSilentUntilMs = ms + random.between(Self.quietMs.lowerBound, Self.quietMs.upperBound)
            driftTicks = random.between(8, 16)
            drift = side * (pays + 4_000 + random.below(16_000)) / driftTicks
        case .contextStall:
            let lasts = random.between(Self.stallMs.lowerBound, Self.stallMs.upperBound)
            contextSilentUntilMs = ms + lasts
            let offset = pays + 11_000 + random.below(12_000)
            let begins = ms + random.between(10_000, 40_000)
            begin(begins, ramp: 1_500, lasts: ms + lasts - begins, side * offset)
        }
    }

    private mutating func begin(
        _ ms: Int64, ramp: Int64, lasts: Int64, _ offset: Int64, leads: Bool = false, withdrawn: Int64 = 0
    ) {
        current = Dislocation(
            beginMs: ms, fullMs: ms + ramp, endMs: ms + max(lasts, ramp + 500), offset: offset, leads: leads,
            withdrawn: withdrawn)
    }

    /// Half of them some seconds, a third up to a minute, the rest up to four minutes.
    private static func duration(_ random: inout RandomSource) -> Int64 {
        switch random.below(20) {
        case ..<11: random.between(1_500, 9_000)
        case ..<17: random.between(9_000, 55_000)
        default: random.between(55_000, 240_000)
        }
    }
}
