import EngineCore
import SoakMarket
import SoakTruth
import Testing

/// The engine's detector and the truth, written apart from the same rule, over an hour of market stream with
/// reconnections. What one says must be what the other says.
@Suite struct DetectionContractTests {
    private static let markets = 32
    /// 2026-01-20 21:30 UTC, an evening in which every gate has something to block: the seed is
    /// one that has a halt, other terms, too much open and a block time that goes back within the hour.
    private static let fromMs: Int64 = 1_768_944_600_000
    private static let hour = stream(minutes: 60)

    private enum Step {
        case event(MarketEvent)
        case reconnect(atMs: Int64)
        /// `meta` is asked and answered.
        case poll(atMs: Int64, [PerpDexFacts.UniverseEntry])
    }

    private static func stream(minutes: Int64) -> [Step] {
        var model = MarketModel(seed: 30_138, fromMs: fromMs, markets: markets)
        var steps: [Step] = []
        var nextReconnectMs = fromMs + 70_000
        var nextPollMs = fromMs
        let usual = PerpDexTable.builderDexes(xyz: model.facts)[0].universe
        var event = model.next()
        while event.atMs < fromMs + minutes * 60_000 {
            if event.atMs >= nextReconnectMs {
                steps.append(.reconnect(atMs: event.atMs))
                nextReconnectMs += 400_000
            }
            if event.atMs >= nextPollMs {
                steps.append(.poll(atMs: event.atMs, model.incidents.universe(usual, at: event.atMs)))
                nextPollMs += 300_000
            }
            steps.append(.event(event))
            event = model.next()
        }
        return steps + missingSides(atMs: fromMs + minutes * 60_000)
    }

    /// A side that goes away while the market is crossed and comes back as it was: two crosses, not one. Chance
    /// makes this too rarely: it moves the price meanwhile.
    private static func missingSides(atMs: Int64) -> [Step] {
        let market = 1
        func book(_ ms: Int64, hasAsk: Bool) -> Step {
            let bid = BookLevel(pxE8: 9_970_000_000, szE8: 100_000_000, n: 1)
            let ask = BookLevel(pxE8: 9_980_000_000, szE8: 300_000_000, n: 1)
            let bbo = BestBidOffer(timeMs: ms, bid: bid, ask: hasAsk ? ask : nil)
            return .event(MarketEvent(atMs: ms, market: market, update: .bbo(bbo)))
        }
        var context = MarketTable.january2026[market].start
        context.oraclePxE8 = 10_000_000_000
        context.markPxE8 = 9_980_000_000
        return [
            .reconnect(atMs: atMs),
            .event(MarketEvent(atMs: atMs + 1, market: market, update: .ctx(context))),
            book(atMs + 2, hasAsk: true), book(atMs + 3, hasAsk: false), book(atMs + 4, hasAsk: true),
        ]
    }

    /// A signal as both sides know it.
    fileprivate struct Found: Hashable {
        var atMs: Int64
        var market: Int
        var isBuy: Bool
        var bestPxE8: Int64
        var bestSizeE8: Int64
        var oraclePxE8: Int64
        var rawEdgeHundredths: Int64
    }

    @Test func withoutTolerancesBothFindTheSame() {
        let engine = engineFindings()
        let truth = truthFindings(TruthTolerances(ageMs: 0, ratioPercent: 0, answerMs: 0))
        #expect(truth.signals.count > 1_500)
        #expect(truth.signals.allSatisfy { $0.classed == .must })
        let expected = truth.signals.map(\.found)
        let difference = zip(engine.signals, expected).first { $0 != $1 }
        #expect(difference == nil)
        #expect(engine.signals.count == expected.count)
        for gate in TruthGate.allCases {
            let blocked = truth.counts.blocked(by: gate)
            #expect(blocked > 10, "\(gate.name) has nothing to block")
            #expect(engine.blocked[gate.name] == blocked, "\(gate.name)")
        }
    }

