/// The prices behind one market: where the world values it (`fair`), what the oracle publishes of that in
/// steps of about 3 s, and the mark that follows from oracle and book.
///
/// The book knows where the world goes; the oracle says it at the next step. So the book leads by up to
/// 3 s, and a jump arrives in the oracle as a staircase.
struct PriceMotion {
    /// The relayer moves oracle and mark by at most 50 bps in one step; rounding to a tick stays within that.
    private static let stepMax = 49 * Relative.bps
    /// Steps in half an hour: the internal oracle's time constant.
    private static let internalSteps: Int64 = 600
    private static let markSteps: Int64 = 50
    /// Steps in which a price forgets a way from its start: two weeks, so that no stream runs away.
    private static let homingSteps: Int64 = 400_000

    private let grid: PriceGrid
    private let startPxE8: Int64
    private let maxLeverage: Int64
    private var fairE8: Int64
    private var nextFairE8: Int64
    private var tickMs: Int64
    private(set) var nextTickMs: Int64
    private var internalE8: Int64
    private var lastExternalE8: Int64
    /// 64ths of a price unit, so that small differences are not lost in the average.
    private var markGap64: Int64 = 0
    private(set) var oraclePxE8: Int64
    private(set) var markPxE8: Int64

    init(_ facts: MarketFacts, grid: PriceGrid, fromMs: Int64, _ random: inout RandomSource) {
        self.grid = grid
        startPxE8 = facts.start.oraclePxE8
        maxLeverage = Int64(facts.maxLeverage)
        oraclePxE8 = startPxE8
        markPxE8 = facts.start.markPxE8
        fairE8 = startPxE8
        nextFairE8 = startPxE8
        internalE8 = startPxE8
        lastExternalE8 = startPxE8
        tickMs = fromMs
        nextTickMs = fromMs + random.between(100, 3_000)
    }

    /// What the book turns around at an instant of the current step.
    func anchor(at ms: Int64) -> Int64 {
        fairE8 + (nextFairE8 - fairE8) * min(ms - tickMs, nextTickMs - tickMs) / (nextTickMs - tickMs)
    }

    /// The world comes to where the book was.
    mutating func shift(by amount: Int64) {
        fairE8 = Relative.moved(fairE8, by: amount)
        nextFairE8 = Relative.moved(nextFairE8, by: amount)
    }

    /// Publishes one step and lets the world go on by `step` (thousandths of a bps) until the next.
    mutating func tick(
        isExternal: Bool, step: Int64, touch: Touch?, lastPxE8: Int64, _ random: inout RandomSource
    ) {
        fairE8 = nextFairE8
        if isExternal {
            internalE8 = clamped(fairE8, around: oraclePxE8)
            lastExternalE8 = internalE8
        } else {
            glide(touch)
        }
        oraclePxE8 = grid.round(internalE8)
        updateMark(touch, lastPxE8: lastPxE8)
        nextFairE8 = Relative.moved(fairE8, by: step)
        nextFairE8 -= (fairE8 - startPxE8) / Self.homingSteps
        if !isExternal { nextFairE8 -= (fairE8 - internalE8) / 100 }
        tickMs = nextTickMs
        nextTickMs += random.between(2_600, 3_400)
    }

    /// The internal oracle: pulled by what the book would pay beyond it, within the discovery bounds.
    private mutating func glide(_ touch: Touch?) {
        guard let touch else { return }
        let pull = max(touch.impactBidE8 - internalE8, 0) - max(internalE8 - touch.impactAskE8, 0)
        let bound = lastExternalE8 / maxLeverage
        internalE8 = min(
            max(internalE8 + pull / Self.internalSteps, lastExternalE8 - bound), lastExternalE8 + bound)
    }

    /// The median of the oracle, the oracle with the usual gap to the mid, and the book's own price.
    private mutating func updateMark(_ touch: Touch?, lastPxE8: Int64) {
        var mark = oraclePxE8
        if let touch {
            let mid = (touch.bidE8 + touch.askE8) / 2
            markGap64 += ((mid - oraclePxE8) * 64 - markGap64) / Self.markSteps
            let local = min(max(lastPxE8, touch.bidE8), touch.askE8)
            let usual = oraclePxE8 + markGap64 / 64
            mark = max(min(oraclePxE8, usual), min(max(oraclePxE8, usual), local))
        }
        markPxE8 = grid.round(clamped(mark, around: markPxE8))
    }

    private func clamped(_ pxE8: Int64, around centreE8: Int64) -> Int64 {
        let reach = Relative.part(Self.stepMax, of: centreE8)
        return min(max(pxE8, centreE8 - reach), centreE8 + reach)
    }
}
