/// One market as it goes through time: price, incidents, book and context together.
///
/// Its owner asks for the next book or context in the order of their times; everything in between (oracle
/// steps, incidents) is caught up with then, so what comes out does not depend on who is asked first.
struct MarketState {
    private let facts: MarketFacts
    private let assetClass: MarketClass
    private let pace: MarketPace
    private let clock: BlockClock
    private let isQuiet: Bool
    private var random: RandomSource
    private var hours: MarketHours
    private var externalUntilMs: Int64
    private var price: PriceMotion
    private var plan: IncidentPlan
    private var book: BookMotion
    private var context: ContextMotion
    private var incidents: MarketIncidents
    /// What is sent while the market is halted.
    private var halted: AssetContext?
    /// The slow wandering of the book around the price, and of the pace around the usual one.
    private var basis: Int64 = 0
    private var moodPercent: Int64 = 100
    private var block: Int64 = 0
    private var lastBlockMs: Int64 = 0
    private var nowMs: Int64 = 0
    private var gapMs: Int64 = 0
    private var noBookUntilMs: Int64 = 0

    init(
        _ facts: MarketFacts, index: Int, seed: UInt64, fromMs: Int64, clock: BlockClock,
        incidents: VenueIncidents
    ) {
        self.facts = facts
        self.incidents = MarketIncidents(incidents, market: index)
        let traits = MarketTraits.of(facts.coin)
        let grid = PriceGrid(szDecimals: facts.szDecimals)
        assetClass = facts.assetClass
        pace = MarketPace(facts, traits)
        self.clock = clock
        isQuiet = traits.activity < 50 || facts.assetClass.isAsian
        random = RandomSource(seed: seed, stream: UInt64(index))
        hours = MarketHours(of: facts.assetClass, at: fromMs)
        externalUntilMs = Self.externalUntil(facts.assetClass, from: fromMs)
        price = PriceMotion(facts, grid: grid, fromMs: fromMs, &random)
        book = BookMotion(facts, traits, grid: grid, spread: pace.spread(hours))
        context = ContextMotion(facts, fromMs: fromMs)
        plan = IncidentPlan(
            fromMs: fromMs,
            IncidentPlan.Surroundings(
                hours: hours, assetClass: facts.assetClass, meanGapMs: pace.meanGapMs(hours),
                calmMs: pace.calmMs(hours), spread: traits.spread),
            &random)
    }

    // MARK: Book

    /// When the first book is sent, given the stream's begin.
    mutating func firstBboMs(fromMs: Int64) -> Int64 {
        block = clock.block(sentFrom: fromMs + random.below(900), after: 0)
        return clock.sentMs(of: block)
    }

    /// The book sent now (nil: it is silent) and when the next one may be.
    mutating func bbo(at ms: Int64) -> (sent: BestBidOffer?, nextMs: Int64) {
        advance(to: ms)
        if let halt = incidents.halt(at: ms) { return haltedBook(until: halt.untilMs) }
        if plan.bookSilentUntilMs > ms { return (nil, schedule(from: plan.bookSilentUntilMs)) }
        let isSilent = noBookUntilMs > ms
        if isSilent { return (nil, schedule(from: noBookUntilMs)) }
        if random.below(6) == 0, let trade = book.trade(&random) {
            context.trade(pxE8: trade.pxE8, lotE8: trade.lotE8, &random)
        }
        if let absence = absence(at: ms) {
            book.setMissing(absence.side)
            gapMs = absence.lastsMs
            return (sentBook(at: ms), schedule(from: ms + gapMs))
        }
        let dislocation = plan.current
        let offset = basis + (dislocation?.offset(at: ms) ?? 0)
        let moment = BookMotion.Moment(
            ms: ms, anchorE8: price.anchor(at: ms), offset: offset + random.normal() * 700 / 1_024,
            usualSpread: pace.spread(hours),
            withdrawn: dislocation.map { $0.isWithdrawn(at: ms) ? $0.withdrawn : 0 } ?? 0,
            isMoving: dislocation.map { ms < $0.fullMs + 500 || ms > $0.endMs } ?? false)
        book.update(moment, &random)
        gapMs = nextGapMs(isDislocated: dislocation != nil)
        return (sentBook(at: ms), schedule(from: ms + gapMs))
    }

