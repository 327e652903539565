/// The emission rule over one market's stream, with every limit a tolerance lower and higher at once.
///
/// Instead of two runs that drift apart after a decision in which they differ, it keeps what a correct
/// engine *may* know: the set of values last emitted, and the range of the average spread. A signal is
/// certain when every correct engine emits it. Starts with empty books; make a new one when a connection
/// is lost.
struct TruthDetector {
    /// What the gates look at beside the market itself.
    private struct Moment {
        var atMs: Int64
        /// Of the spread, against the average before this update.
        var shock: GateOpinion
        var knowledge: VenueKnowledge
    }

    private let limits: GateLimits
    private let costHundredths: Int64
    private var bid: TruthLevel?
    private var ask: TruthLevel?
    private var oraclePxE8: Int64?
    private var markPxE8: Int64 = 0
    private var bboAtMs: Int64 = 0
    private var ctxAtMs: Int64 = 0
    private var openInterestE8: Int64?
    private var latestBlockMs: Int64?
    private var hasTimeGoneBack = false
    private var spread: SpreadAverage?
    private var emittedBuy = PossiblyEmitted()
    private var emittedSell = PossiblyEmitted()

    init(limits: GateLimits, costHundredths: Int64) {
        self.limits = limits
        self.costHundredths = costHundredths
    }

    /// `knowledge`: what the engine may know of this market from elsewhere.
    mutating func take(
        _ update: TruthUpdate, atMs: Int64, _ knowledge: VenueKnowledge
    ) -> (buy: TruthFinding, sell: TruthFinding) {
        var shock = GateOpinion.passes
        switch update {
        case .bbo(let bid, let ask, let timeMs):
            if let timeMs { note(blockMs: timeMs) }
            self.bid = bid
            self.ask = ask
            bboAtMs = atMs
            shock = spreadOpinion
            feedSpread(Moment(atMs: atMs, shock: shock, knowledge: knowledge))
        case .ctx(let oracle, let mark, let openInterest):
            openInterestE8 = openInterest
            oraclePxE8 = oracle
            markPxE8 = mark
            ctxAtMs = atMs
            shock = spreadOpinion
        }
        guard let oracle = oraclePxE8 else { return (.nothing, .nothing) }
        let moment = Moment(atMs: atMs, shock: shock, knowledge: knowledge)
        return (
            find(.buy, level: ask, oracle: oracle, moment, emitted: &emittedBuy),
            find(.sell, level: bid, oracle: oracle, moment, emitted: &emittedSell)
        )
    }

    /// Several changes can stand in one block: an equal time is no way back.
    private mutating func note(blockMs: Int64) {
        if let latestBlockMs, blockMs < latestBlockMs { hasTimeGoneBack = true }
        latestBlockMs = max(latestBlockMs ?? blockMs, blockMs)
    }

    private func find(
        _ side: TruthSide, level: TruthLevel?, oracle: Int64, _ moment: Moment,
        emitted: inout PossiblyEmitted
    ) -> TruthFinding {
        guard let level else {
            emitted.settle(nil)
            return .nothing
        }
        let distance = TruthEdge.distance(side: side, bestPxE8: level.pxE8, oraclePxE8: oracle)
        guard
            distance > 0 || costHundredths <= 0,
            TruthEdge.reaches(costHundredths: costHundredths, distanceE8: distance, oraclePxE8: oracle)
        else {
            emitted.settle(nil)
            return .nothing
        }
        let key = EmittedKey(bestPxE8: level.pxE8, bestSizeE8: level.sizeE8, oraclePxE8: oracle)
        if emitted.isExactly(key) { return .nothing }
        switch gates(TruthGate.inOrder, moment) {
        case .blocked(let gate):
            return .blocked(by: gate)
        case .undecided:
            emitted.add(key)
            return .signal(key, distanceE8: distance, certain: false)
        case .passes:
            let certain = !emitted.contains(key)
            emitted.settle(key)
            return .signal(key, distanceE8: distance, certain: certain)
        }
    }

    private func gates(_ gates: [TruthGate], _ moment: Moment) -> GatesOpinion {
        var undecided = false
        for gate in gates {
            switch opinion(gate, moment) {
            case .passes: break
            case .undecided: undecided = true
            case .blocks: return .blocked(by: gate)
            }
        }
        return undecided ? .undecided : .passes
    }

    private func opinion(_ gate: TruthGate, _ moment: Moment) -> GateOpinion {
        switch gate {
        case .bboAge: limits.bboAge(moment.atMs - bboAtMs)
        case .ctxAge: oraclePxE8 == nil ? .passes : limits.ctxAge(moment.atMs - ctxAtMs)
        case .markDivergence: markOpinion
        case .spreadShock: moment.shock
        case .timeRegression: limits.timeRegression(hasTimeGoneBack)
        case .openInterestCap:
            limits.openInterestCap(
                openInterestE8: openInterestE8, markPxE8: markPxE8, moment.knowledge)
        case .parameterChange: limits.parameterChange(moment.knowledge)
        case .halt: limits.halt(moment.knowledge)
        }
    }

    private var markOpinion: GateOpinion {
        guard oraclePxE8 != nil, let bid, let ask else { return .passes }
        return limits.markDivergence(markPxE8: markPxE8, bidPxE8: bid.pxE8, askPxE8: ask.pxE8)
    }

    private var spreadOpinion: GateOpinion {
        guard let bid, let ask else { return .passes }
        return limits.spreadShock(spreadE8: ask.pxE8 - bid.pxE8, average: spread)
    }

    /// A two-sided book starts or feeds the average when no gate blocks; a locked or crossed one says nothing of
    /// the usual spread.
    private mutating func feedSpread(_ moment: Moment) {
        guard let bid, let ask, ask.pxE8 > bid.pxE8 else { return }
        let certain: Bool
        switch gates(TruthGate.ofBooks, moment) {
        case .blocked: return
        case .undecided: certain = false
        case .passes: certain = true
        }
        if spread == nil {
            spread = SpreadAverage(startedBy: ask.pxE8 - bid.pxE8, certain: certain)
        } else {
            spread?.feed(ask.pxE8 - bid.pxE8, certain: certain)
        }
    }
}
