import SoakMarket
import Testing

/// The edges that signals are made of: how long a book stands across its oracle, and that some books go away.
@Suite struct EdgeLengthTests {
    /// Cost and minimum edge of the default configuration, bps.
    private static let costBps: Int64 = 11

    private struct Edge {
        var market: Int
        var lengthMs: Int64
        var isBuy: Bool
    }

    /// Every stretch in which a side pays, from the frame that began it to the one that ended it.
    private func edges(_ sample: StreamSample) -> [Edge] {
        struct State {
            var oracle: Int64 = 0
            var book: BestBidOffer?
            var since: [Int64?] = [nil, nil]
        }
        var states = [State](repeating: State(), count: sample.markets.count)
        var edges: [Edge] = []
        for event in sample.events {
            switch event.update {
            case .bbo(let book): states[event.market].book = book
            case .ctx(let context): states[event.market].oracle = context.oraclePxE8
            }
            let state = states[event.market]
            guard state.oracle > 0 else { continue }
            let pays = [
                state.book?.ask.map { (state.oracle - $0.pxE8) * 10_000 >= state.oracle * Self.costBps },
                state.book?.bid.map { ($0.pxE8 - state.oracle) * 10_000 >= state.oracle * Self.costBps },
            ]
            for side in 0..<2 {
                let isOn = pays[side] ?? false
                if isOn, state.since[side] == nil { states[event.market].since[side] = event.atMs }
                if !isOn, let since = state.since[side] {
                    states[event.market].since[side] = nil
                    edges.append(
                        Edge(market: event.market, lengthMs: event.atMs - since, isBuy: side == 0))
                }
            }
        }
        return edges
    }

    @Test func edgesComeAndGoWithinSecondsOrMinutes() {
        let sample = StreamSample(seed: 17, fromMs: instant("2026-01-20", 15), minutes: 40)
        let all = edges(sample)
        #expect(all.count > 60)
        #expect(all.contains { $0.isBuy } && all.contains { !$0.isBuy })
        #expect(Set(all.map(\.market)).count > 20)
        let short = all.count { $0.lengthMs < 10_000 }
        let long = all.count { $0.lengthMs > 50_000 }
        #expect(short * 10 > all.count * 4, "most are over within ten seconds")
        #expect(long > 0 && long * 4 < all.count, "some last minutes")
        #expect(all.allSatisfy { $0.lengthMs < 360_000 }, "none stays")
    }

    /// A night of quiet markets: some lose their book for ten minutes and more, and the context says so.
    @Test func someMarketsHaveNoBookForAWhile() {
        var longest: Int64 = 0
        for seed: UInt64 in 1...3 {
            let fromMs = instant("2026-01-21", 3)
            var model = MarketModel(seed: seed, fromMs: fromMs, markets: 23)
            var emptySince = [Int64?](repeating: nil, count: 23)
            var event = model.next()
            while event.atMs < fromMs + 10_800_000 {
                switch event.update {
                case .bbo(let book):
                    if let since = emptySince[event.market] { longest = max(longest, event.atMs - since) }
                    emptySince[event.market] = book.bid == nil && book.ask == nil ? event.atMs : nil
                case .ctx(let context):
                    if emptySince[event.market] != nil { #expect(context.book == nil) }
                }
                event = model.next()
            }
        }
        #expect(longest >= 600_000)
    }
}
