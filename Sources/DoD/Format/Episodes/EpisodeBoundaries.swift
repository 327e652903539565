/// Where no episode goes over: lost connections, starts of the engine, edges of a session.
struct EpisodeBoundaries: Sendable {
    /// Rising; each begins a stretch that has one phase.
    private(set) var changes: [PhaseChange] = []

    init() {}

    init(_ ledger: Ledger?, days: some Sequence<UTCDay>, rule: EpisodeRule) {
        var phases = days.flatMap { rule.phases($0) }
        phases.sort { $0.atMS < $1.atMS }
        var losses: [Int64] = []
        if let ledger {
            for line in ledger.lines.rare {
                switch line.event {
                case .connection(let event) where event.kind == .lost: losses.append(line.atMS)
                case .start: losses.append(line.atMS)
                default: break
                }
            }
        }
        losses.sort()
        merge(phases, losses)
    }

    private mutating func merge(_ phases: [PhaseChange], _ losses: [Int64]) {
        var phase = TradingPhase.unknown
        var next = losses[...]
        for change in phases {
            while let loss = next.first, loss < change.atMS {
                append(loss, phase)
                next.removeFirst()
            }
            // A day that begins as the one before ended is no edge.
            if change.phase != phase { append(change.atMS, change.phase) }
            phase = change.phase
        }
        for loss in next { append(loss, phase) }
    }

    private mutating func append(_ atMS: Int64, _ phase: TradingPhase) {
        if changes.last?.atMS == atMS { changes.removeLast() }
        changes.append(PhaseChange(atMS: atMS, phase: phase))
    }

    /// How many of them lie at or before a moment.
    func stretch(at ms: Int64) -> Int {
        var low = 0
        var high = changes.count
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].atMS <= ms { low = middle + 1 } else { high = middle }
        }
        return low
    }

    func phase(ofStretch stretch: Int) -> TradingPhase {
        stretch > 0 ? changes[stretch - 1].phase : .unknown
    }

    /// The moments that a stretch holds.
    func bounds(ofStretch stretch: Int) -> (fromMS: Int64, toMS: Int64) {
        (
            stretch > 0 ? changes[stretch - 1].atMS : .min,
            stretch < changes.count ? changes[stretch].atMS : .max
        )
    }
}

/// The stretch of the moment asked for last: nearly always that of the next one too.
struct CurrentStretch: Sendable {
    private var fromMS: Int64 = 0
    private var toMS: Int64 = 0
    private var index: Int32 = 0

    @inline(__always)
    mutating func index(at ms: Int64, _ boundaries: EpisodeBoundaries) -> Int32 {
        if ms < fromMS || ms >= toMS { look(at: ms, boundaries) }
        return index
    }

    private mutating func look(at ms: Int64, _ boundaries: EpisodeBoundaries) {
        let stretch = boundaries.stretch(at: ms)
        index = Int32(truncatingIfNeeded: stretch)
        (fromMS, toMS) = boundaries.bounds(ofStretch: stretch)
    }
}
