/// Merges signals into episodes while they are read, and holds their follow-ups against them. Memory grows with
/// episodes that are not settled, not with signals; a signal costs a few comparisons.
struct EpisodeTrace: Sendable {
    /// Signals further apart are two episodes.
    static let gapMSMax: Int64 = 5_000

    private var slots = MarketSlots()
    private var current = CurrentStretch()
    // By slot and side.
    private var open: [EpisodeRun] = []
    /// In the order in which they ended.
    private var closed: [PackedRow<EpisodeRun>] = []
    private var starts = FollowupStarts()

    init() {}

    @inline(__always)
    mutating func add(_ signal: SignalRecord, _ boundaries: EpisodeBoundaries) {
        let ms = signal.timestampMS
        let stretch = current.index(at: ms, boundaries)
        let key = 2 * slots.slot(of: signal.market) + (signal.side == .buy ? 0 : 1)
        if key < open.count, open[key].holds(ms, stretch) {
            open[key].lastMS = ms
            open[key].signals &+= 1
        } else {
            let run = EpisodeRun(
                firstMS: ms, lastMS: ms, number: signal.id.number, signals: 1, stretch: stretch,
                rawEdge: signal.rawEdge.hundredths)
            begin(run, key)
        }
    }

    @inline(__always)
    mutating func add(_ followup: FollowupRecord, _ boundaries: EpisodeBoundaries) {
        starts.add(followup, boundaries)
    }

    private mutating func begin(_ run: EpisodeRun, _ key: Int) {
        makeRoom(key)
        if open[key].signals > 0 { closed[key].append(open[key]) }
        open[key] = run
    }

    private mutating func makeRoom(_ key: Int) {
        while open.count <= key {
            open.append(EpisodeRun())
            closed.append(PackedRow())
        }
    }

    /// Adds what another one saw of the records that come next, as if they had been added here.
    mutating func join(_ next: EpisodeTrace) {
        starts.join(next.starts)
        for (theirs, last) in next.open.enumerated() where last.signals > 0 {
            let key = 2 * slots.slot(of: next.slots.markets[theirs / 2]) + theirs % 2
            makeRoom(key)
            for run in next.closed[theirs].elements + [last] {
                if open[key].holds(run.firstMS, run.stretch) {
                    open[key].lastMS = run.lastMS
                    open[key].signals += run.signals
                } else {
                    begin(run, key)
                }
            }
        }
    }

    /// Counts each episode that began before `ms` and can't go on, given that every record of the time before was
    /// added; forgets them. `count` is called on so many threads, with sums of its own on each: they add up in any
    /// order.
    mutating func settle(
        before ms: Int64, _ boundaries: EpisodeBoundaries, threads: Int, into sums: inout EpisodeSums,
        count: @escaping @Sendable (Episode, inout EpisodeSums) -> Void
    ) {
        for key in open.indices
        where open[key].signals > 0 && (ms == .max || open[key].lastMS < ms - Self.gapMSMax) {
            closed[key].append(open[key])
            open[key] = EpisodeRun()
        }
        let (trace, keys) = (self, order)
        // Some markets have many more than others: with parts for each thread none waits long for the last.
        let parts = threads > 1 ? min(keys.count, 4 * threads) : 1
        OrderedWork.run(jobs: parts, threads: threads) { part in
            var settled = Settled()
            for key in keys[keys.count * part / parts..<keys.count * (part + 1) / parts] {
                let kept = trace.settled(key, before: ms, boundaries) { count($0, &settled.sums) }
                settled.kept.append((key, kept))
            }
            return settled
        } take: { _, settled in
            sums.merge(settled.sums)
            for (key, kept) in settled.kept { closed[key] = kept }
            return true
        }
        let keptFromMS = open.lazy.filter { $0.signals > 0 }.map(\.firstMS).min() ?? ms
        starts.forget(before: min(ms, keptFromMS))
    }

    /// What some of the markets came to.
    private struct Settled: Sendable {
        var sums = EpisodeSums()
        var kept: [(key: Int, runs: PackedRow<EpisodeRun>)] = []
    }