    @Test func withTolerancesTheEngineFindsAllItMustAndNothingElse() {
        let engine = Set(engineFindings().signals)
        // An engine that acts on an answer within seconds: what it may take longer is a rehearsal's matter, in
        // which a real second is many virtual ones.
        let truth = truthFindings(TruthTolerances(answerMs: 10_000))
        let must = truth.signals.filter { $0.classed == .must }.map(\.found)
        #expect(engine.isSuperset(of: must))
        #expect(engine.isSubset(of: truth.signals.map(\.found)))
        // Few are in doubt, and the doubt is real: the engine decided some of them either way.
        let ambiguous = Set(truth.signals.map(\.found)).subtracting(must)
        #expect(!ambiguous.isEmpty && ambiguous.count * 20 < must.count)
    }

    /// A wrong truth would accuse a right engine, or acquit a wrong one: each of these is noticed.
    @Test func everyMutantOfTheTruthIsCaught() {
        let engine = engineFindings().signals
        for mutation in TruthMutation.allCases {
            let truth = truthFindings(TruthTolerances(ageMs: 0, ratioPercent: 0, answerMs: 0), mutation)
            let isCaught = truth.signals.map(\.found) != engine
            #expect(isCaught, "\(mutation) goes unnoticed")
        }
    }

    // MARK: The two sides

    private func engineFindings() -> (signals: [Found], blocked: [String: Int]) {
        let listed = MarketTable.january2026.enumerated().map { index, facts in
            Market(
                dex: "xyz", index: index, coin: facts.coin, sizeDecimals: facts.szDecimals,
                maxLeverage: facts.maxLeverage)
        }
        let gates = GateLimits(
            bboAgeMS: 60_000, contextAgeMS: 60_000, markDivergence: .whole(50),
            spreadShock: SpreadShockLimits(blocksAbove: Fixed8(mantissa: 6 * Fixed8.unit)),
            timeRegression: true, openInterestCap: true, parameterChange: true, halt: true)
        var observatory = Observatory(
            markets: listed, settings: DetectorSettings(gates: gates), nowMS: Self.fromMs)
        var signals: [Found] = []
        var blocked: [String: Int] = [:]
        func collect() {
            observatory.drainActions { action in
                switch action {
                case .signal(let slot, let signal): signals.append(Found(signal, slot: slot))
                case .minute(let report):
                    for gate in GateName.allCases {
                        blocked[gate.name, default: 0] += report.markets.reduce(0) {
                            $0 + $1.blocked[Int(gate.rawValue)]
                        }
                    }
                case .followup, .gate: break
                }
            }
        }
        for step in Self.hour {
            switch step {
            case .reconnect(let atMs): observatory.connectionLost(nowMS: atMs)
            case .poll(let atMs, let entries): tell(entries, atMs, to: &observatory)
            case .event(let event): feed(event, to: &observatory)
            }
            collect()
        }
        observatory.stop(nowMS: Self.fromMs + 3_660_000)
        collect()
        return (signals, blocked)
    }

    private func tell(
        _ entries: [PerpDexFacts.UniverseEntry], _ atMs: Int64, to observatory: inout Observatory
    ) {
        for (slot, entry) in entries.enumerated() {
            let cap = Fixed8(mantissa: MarketTable.january2026[slot].openInterestCap * Fixed8.unit)
            let terms = MarketTerms(
                sizeDecimals: entry.szDecimals, maxLeverage: entry.maxLeverage,
                feeTerms: entry.deployerFeeScale, isHalted: entry.isDelisted, openInterestCap: cap)
            observatory.terms(slot: slot, terms, nowMS: atMs)
        }
    }

    private func feed(_ event: MarketEvent, to observatory: inout Observatory) {
        func level(_ level: BookLevel) -> Level {
            Level(price: Price(mantissa: level.pxE8), size: Size(mantissa: level.szE8))
        }
        switch event.update {
        case .bbo(let book):
            observatory.bbo(
                slot: event.market, bid: book.bid.map(level), ask: book.ask.map(level), timeMS: book.timeMs,
                nowMS: event.atMs)
        case .ctx(let context):
            observatory.context(
                slot: event.market, oracle: Price(mantissa: context.oraclePxE8),
                mark: Price(mantissa: context.markPxE8),
                openInterest: Size(mantissa: context.openInterestE10 / 100), nowMS: event.atMs)
        }
    }

