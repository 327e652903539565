/// The touch of one market: where both sides stand, with which size, and when one of them is missing.
struct BookMotion {
    /// What an update has to know of the moment.
    struct Moment {
        var ms: Int64
        var anchorE8: Int64
        /// Of the middle, in thousandths of a bps.
        var offset: Int64
        /// The usual spread of this phase, in thousandths of a bps.
        var usualSpread: Int64
        /// How far a withdrawn side stands from the crossing one; 0: none is.
        var withdrawn: Int64
        /// Both sides must move at once: the book is on its way.
        var isMoving: Bool
    }

    private let grid: PriceGrid
    /// The smallest size, in units of 1e-8.
    private let lotE8: Int64
    /// Dollars of an ordinary order.
    private let dollars: Int64
    private(set) var bid: BookLevel?
    private(set) var ask: BookLevel?
    /// Smoothed, in thousandths of a bps.
    private(set) var spread: Int64
    private(set) var lastPxE8: Int64
    /// What an impact order pays beyond the touch, in thousandths of a bps.
    private var impactBid: Int64 = 0
    private var impactAsk: Int64 = 0

    init(_ facts: MarketFacts, _ traits: MarketTraits, grid: PriceGrid, spread: Int64) {
        self.grid = grid
        self.spread = spread
        var lot = PriceGrid.oneE8
        for _ in 0..<facts.szDecimals { lot /= 10 }
        lotE8 = lot
        dollars = 300 * max(25, traits.activity) / 100
        lastPxE8 = facts.start.markPxE8
    }

    var touch: Touch? {
        guard let bid, let ask else { return nil }
        return Touch(
            bidE8: bid.pxE8, askE8: ask.pxE8,
            impactBidE8: impact(bid.pxE8, -impactBid), impactAskE8: impact(ask.pxE8, impactAsk))
    }

    /// The spread that a watcher sees, when that is wider than the smoothed one.
    var seenSpread: Int64 {
        guard let bid, let ask else { return spread }
        return max(spread, (ask.pxE8 - bid.pxE8) * 10_000_000 / bid.pxE8)
    }

    /// Averages over some depth have a digit or two more than a price.
    private func impact(_ pxE8: Int64, _ amount: Int64) -> Int64 {
        let step = max(1, grid.tick(at: pxE8) / (amount & 3 == 0 ? 100 : 10))
        return Relative.moved(pxE8, by: amount) / step * step
    }

    mutating func setMissing(_ missing: MissingSide) {
        if missing != .ask { bid = nil }
        if missing != .bid { ask = nil }
    }

    /// Moves to the next touch, which differs from the one before.
    mutating func update(_ moment: Moment, _ random: inout RandomSource) {
        spread += (moment.usualSpread * random.between(70, 150) / 100 - spread) / 3
        impactBid = spread * random.between(20, 120) / 100
        impactAsk = spread * random.between(20, 120) / 100
        var bidPx = grid.floor(Relative.moved(moment.anchorE8, by: moment.offset - spread / 2))
        var askPx = grid.ceil(Relative.moved(moment.anchorE8, by: moment.offset + spread / 2))
        let quotes = moment.isMoving ? 4 : random.below(5)
        let reach = Relative.part(spread, of: moment.anchorE8)
        if quotes < 2, let ask, abs(ask.pxE8 - askPx) <= reach { askPx = ask.pxE8 }
        if quotes == 2 || quotes == 3, let bid, abs(bid.pxE8 - bidPx) <= reach { bidPx = bid.pxE8 }
        if moment.withdrawn > 0 {
            if moment.offset < 0 {
                bidPx = grid.floor(Relative.moved(askPx, by: -moment.withdrawn))
            } else {
                askPx = grid.ceil(Relative.moved(bidPx, by: moment.withdrawn))
            }
        }
        if askPx <= bidPx {
            if quotes < 2 {
                bidPx = askPx - grid.tick(at: askPx - 1)
            } else {
                askPx = bidPx + grid.tick(at: bidPx)
            }
        }
        let oldBid = bid
        let oldAsk = ask
        bid = level(bidPx, after: oldBid, &random)
        ask = level(askPx, after: oldAsk, &random)
        if bid == oldBid, ask == oldAsk { bid?.szE8 += lotE8 * (1 + random.below(50)) }
    }

    /// Keeps an order that stays where it is, most of the time.
    private func level(_ pxE8: Int64, after old: BookLevel?, _ random: inout RandomSource) -> BookLevel {
        let draw = random.next()
        if let old, old.pxE8 == pxE8, draw & 7 < 5 { return old }
        let amount = (dollars << Int64((draw >> 8) % 6)) * Int64(256 + (draw >> 16) & 255) / 256
        // Dollars to lots: both times 1e8, so the product stays within 64 bits for sizes that exist.
        let lots = amount * (PriceGrid.oneE8 / lotE8) * PriceGrid.oneE8 / pxE8
        let n = 1 + Int32(((draw >> 32) & 0xFF).trailingZeroBitCount & 7)
        return BookLevel(pxE8: pxE8, szE8: max(1, lots) * lotE8, n: n)
    }

    /// Somebody takes from one side: the price, and how much of what stands there.
    mutating func trade(_ random: inout RandomSource) -> (pxE8: Int64, lotE8: Int64)? {
        guard let level = random.next() & 1 == 0 ? bid : ask else { return nil }
        lastPxE8 = level.pxE8
        return (level.pxE8, lotE8)
    }
}