    /// Hands over the episodes of a market and side by time; gives those that began later.
    private func settled(
        _ key: Int, before ms: Int64, _ boundaries: EpisodeBoundaries, take: (Episode) -> Void
    ) -> PackedRow<EpisodeRun> {
        var search = starts.search(market: slots.markets[key / 2], sideIndex: key % 2)
        var kept = PackedRow<EpisodeRun>()
        for run in closed[key].elements.sorted(by: { ($0.firstMS, $0.number) < ($1.firstMS, $1.number) }) {
            if run.firstMS >= ms {
                kept.append(run)
            } else {
                take(episode(run, key, &search, boundaries))
            }
        }
        return kept
    }

    /// Keys by market and side, so that nothing depends on which market came first.
    private var order: [Int] {
        open.indices.sorted { left, right in
            let (one, other) = (slots.markets[left / 2], slots.markets[right / 2])
            return one == other ? left < right : one < other
        }
    }

    private func episode(
        _ run: EpisodeRun, _ key: Int, _ search: inout FollowupStarts.Search, _ boundaries: EpisodeBoundaries
    ) -> Episode {
        Episode(
            market: slots.markets[key / 2], side: key % 2 == 0 ? .buy : .sell, firstMS: run.firstMS,
            lastMS: run.lastMS, signals: run.signals, rawEdge: BasisPoints(hundredths: run.rawEdge),
            phase: boundaries.phase(ofStretch: Int(run.stretch)),
            gain: search.gain(firstMS: run.firstMS, number: run.number))
    }
}

extension EpisodeTrace {
    /// From its first to its last signal or follow-up's signal; nil when it saw none.
    private var span: ClosedRange<Int64>? {
        var span: ClosedRange<Int64>?
        func include(_ from: Int64, _ to: Int64) {
            span = min(span?.lowerBound ?? from, from)...max(span?.upperBound ?? to, to)
        }
        for runs in zip(closed, open).map({ $0.elements + ($1.signals > 0 ? [$1] : []) }) {
            for run in runs { include(run.firstMS, run.lastMS) }
        }
        return span
    }

    /// Where episodes are cut between its first and its last signal.
    func cuts(of boundaries: EpisodeBoundaries) -> [Int64] {
        guard let span else { return [] }
        return boundaries.changes.map(\.atMS).filter { $0 > span.lowerBound && $0 <= span.upperBound }
    }

    /// The same with the stretches counted as another list of boundaries has them.
    func placed(in boundaries: EpisodeBoundaries) -> EpisodeTrace {
        var placed = self
        for key in open.indices {
            placed.open[key].stretch = Int32(truncatingIfNeeded: boundaries.stretch(at: open[key].firstMS))
            placed.closed[key] = PackedRow(
                closed[key].elements.lazy.map { run in
                    var run = run
                    run.stretch = Int32(truncatingIfNeeded: boundaries.stretch(at: run.firstMS))
                    return run
                })
        }
        placed.starts = starts.placed(in: boundaries)
        return placed
    }

    func write(to pack: inout PackWriter) {
        pack.list(slots.markets) { $0.market($1) }
        pack.list(zip(closed, open).map { $0.elements + [$1] }) { pack, runs in
            pack.list(runs) { pack, run in
                for number in [run.firstMS, run.lastMS, run.number, run.signals, run.rawEdge] {
                    pack.int(number)
                }
            }
        }
        starts.write(to: &pack)
    }

    init(from pack: inout PackReader) throws {
        for market in try pack.list({ try $0.market() }) { _ = slots.slot(of: market) }
        for runs in try pack.list({ try $0.list { try Self.run(&$0) } }) {
            closed.append(PackedRow(runs.dropLast()))
            open.append(runs.last ?? EpisodeRun())
        }
        starts = try FollowupStarts(from: &pack)
    }

    private static func run(_ pack: inout PackReader) throws -> EpisodeRun {
        var run = EpisodeRun()
        run.firstMS = try pack.int()
        run.lastMS = try pack.int()
        run.number = try pack.int()
        run.signals = try pack.int()
        run.rawEdge = try pack.int()
        return run
    }
}