    private func truthFindings(
        _ tolerances: TruthTolerances, _ mutation: TruthMutation? = nil
    ) -> (signals: [(found: Found, classed: TruthClass)], counts: TruthCounts) {
        let policy = mutation?.policy ?? TruthPolicy()
        var machine = TruthMachine(markets: Self.markets, policy: policy, tolerances: tolerances)
        var lasts = [TruthMutation.Last](repeating: .init(), count: Self.markets)
        var connection = 0
        func reconnect() {
            machine.lost(.expired, realNs: 0)
            connection += 1
            machine.connected(connection, realNs: 0)
            for market in 0..<Self.markets {
                for channel in TruthChannel.allCases { machine.subscribed(channel, market: market) }
            }
        }
        let firstMs = Self.hour.lazy.compactMap { if case .poll(let atMs, _) = $0 { atMs } else { nil } }
            .first
        for step in Self.hour {
            switch step {
            case .reconnect: if mutation != .booksKeptOverAReconnect { reconnect() }
            case .poll(let atMs, let entries):
                guard mutation != .onlyTheFirstAnswerCounts || atMs == firstMs else { continue }
                let caps = MarketTable.january2026.map { $0.openInterestCap * (mutation?.capFactor ?? 1) }
                machine.answered(capsDollars: caps, atMs: atMs)
                machine.answered(entries.map { TruthTerms($0) }, atMs: atMs)
                if connection == 0 { reconnect() }
            case .event(let event):
                var told = update(event.update)
                if let mutation {
                    guard let changed = mutation.apply(to: told, last: &lasts[event.market])
                    else { continue }
                    told = changed
                }
                machine.sent(told, market: event.market, atMs: event.atMs, realNs: 0)
            }
        }
        machine.finish()
        var signals: [(found: Found, classed: TruthClass)] = []
        while let signal = machine.takeSettled() { signals.append((Found(signal), signal.classed)) }
        return (signals, machine.counts)
    }

    private func update(_ update: MarketUpdate) -> TruthUpdate {
        func level(_ level: BookLevel) -> TruthLevel {
            TruthLevel(pxE8: level.pxE8, sizeE8: level.szE8)
        }
        return switch update {
        case .bbo(let book):
            .bbo(bid: book.bid.map(level), ask: book.ask.map(level), timeMs: book.timeMs)
        case .ctx(let context):
            .ctx(
                oraclePxE8: context.oraclePxE8, markPxE8: context.markPxE8,
                openInterestE8: context.openInterestE10 / 100)
        }
    }
}

extension TruthTerms {
    fileprivate init(_ entry: PerpDexFacts.UniverseEntry) {
        self.init(
            szDecimals: entry.szDecimals, maxLeverage: entry.maxLeverage, fees: entry.deployerFeeScale,
            isHalted: entry.isDelisted)
    }
}

extension DetectionContractTests.Found {
    fileprivate init(_ signal: Signal, slot: Int) {
        self.init(
            atMs: signal.timestampMS, market: slot, isBuy: signal.side == .buy,
            bestPxE8: signal.best.price.mantissa, bestSizeE8: signal.best.size.mantissa,
            oraclePxE8: signal.oracle.mantissa, rawEdgeHundredths: signal.rawEdgeHundredths)
    }

    fileprivate init(_ signal: TruthSignal) {
        self.init(
            atMs: signal.sentMs, market: signal.market, isBuy: signal.side == .buy,
            bestPxE8: signal.bestPxE8, bestSizeE8: signal.bestSizeE8, oraclePxE8: signal.oraclePxE8,
            rawEdgeHundredths: signal.rawEdgeHundredths)
    }
}
