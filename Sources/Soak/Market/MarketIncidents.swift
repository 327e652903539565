/// The incidents of one market as it goes through time: those of the current stretch, and which of them have
/// done what they do once.
struct MarketIncidents {
    private let all: VenueIncidents
    private let market: Int
    private var planned: [VenueIncident] = []
    private var knownUntilMs: Int64 = .min
    private var lastCrossMs: Int64 = .min
    private var lastRegressionMs: Int64 = .min
    /// How much is open for as long as an incident lasts, in 1e-10.
    private var raised: (fromMs: Int64, openInterestE10: Int64)?

    init(_ all: VenueIncidents, market: Int) {
        self.all = all
        self.market = market
    }

    /// To be called with times that do not fall, before the others.
    mutating func advance(to ms: Int64) {
        guard ms >= knownUntilMs else { return }
        knownUntilMs = (ms / VenueIncidents.gridMs + 1) * VenueIncidents.gridMs
        planned = VenueIncident.Kind.allCases.compactMap { all.planned($0, market: market, around: ms) }
    }

    func halt(at ms: Int64) -> VenueIncident? { current(.halt, at: ms) }

    func haltBegin(after ms: Int64) -> Int64? {
        planned.first { $0.kind == .halt && $0.fromMs > ms }?.fromMs
    }

    private func current(_ kind: VenueIncident.Kind, at ms: Int64) -> VenueIncident? {
        planned.first { $0.kind == kind && $0.fromMs <= ms && ms < $0.untilMs }
    }

    /// Until when the book must cross, when a cross is due that has not begun.
    func crossDue(at ms: Int64) -> Int64? {
        planned.first { $0.crossFromMs <= ms && ms < $0.crossUntilMs && $0.crossFromMs > lastCrossMs }?
            .crossUntilMs
    }

    mutating func crossBegan(at ms: Int64) { lastCrossMs = ms }

    /// How far the block time of the frame sent now goes back, once for each regression.
    mutating func takeRegression(at ms: Int64) -> Int64? {
        guard let due = current(.timeRegression, at: ms), due.fromMs > lastRegressionMs else { return nil }
        lastRegressionMs = ms
        return 500 + due.severity * 200
    }

    /// How much is open now: above the cap while an incident lasts, the usual otherwise.
    mutating func openInterestE10(_ usualE10: Int64, _ facts: MarketFacts, markPxE8: Int64, at ms: Int64)
        -> Int64
    {
        guard let over = current(.openInterest, at: ms) else { return usualE10 }
        if let raised, raised.fromMs == over.fromMs { return raised.openInterestE10 }
        // Above the cap by so much that no movement of the price within minutes brings it below.
        let percent = 105 + over.severity / 10
        let wholeE10 = Int128(facts.openInterestCap) * 1_000_000_000_000_000_000 / Int128(markPxE8)
        var lotE10: Int64 = 10_000_000_000
        for _ in 0..<facts.szDecimals { lotE10 /= 10 }
        let openInterestE10 = Int64(wholeE10 * Int128(percent) / 100) / lotE10 * lotE10
        raised = (over.fromMs, openInterestE10)
        return openInterestE10
    }
}
