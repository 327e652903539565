import SoakObserver
import SoakTruth
import Testing

/// Which signals of another connection may be asked of the engine.
@Suite struct ClearSignalsTests {
    private let ask = TruthLevel(pxE8: 9_900_000_000, sizeE8: 100_000_000)
    private let other = TruthLevel(pxE8: 9_800_000_000, sizeE8: 100_000_000)

    private func watched() -> ClearSignals {
        var clear = ClearSignals(markets: 2)
        clear.update(.ctx(oraclePxE8: 10_000_000_000, markPxE8: 1), market: 0, atMs: 0)
        clear.update(.bbo(bid: nil, ask: other), market: 0, atMs: 10)
        return clear
    }

    private func signal(atMs: Int64, classed: TruthClass = .must) -> TruthSignal {
        TruthSignal(
            sentMs: atMs, market: 0, side: .buy, classed: classed, connection: 1, bestPxE8: ask.pxE8,
            bestSizeE8: ask.sizeE8, oraclePxE8: 10_000_000_000, rawEdgeHundredths: 10_000)
    }

    @Test func whatStandsIsClear() {
        var clear = watched()
        clear.update(.bbo(bid: nil, ask: ask), market: 0, atMs: 100_000)
        clear.add(signal(atMs: 100_000))
        clear.settle(atMs: 100_999)
        #expect(clear.take().isEmpty, "not yet decided")
        clear.settle(atMs: 101_000)
        #expect(clear.take().map(\.classed) == [.must])
    }

    @Test func whatChangesAtOnceProvesNothing() {
        for change in [TruthUpdate.bbo(bid: nil, ask: other), .ctx(oraclePxE8: 10_000_000_001, markPxE8: 1)] {
            var clear = watched()
            clear.update(.bbo(bid: nil, ask: ask), market: 0, atMs: 100_000)
            clear.add(signal(atMs: 100_000))
            clear.update(change, market: 0, atMs: 100_999)
            #expect(clear.take().map(\.classed) == [.ambiguous])
        }
    }

    @Test func theOtherSideAndOtherMarketsChangeNothing() {
        var clear = watched()
        clear.update(.bbo(bid: nil, ask: ask), market: 0, atMs: 100_000)
        clear.add(signal(atMs: 100_000))
        clear.update(.bbo(bid: other, ask: ask), market: 0, atMs: 100_500)
        clear.update(.ctx(oraclePxE8: 10_000_000_000, markPxE8: 2), market: 0, atMs: 100_600)
        clear.update(.bbo(bid: nil, ask: other), market: 1, atMs: 100_700)
        #expect(clear.take().isEmpty)
        clear.update(.bbo(bid: other, ask: nil), market: 0, atMs: 101_000)
        #expect(clear.take().map(\.classed) == [.must])
    }

    @Test func aMarketThatIsNewProvesNothing() {
        var clear = watched()
        clear.update(.bbo(bid: nil, ask: ask), market: 0, atMs: 59_999)
        clear.add(signal(atMs: 59_999))
        clear.settle(atMs: 70_000)
        #expect(clear.take().map(\.classed) == [.ambiguous])
        clear.lost(atMs: 80_000)
        clear.update(.bbo(bid: nil, ask: ask), market: 0, atMs: 100_000)
        clear.add(signal(atMs: 100_000))
        clear.settle(atMs: 200_000)
        #expect(clear.take().map(\.classed) == [.ambiguous], "the watch began again at 100,000")
    }

    @Test func aLostConnectionLeavesNothingStanding() {
        var clear = watched()
        clear.update(.bbo(bid: nil, ask: ask), market: 0, atMs: 100_000)
        clear.add(signal(atMs: 100_000))
        clear.lost(atMs: 100_500)
        #expect(clear.take().map(\.classed) == [.ambiguous])
    }

    @Test func whatTheGatesDoubtStaysInDoubt() {
        var clear = watched()
        clear.update(.bbo(bid: nil, ask: ask), market: 0, atMs: 100_000)
        clear.add(signal(atMs: 100_000, classed: .ambiguous))
        clear.settle(atMs: 200_000)
        #expect(clear.take().map(\.classed) == [.ambiguous])
    }
}
