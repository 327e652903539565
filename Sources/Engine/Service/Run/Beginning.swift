import EngineCore

/// What is known when the markets begin to be watched.
struct Beginning: Hashable, Sendable {
    /// Follow-ups of one market that an earlier process left pending.
    struct Interrupted: Hashable, Sendable {
        let marketKey: String
        let count: Int
    }

    let universe: Universe
    /// A slot in messages is a position here.
    let watched: [Market]
    /// What the venue's tables said at the start, by slot.
    let terms: [MarketTerms?]
    /// The last signals of earlier processes, so that no id comes twice.
    let earlierSignals: [Signal]
    let interrupted: [Interrupted]

    init(
        _ universe: Universe, _ watched: [Market], terms: [MarketTerms?] = [], earlierSignals: [Signal],
        interrupted: [Interrupted]
    ) {
        self.universe = universe
        self.watched = watched
        self.terms = terms
        self.earlierSignals = earlierSignals
        self.interrupted = interrupted
    }

    init(_ tables: VenueTables, _ watched: [Market], after previous: PreviousRun) {
        self.init(
            tables.universe, watched, terms: watched.map { tables.terms[$0.index] },
            earlierSignals: previous.signals,
            interrupted: previous.interrupted.map { Interrupted(marketKey: $0.marketKey, count: $0.count) })
    }

    /// The same behind another earlier run than the one it was made behind; nil leaves it.
    func after(_ previous: PreviousRun?) -> Beginning {
        guard let previous else { return self }
        return Beginning(
            universe, watched, terms: terms, earlierSignals: previous.signals,
            interrupted: previous.interrupted.map { Interrupted(marketKey: $0.marketKey, count: $0.count) })
    }

    /// Those that are listed and not watched.
    var excluded: [Market] {
        universe.markets.filter { market in !watched.contains { $0.index == market.index } }
    }
}
