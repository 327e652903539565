/// Merges signals into episodes while they are read, and holds their follow-ups against them. Memory grows with
/// episodes that are not settled, not with signals; a signal costs a few comparisons.
struct EpisodeTrace: Sendable {
    /// Signals further apart are two episodes.
    static let gapMSMax: Int64 = 5_000

    /// An episode as far as it was seen.
    private struct Run {
        var firstMS: Int64 = 0
        var lastMS: Int64 = 0
        /// Of the first signal's id.
        var number: Int64 = 0
        /// None: there is no episode.
        var signals: Int64 = 0
        var stretch: Int32 = 0
        var rawEdge: Int64 = 0

        /// True when a signal at this moment goes on with it.
        @inline(__always)
        func holds(_ ms: Int64, _ stretch: Int32) -> Bool {
            signals > 0 && stretch == self.stretch && ms >= lastMS && ms &- lastMS <= EpisodeTrace.gapMSMax
        }
    }

    private var slots = MarketSlots()
    private var current = CurrentStretch()
    // By slot and side.
    private var open: [Run] = []
    private var closed: [[Run]] = []
    private var starts = FollowupStarts()

    @inline(__always)
    mutating func add(_ signal: SignalRecord, _ boundaries: EpisodeBoundaries) {
        let ms = signal.timestampMS
        let stretch = current.index(at: ms, boundaries)
        let key = 2 * slots.slot(of: signal.market) + (signal.side == .buy ? 0 : 1)
        if key < open.count, open[key].holds(ms, stretch) {
            open[key].lastMS = ms
            open[key].signals &+= 1
        } else {
            let run = Run(
                firstMS: ms, lastMS: ms, number: signal.id.number, signals: 1, stretch: stretch,
                rawEdge: signal.rawEdge.hundredths)
            begin(run, key)
        }
    }

    @inline(__always)
    mutating func add(_ followup: FollowupRecord, _ boundaries: EpisodeBoundaries) {
        starts.add(followup, boundaries)
    }

    private mutating func begin(_ run: Run, _ key: Int) {
        makeRoom(key)
        if open[key].signals > 0 { closed[key].append(open[key]) }
        open[key] = run
    }

    private mutating func makeRoom(_ key: Int) {
        while open.count <= key {
            open.append(Run())
            closed.append([])
        }
    }

    /// Adds what another one saw of the records that come next, as if they had been added here.
    mutating func join(_ next: EpisodeTrace) {
        starts.join(next.starts)
        for (theirs, last) in next.open.enumerated() where last.signals > 0 {
            let key = 2 * slots.slot(of: next.slots.markets[theirs / 2]) + theirs % 2
            makeRoom(key)
            for run in next.closed[theirs] + [last] {
                if open[key].holds(run.firstMS, run.stretch) {
                    open[key].lastMS = run.lastMS
                    open[key].signals += run.signals
                } else {
                    begin(run, key)
                }
            }
        }
    }

    /// Hands over each episode that began before `ms` and can't go on, given that every record of the time before
    /// was added, by market and time; forgets them.
    mutating func settle(before ms: Int64, _ boundaries: EpisodeBoundaries, take: (Episode) -> Void) {
        var keptFromMS = ms
        for key in order {
            if open[key].signals > 0, ms == .max || open[key].lastMS < ms - Self.gapMSMax {
                closed[key].append(open[key])
                open[key] = Run()
            }
            var search = starts.search(market: slots.markets[key / 2], sideIndex: key % 2)
            var kept: [Run] = []
            for run in closed[key].sorted(by: { ($0.firstMS, $0.number) < ($1.firstMS, $1.number) }) {
                if run.firstMS >= ms {
                    kept.append(run)
                } else {
                    take(episode(run, key, &search, boundaries))
                }
            }
            closed[key] = kept
            if open[key].signals > 0 { keptFromMS = min(keptFromMS, open[key].firstMS) }
        }
        starts.forget(before: keptFromMS)
    }

    /// Keys by market and side, so that nothing depends on which market came first.
    private var order: [Int] {
        open.indices.sorted { left, right in
            let (one, other) = (slots.markets[left / 2], slots.markets[right / 2])
            return one == other ? left < right : one < other
        }
    }

    private func episode(
        _ run: Run, _ key: Int, _ search: inout FollowupStarts.Search, _ boundaries: EpisodeBoundaries
    ) -> Episode {
        Episode(
            market: slots.markets[key / 2], side: key % 2 == 0 ? .buy : .sell, firstMS: run.firstMS,
            lastMS: run.lastMS, signals: run.signals, rawEdge: BasisPoints(hundredths: run.rawEdge),
            phase: boundaries.phase(ofStretch: Int(run.stretch)),
            gain: search.gain(firstMS: run.firstMS, number: run.number))
    }
}