    private mutating func sentBook(at ms: Int64) -> BestBidOffer {
        var time = clock.timeMs(of: block)
        if let back = incidents.takeRegression(at: ms) {
            time = lastBlockMs - back
        } else {
            lastBlockMs = time
        }
        return BestBidOffer(timeMs: time, bid: book.bid, ask: book.ask)
    }

    /// All orders are cancelled, and none can be placed before the halt is over.
    private mutating func haltedBook(until ms: Int64) -> (sent: BestBidOffer?, nextMs: Int64) {
        noBookUntilMs = 0
        gapMs = 0
        let wasEmpty = book.bid == nil && book.ask == nil
        book.setMissing(.both)
        let time = clock.timeMs(of: block)
        if !wasEmpty { lastBlockMs = time }
        let sent = wasEmpty ? nil : BestBidOffer(timeMs: time, bid: nil, ask: nil)
        return (sent, schedule(from: ms))
    }

    private mutating func schedule(from ms: Int64) -> Int64 {
        // A halt is seen when it begins, however quiet the book.
        let haltMs = incidents.haltBegin(after: nowMs) ?? ms
        block = clock.block(sentFrom: min(ms, haltMs), after: block)
        return clock.sentMs(of: block)
    }

    /// Even the quietest book changes within a minute and a half, unless it is silenced. Waiting for the
    /// next block adds half a block, which is taken off before.
    private mutating func nextGapMs(isDislocated: Bool) -> Int64 {
        let mean = pace.meanGapMs(hours) * 100 / moodPercent
        let drawn = random.exponential(mean: isDislocated ? mean * 3 / 4 : mean)
        return min(max(drawn - BlockClock.spacingMs / 2, 1), 88_000)
    }

    /// A side (or the whole book) that goes away with this update, and for how long.
    private mutating func absence(at ms: Int64) -> (side: MissingSide, lastsMs: Int64)? {
        guard book.bid != nil, book.ask != nil, plan.contextSilentUntilMs <= ms else { return nil }
        let isJudged = assetClass == .equityUS && hours.phase.isSession
        if random.below(isJudged ? 28_800_000 : 7_200_000) < gapMs {
            let draw = random.below(10)
            let side: MissingSide = draw < 4 ? .bid : draw < 8 || isJudged ? .ask : .both
            return (side, isJudged ? random.between(300, 1_500) : random.between(800, 9_000))
        }
        if isQuiet, !hours.phase.isSession, hours.phase != .before, random.below(108_000_000) < gapMs {
            noBookUntilMs = ms + random.between(600_000, 2_400_000)
            return (.both, noBookUntilMs - ms)
        }
        return nil
    }

    // MARK: Context

    /// When the first context is sent.
    mutating func firstCtxMs(fromMs: Int64) -> Int64 { fromMs + 200 + random.below(1_000) }

    /// The context sent now (nil: it is stalled) and when the next one may be.
    mutating func ctx(at ms: Int64) -> (sent: AssetContext?, nextMs: Int64) {
        advance(to: ms)
        if plan.contextSilentUntilMs > ms { return (nil, plan.contextSilentUntilMs + random.below(400)) }
        if incidents.halt(at: ms) == nil {
            halted = nil
        } else {
            let sent = halted ?? now(at: ms).delisted
            halted = sent
            return (sent, ms + random.between(990, 1_072))
        }
        return (now(at: ms), ms + random.between(990, 1_072))
    }

