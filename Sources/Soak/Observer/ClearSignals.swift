package import SoakTruth

/// Tells which signals of the observer's stream a correct engine on another connection must have found too.
///
/// Two connections bring the same messages of a channel in the same order, but not the two channels of a market in
/// the same order with each other. So a mixture of prices that stood only for a moment may never have been seen by
/// the engine: only one that stood for a while, in a market that was watched for a while, is clear.
package struct ClearSignals: Sendable {
    /// How long best price, size and oracle must stand after the signal.
    package static let standsMsMin: Int64 = 1_000
    /// How long a market must have been watched: the engine does not repeat what it found before, and its average of
    /// the spread has more to go by.
    package static let watchedMs: Int64 = 60_000

    private struct Standing: Sendable {
        /// What the signal's side is made of.
        var touch: TruthLevel?
        var oraclePxE8: Int64?
        var pending: [TruthSignal] = []
    }

    private struct Market: Sendable {
        var sides: [TruthSide: Standing] = [:]
        var watchedFromMs: Int64?
    }

    private var markets: [Market]
    private var ready: [TruthSignal] = []
    private let watchedMsMin: Int64

    package init(markets: Int, watchedMsMin: Int64 = watchedMs) {
        self.watchedMsMin = watchedMsMin
        self.markets = Array(repeating: Market(), count: markets)
    }

    /// Call it before the truth machine gets the same update.
    package mutating func update(_ update: TruthUpdate, market: Int, atMs: Int64) {
        if markets[market].watchedFromMs == nil { markets[market].watchedFromMs = atMs }
        for side in TruthSide.allCases {
            var standing = markets[market].sides[side] ?? Standing()
            var touch = standing.touch
            var oracle = standing.oraclePxE8
            switch update {
            case .bbo(let bid, let ask, _): touch = side == .buy ? ask : bid
            case .ctx(let oraclePxE8, _, _): oracle = oraclePxE8
            }
            if touch != standing.touch || oracle != standing.oraclePxE8 {
                release(&standing, atMs: atMs)
                standing.touch = touch
                standing.oraclePxE8 = oracle
            }
            markets[market].sides[side] = standing
        }
    }

    /// A signal that the truth found in the update before.
    package mutating func add(_ signal: TruthSignal) {
        var signal = signal
        let watchedFromMs = markets[signal.market].watchedFromMs ?? signal.sentMs
        if signal.classed == .must, signal.sentMs - watchedFromMs < watchedMsMin {
            signal.classed = .ambiguous
        }
        markets[signal.market].sides[signal.side, default: Standing()].pending.append(signal)
    }

    /// Time has passed: what stood long enough is decided.
    package mutating func settle(atMs: Int64) {
        for market in markets.indices {
            for side in TruthSide.allCases {
                guard var standing = markets[market].sides[side], let first = standing.pending.first,
                    atMs - first.sentMs >= Self.standsMsMin
                else { continue }
                release(&standing, atMs: atMs)
                markets[market].sides[side] = standing
            }
        }
    }

    /// The observer's connection is gone: nothing stands any more, and every market is new when it comes back.
    package mutating func lost(atMs: Int64) {
        for market in markets.indices {
            for side in TruthSide.allCases {
                if var standing = markets[market].sides[side] { release(&standing, atMs: atMs) }
            }
            markets[market] = Market()
        }
    }

    /// Decided ones, by market and side in their order.
    package mutating func take() -> [TruthSignal] {
        defer { ready = [] }
        return ready
    }

    private mutating func release(_ standing: inout Standing, atMs: Int64) {
        for var signal in standing.pending {
            if signal.classed == .must, atMs - signal.sentMs < Self.standsMsMin {
                signal.classed = .ambiguous
            }
            ready.append(signal)
        }
        standing.pending = []
    }
}
