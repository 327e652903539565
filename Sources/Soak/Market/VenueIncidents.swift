/// Every incident of a run, looked up by kind and time: fixed by the seed and the stream's begin alone, so
/// that the stream and the answers of `/info` agree without sharing state.
///
/// Time is cut into slots, a length for each kind, with one incident of the kind in each: every day has its
/// share of each. The kinds have markets of their own, so no two incidents of one market overlap.
package struct VenueIncidents: Sendable {
    /// Every slot is a multiple of it, so what was looked up holds until the next multiple.
    static let gridMs: Int64 = 2 * hourMs
    /// A stream begins undisturbed: an engine that starts with it sees every market as it usually is.
    static let calmBeginMs: Int64 = 15 * minuteMs

    private static let minuteMs: Int64 = 60_000
    private static let hourMs: Int64 = 60 * minuteMs
    /// Room at both ends of a slot, for what an incident leaves behind.
    private static let marginMs: Int64 = 6 * minuteMs

    private let seed: UInt64
    private let notBeforeMs: Int64
    private let candidates: [[Int]]

    package init(seed: UInt64, fromMs: Int64) {
        self.seed = RandomSource.mixed(seed ^ 0x1C1D)
        notBeforeMs = fromMs + Self.calmBeginMs
        let coins = MarketTable.january2026.map(\.coin)
        candidates = VenueIncident.Kind.allCases.map { kind in
            Self.coins(kind).compactMap { coins.firstIndex(of: $0) }
        }
    }

    /// The incident of this kind that falls on the market in the slot of this instant; nil when there is none.
    package func planned(_ kind: VenueIncident.Kind, market: Int, around ms: Int64) -> VenueIncident? {
        let slotMs = Self.slotMs(kind)
        let slot = ms / slotMs
        var random = RandomSource(seed: seed &+ kind.rawValue, stream: UInt64(bitPattern: slot))
        let markets = candidates[Int(kind.rawValue)]
        guard markets[Int(random.below(Int64(markets.count)))] == market else { return nil }
        let lasts = random.between(Self.lastsMs(kind).lowerBound, Self.lastsMs(kind).upperBound)
        let begin = slot * slotMs + Self.marginMs
        let fromMs = begin + random.below(slotMs - 2 * Self.marginMs - lasts)
        guard fromMs >= notBeforeMs else { return nil }
        let untilMs = fromMs + lasts
        let cross = Self.cross(kind, fromMs, untilMs)
        return VenueIncident(
            kind: kind, market: market, fromMs: fromMs, untilMs: untilMs, crossFromMs: cross.lowerBound,
            crossUntilMs: cross.upperBound, severity: random.below(100))
    }

    /// The incident of this kind that is on now.
    package func current(_ kind: VenueIncident.Kind, market: Int, at ms: Int64) -> VenueIncident? {
        guard let planned = planned(kind, market: market, around: ms), planned.fromMs <= ms,
            ms < planned.untilMs
        else { return nil }
        return planned
    }

    /// `meta` of the streamed dex at an instant, from what it is without incidents.
    package func universe(_ usual: [PerpDexFacts.UniverseEntry], at ms: Int64) -> [PerpDexFacts.UniverseEntry]
    {
        usual.enumerated().map { market, entry in
            var entry = entry
            if current(.halt, market: market, at: ms) != nil { entry.isDelisted = true }
            if let change = current(.termsChange, market: market, at: ms) {
                switch change.severity % 3 {
                case 0: entry.deployerFeeScale = "0.5"
                case 1: entry.deployerFeeScale = "1.5"
                default: entry.maxLeverage /= 2
                }
            }
            return entry
        }
    }

    // MARK: How each kind is

    private static func slotMs(_ kind: VenueIncident.Kind) -> Int64 {
        switch kind {
        case .openInterest: 2 * hourMs
        case .halt, .termsChange: 4 * hourMs
        case .timeRegression: 6 * hourMs
        }
    }

    /// Halts leave out what is judged in New York's session; terms change where few signals are.
    private static func coins(_ kind: VenueIncident.Kind) -> [String] {
        switch kind {
        case .halt: ["xyz:JPY", "xyz:EUR", "xyz:COPPER", "xyz:NATGAS"]
        case .openInterest: ["xyz:TSLA", "xyz:NVDA", "xyz:GOLD", "xyz:HOOD", "xyz:PLTR", "xyz:MU"]
        case .termsChange: ["xyz:ORCL", "xyz:TSM", "xyz:SILVER", "xyz:BABA", "xyz:CL"]
        case .timeRegression: ["xyz:INTC", "xyz:META", "xyz:MSFT", "xyz:CRCL"]
        }
    }

    private static func lastsMs(_ kind: VenueIncident.Kind) -> ClosedRange<Int64> {
        switch kind {
        case .halt: 10 * minuteMs...20 * minuteMs
        case .openInterest: 4 * minuteMs...12 * minuteMs
        case .termsChange: 20 * minuteMs...40 * minuteMs
        case .timeRegression: minuteMs...minuteMs
        }
    }

    /// An engine asks for `meta` every few minutes: it learns of other terms some minutes late, and of the end
    /// of a halt when the market already trades again.
    private static func cross(
        _ kind: VenueIncident.Kind, _ fromMs: Int64, _ untilMs: Int64
    ) -> Range<Int64> {
        switch kind {
        case .halt: untilMs..<untilMs + 5 * minuteMs
        case .openInterest: fromMs + minuteMs..<untilMs - minuteMs
        case .termsChange: fromMs + 9 * minuteMs..<fromMs + 13 * minuteMs
        case .timeRegression: fromMs + minuteMs / 2..<fromMs + 4 * minuteMs
        }
    }
}