    private mutating func now(at ms: Int64) -> AssetContext {
        let openInterestE10 = incidents.openInterestE10(
            context.openInterestE10, facts, markPxE8: price.markPxE8, at: ms)
        return AssetContext(
            fundingE10: context.fundingE10, openInterestE10: openInterestE10,
            prevDayPxE8: context.prevDayPxE8, dayNtlVlmE10: context.dayNtlVlmE10,
            oraclePxE8: price.oraclePxE8, markPxE8: price.markPxE8, dayBaseVlmE10: context.dayBaseVlmE10,
            book: book.touch.map(bookContext))
    }

    private func bookContext(_ touch: Touch) -> BookContext {
        BookContext(
            premiumE10: premium(touch), midPxE8: (touch.bidE8 + touch.askE8) / 2,
            impactBidPxE8: touch.impactBidE8, impactAskPxE8: touch.impactAskE8)
    }

    private func premium(_ touch: Touch) -> Int64 {
        Premium.e10(
            impactBidE8: touch.impactBidE8, impactAskE8: touch.impactAskE8, oracleE8: price.oraclePxE8)
    }

    // MARK: Time

    private mutating func advance(to ms: Int64) {
        nowMs = ms
        incidents.advance(to: ms)
        while price.nextTickMs <= ms { tick(at: price.nextTickMs) }
        if let over = plan.takeOver(at: ms), over.leads { price.shift(by: over.offset) }
    }

    /// One step of the oracle and of all that moves at its pace.
    private mutating func tick(at ms: Int64) {
        let wasExternal = hours.isExternal
        if ms >= hours.untilMs { hours = MarketHours(of: assetClass, at: ms) }
        if let over = plan.takeOver(at: ms), over.leads { price.shift(by: over.offset) }
        plan.advance(
            to: ms,
            IncidentPlan.Surroundings(
                hours: hours, assetClass: assetClass, meanGapMs: pace.meanGapMs(hours) * 100 / moodPercent,
                calmMs: pace.calmMs(hours), spread: book.seenSpread),
            &random)
        if let untilMs = incidents.crossDue(at: ms),
            plan.cross(at: ms, untilMs: untilMs, book.seenSpread, &random)
        {
            incidents.crossBegan(at: ms)
        }
        let deviation = pace.stepDeviation(hours)
        var step = random.normal() * deviation / 1_024 + plan.takeDrift() + news()
        if wasExternal { externalUntilMs = ms }
        if !wasExternal, hours.isExternal { step += reopening(at: ms) }
        let touch = book.touch
        price.tick(
            isExternal: hours.isExternal, step: step, touch: touch, lastPxE8: book.lastPxE8, &random)
        context.tick(at: ms, premiumE10: touch.map(premium), markPxE8: price.markPxE8)
        basis += random.normal() * 450 / 1_024 - basis / 80
        if random.below(16) == 0 {
            moodPercent += (100 - moodPercent) / 6 + random.normal() * 22 / 1_024
            moodPercent = min(max(moodPercent, 35), 200)
        }
    }

    /// Now and then the world changes its mind at once, mostly while New York trades.
    private mutating func news() -> Int64 {
        guard random.below(hours.phase.isSession ? 7_000 : 40_000) == 0 else { return 0 }
        return random.sign() * random.between(30_000, 110_000)
    }

    /// When the oracle last had an external price, at most a long weekend before the stream's begin.
    private static func externalUntil(_ assetClass: MarketClass, from fromMs: Int64) -> Int64 {
        var ms = fromMs
        while ms > fromMs - 4 * 86_400_000, !MarketHours(of: assetClass, at: ms).isExternal {
            ms -= MarketHours.gridMs
        }
        return ms
    }

    /// How far the external price is from where the internal one went, the further the longer it was away.
    private mutating func reopening(at ms: Int64) -> Int64 {
        let isLong = ms - externalUntilMs > 8 * 3_600_000
        return random.normal() * (isLong ? 40_000 : 12_000) / 1_024
    }
}
