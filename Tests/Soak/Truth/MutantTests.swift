import SoakTruth
import Testing

/// The truth against a second, plain detector: they must agree on a seeded market stream, and each way of
/// being wrong must show.
@Suite struct MutantTests {
    /// Signals by market and side, as the truth expects them in the stream.
    private static let truth = expectation(in: Stream.evening)

    private struct Expectation {
        var signals: [[(found: Found, optional: Bool)]]
        var counts: TruthCounts
    }

    private static func slot(_ market: Int, _ side: Int) -> Int { market * 2 + side }

    private static func expectation(in stream: Stream) -> Expectation {
        var machine = TruthMachine(
            markets: Stream.markets, policy: TruthPolicy(), tolerances: TruthTolerances())
        var connection = 0
        func reconnect() {
            machine.lost(.expired, realNs: 0)
            connection += 1
            machine.connected(connection, realNs: 0)
            for market in 0..<Stream.markets {
                for channel in TruthChannel.allCases { machine.subscribed(channel, market: market) }
            }
        }
        let terms = TruthTerms(szDecimals: 2, maxLeverage: 20, fees: "1.0", isHalted: false)
        var told = [TruthTerms](repeating: terms, count: Stream.markets)
        var caps = [Int64?](repeating: nil, count: Stream.markets)
        var nowMs: Int64 = 0
        for step in stream.steps {
            switch step {
            case .told(let market, let terms, let capDollars):
                told[market] = terms
                caps[market] = capDollars
                machine.answered(told, atMs: nowMs)
                machine.answered(capsDollars: caps, atMs: nowMs)
            case .reconnect: reconnect()
            case .update(let market, let update, let atMs):
                nowMs = atMs
                machine.sent(update, market: market, atMs: atMs, realNs: 0)
            }
        }
        machine.finish()
        var signals: [[(found: Found, optional: Bool)]] = .init(repeating: [], count: Stream.markets * 2)
        while let signal = machine.takeSettled() {
            let found = Found(
                pxE8: signal.bestPxE8, sizeE8: signal.bestSizeE8, oraclePxE8: signal.oraclePxE8)
            signals[slot(signal.market, signal.side == .buy ? 0 : 1)].append((found, signal.classed != .must))
        }
        return Expectation(signals: signals, counts: machine.counts)
    }

    /// The first thing that is wrong with what a detector finds in the stream.
    private static func failure(of mutation: Mutation?) -> String? {
        var detectors = [SmallDetector](repeating: SmallDetector(mutation), count: Stream.markets)
        var matches = truth.signals.map(SequenceMatch.init)
        for step in Stream.evening.steps {
            switch step {
            case .told(let market, let terms, let capDollars):
                detectors[market].told(terms, capDollars: capDollars)
            case .reconnect:
                for market in detectors.indices { detectors[market].reconnect() }
            case .update(let market, let update, let atMs):
                for (side, found) in detectors[market].take(update, atMs: atMs).enumerated() {
                    if let found { matches[slot(market, side)].take(found) }
                }
            }
        }
        for index in matches.indices { matches[index].finish() }
        return matches.lazy.compactMap(\.failure).first
    }

    @Test func theStreamHoldsWhatTheMutantsAreCaughtBy() {
        let counts = Self.truth.counts
        #expect(counts.must > 300)
        #expect(counts.ambiguous * 10 < counts.must)
        for gate in [TruthGate.bboAge, .ctxAge, .markDivergence, .spreadShock] {
            #expect(counts.blocked(by: gate) >= 10, "\(gate.name)")
        }
        for gate in [TruthGate.timeRegression, .openInterestCap, .parameterChange, .halt] {
            #expect(counts.blocked(by: gate) >= 1, "\(gate.name)")
        }
        let sides = Self.truth.signals
        #expect(sides.enumerated().contains { $0.offset % 2 == 0 && $0.element.count > 20 })
        #expect(sides.enumerated().contains { $0.offset % 2 == 1 && $0.element.count > 20 })
    }

    @Test func anHonestDetectorAgrees() {
        #expect(Self.failure(of: nil) == nil)
    }

    @Test(arguments: Mutation.allCases)
    func mutantIsCaught(mutation: Mutation) {
        #expect(Self.failure(of: mutation) != nil)
    }
}
