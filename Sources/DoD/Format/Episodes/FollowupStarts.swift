/// Follow-ups that may be those of an episode's first signal: each that comes after a gap. Only signals have
/// follow-ups, so whatever begins an episode comes after a gap here too; what begins none finds no episode.
struct FollowupStarts: Sendable {
    struct Start: Sendable {
        var signalMS: Int64 = 0
        var number: Int64 = 0
        /// Hundredths of basis points.
        var gain: Int64 = 0

        func isBefore(_ ms: Int64, _ number: Int64) -> Bool { (signalMS, self.number) < (ms, number) }
    }

    /// The follow-ups of one market, side and horizon.
    private struct Lane: Sendable {
        var lastMS = Int64.min
        var stretch: Int32 = -1
        /// All but the newest, which may still change.
        var settled = PackedRow<Start>()
        var newest: Start?

        var starts: [Start] { settled.elements + (newest.map { [$0] } ?? []) }

        mutating func append(_ start: Start) {
            if let newest { settled.append(newest) }
            newest = start
        }
    }

    private static let horizons = Horizon.allCases.count
    private var slots = MarketSlots()
    private var current = CurrentStretch()
    /// By slot, side and horizon.
    private var lanes: [Lane] = []

    init() {}

    @inline(__always)
    mutating func add(_ followup: FollowupRecord, _ boundaries: EpisodeBoundaries) {
        guard let horizon = Horizon(offsetMS: followup.offsetMS) else { return }
        let ms = followup.signalTimestampMS
        let stretch = current.index(at: ms, boundaries)
        let side = followup.side == .buy ? 0 : 1
        let key = (2 * slots.slot(of: followup.market) + side) * Self.horizons + horizon.rawValue
        if key < lanes.count, lanes[key].stretch == stretch {
            let last = lanes[key].lastMS
            if ms > last, ms &- last <= EpisodeTrace.gapMSMax {
                lanes[key].lastMS = ms
                return
            }
        }
        begin(followup, key, stretch)
    }

    private mutating func begin(_ followup: FollowupRecord, _ key: Int, _ stretch: Int32) {
        let paid = followup.side == .buy ? -followup.thenBest.units : followup.thenBest.units
        let worth = followup.side == .buy ? followup.oracle.units : -followup.oracle.units
        let gain = BasisPoints(change: worth + paid, over: followup.thenOracle.units)
        note(
            Start(
                signalMS: followup.signalTimestampMS, number: followup.id.number, gain: gain.hundredths),
            lastMS: followup.signalTimestampMS, key, stretch)
    }

    private mutating func note(_ start: Start, lastMS: Int64, _ key: Int, _ stretch: Int32) {
        while lanes.count <= key { lanes.append(Lane()) }
        if let last = lanes[key].newest, lanes[key].stretch == stretch,
            start.signalMS <= lanes[key].lastMS + EpisodeTrace.gapMSMax,
            start.signalMS >= last.signalMS - EpisodeTrace.gapMSMax
        {
            // Those of a few milliseconds may change places: the first signal counts.
            if start.isBefore(last.signalMS, last.number) { lanes[key].newest = start }
        } else {
            lanes[key].append(start)
        }
        lanes[key].lastMS = lanes[key].stretch == stretch ? max(lanes[key].lastMS, lastMS) : lastMS
        lanes[key].stretch = stretch
    }

    /// What another one saw of the follow-ups that come next.
    mutating func join(_ next: FollowupStarts) {
        for (theirs, lane) in next.lanes.enumerated() where lane.newest != nil {
            let slot = slots.slot(of: next.slots.markets[theirs / (2 * Self.horizons)])
            let key = slot * 2 * Self.horizons + theirs % (2 * Self.horizons)
            while lanes.count <= key { lanes.append(Lane()) }
            for start in lane.starts { lanes[key].append(start) }
            lanes[key].lastMS = lane.lastMS
            lanes[key].stretch = lane.stretch
        }
    }

    mutating func forget(before ms: Int64) {
        for key in lanes.indices {
            let kept = lanes[key].starts.filter { $0.signalMS >= ms }
            lanes[key].settled = PackedRow(kept.dropLast())
            lanes[key].newest = kept.last
        }
    }

    /// Goes through the starts of one market and side together with its episodes, both by time.
    func search(market: MarketKey, sideIndex: Int) -> Search {
        var slots = slots
        let first = (2 * slots.slot(of: market) + sideIndex) * Self.horizons
        return Search(
            lanes: (first..<first + Self.horizons).map { key in
                guard key < lanes.count else { return [] }
                return lanes[key].starts.sorted { $0.isBefore($1.signalMS, $1.number) }[...]
            })
    }

    struct Search {
        fileprivate var lanes: [ArraySlice<Start>]

        /// Of the follow-ups of this signal; asked for rising signals.
        mutating func gain(firstMS: Int64, number: Int64) -> ByHorizon<BasisPoints?> {
            var gain = ByHorizon<BasisPoints?>(all: nil)
            for horizon in Horizon.allCases {
                let lane = horizon.rawValue
                while let start = lanes[lane].first, start.isBefore(firstMS, number) {
                    lanes[lane].removeFirst()
                }
                guard let start = lanes[lane].first, start.signalMS == firstMS, start.number == number
                else { continue }
                gain[horizon] = BasisPoints(hundredths: start.gain)
            }
            return gain
        }
    }
}

extension FollowupStarts {
    /// The same with the stretches counted as another list of boundaries has them.
    func placed(in boundaries: EpisodeBoundaries) -> FollowupStarts {
        var placed = self
        for key in lanes.indices where lanes[key].lastMS > .min {
            placed.lanes[key].stretch = Int32(truncatingIfNeeded: boundaries.stretch(at: lanes[key].lastMS))
        }
        return placed
    }

    func write(to pack: inout PackWriter) {
        pack.list(slots.markets) { $0.market($1) }
        pack.list(lanes) { pack, lane in
            pack.int(lane.lastMS)
            pack.list(lane.starts) { pack, start in
                for number in [start.signalMS, start.number, start.gain] { pack.int(number) }
            }
        }
    }

    init(from pack: inout PackReader) throws {
        for market in try pack.list({ try $0.market() }) { _ = slots.slot(of: market) }
        lanes = try pack.list { pack in
            var lane = Lane()
            lane.lastMS = try pack.int()
            for start in try pack.list({
                Start(signalMS: try $0.int(), number: try $0.int(), gain: try $0.int())
            }) {
                lane.append(start)
            }
            return lane
        }
    }
}

extension FollowupStarts.Start: PackedElement {
    static var none: FollowupStarts.Start { FollowupStarts.Start() }

    func write(after last: FollowupStarts.Start, _ write: (Int64) -> Void) {
        write(signalMS &- last.signalMS)
        write(number)
        write(gain)
    }

    init(after last: FollowupStarts.Start, _ read: () -> Int64) {
        signalMS = last.signalMS &+ read()
        number = read()
        gain = read()
    }
}
