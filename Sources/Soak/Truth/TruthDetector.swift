/// The emission rule over one market's stream, with every limit a tolerance lower and higher at once.
///
/// Instead of two runs that drift apart after a decision in which they differ, it keeps what a correct
/// engine *may* know: the set of values last emitted, and the range of the average spread. A signal is
/// certain when every correct engine emits it. Starts with empty books; make a new one when a connection
/// is lost.
struct TruthDetector {
    private let limits: GateLimits
    private let costHundredths: Int64
    private var bid: TruthLevel?
    private var ask: TruthLevel?
    private var oraclePxE8: Int64?
    private var markPxE8: Int64 = 0
    private var bboAtMs: Int64 = 0
    private var ctxAtMs: Int64 = 0
    private var spread: SpreadAverage?
    private var emittedBuy = PossiblyEmitted()
    private var emittedSell = PossiblyEmitted()

    init(limits: GateLimits, costHundredths: Int64) {
        self.limits = limits
        self.costHundredths = costHundredths
    }

    mutating func take(_ update: TruthUpdate, atMs: Int64) -> (buy: TruthFinding, sell: TruthFinding) {
        var shock = GateOpinion.passes
        switch update {
        case .bbo(let bid, let ask):
            self.bid = bid
            self.ask = ask
            bboAtMs = atMs
            shock = spreadOpinion
            feedSpread(atMs: atMs, shock: shock)
        case .ctx(let oracle, let mark):
            oraclePxE8 = oracle
            markPxE8 = mark
            ctxAtMs = atMs
            shock = spreadOpinion
        }
        guard let oracle = oraclePxE8 else { return (.nothing, .nothing) }
        return (
            find(.buy, level: ask, oracle: oracle, atMs: atMs, shock: shock, emitted: &emittedBuy),
            find(.sell, level: bid, oracle: oracle, atMs: atMs, shock: shock, emitted: &emittedSell)
        )
    }

    private func find(
        _ side: TruthSide, level: TruthLevel?, oracle: Int64, atMs: Int64, shock: GateOpinion,
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
        switch gates(atMs: atMs, shock: shock) {
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

    private func gates(atMs: Int64, shock: GateOpinion) -> GatesOpinion {
        var undecided = false
        for gate in TruthGate.allCases {
            let opinion: GateOpinion
            switch gate {
            case .bboAge: opinion = limits.bboAge(atMs - bboAtMs)
            case .ctxAge: opinion = limits.ctxAge(atMs - ctxAtMs)
            case .markDivergence: opinion = markOpinion
            case .spreadShock: opinion = shock
            }
            switch opinion {
            case .passes: break
            case .undecided: undecided = true
            case .blocks: return .blocked(by: gate)
            }
        }
        return undecided ? .undecided : .passes
    }

    private var markOpinion: GateOpinion {
        guard oraclePxE8 != nil, let bid, let ask else { return .passes }
        return limits.markDivergence(markPxE8: markPxE8, bidPxE8: bid.pxE8, askPxE8: ask.pxE8)
    }

    private var spreadOpinion: GateOpinion {
        guard let bid, let ask else { return .passes }
        return limits.spreadShock(spreadE8: ask.pxE8 - bid.pxE8, average: spread)
    }

    /// The first two-sided book starts the average; a later one feeds it when no gate that doubts the
    /// frame blocks. `shock` is the opinion from before this update.
    private mutating func feedSpread(atMs: Int64, shock: GateOpinion) {
        guard let bid, let ask else { return }
        let width = ask.pxE8 - bid.pxE8
        guard spread != nil else {
            spread = SpreadAverage(startedBy: width)
            return
        }
        let age = oraclePxE8 == nil ? .passes : limits.ctxAge(atMs - ctxAtMs)
        let mark = markOpinion
        if age == .blocks || mark == .blocks || shock == .blocks { return }
        spread?.feed(width, certain: age == .passes && mark == .passes && shock == .passes)
    }
}
