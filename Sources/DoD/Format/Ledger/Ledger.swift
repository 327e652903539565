/// The engine's own record over all its days, in order, as far as it could be read.
package struct Ledger: Sendable {
    package var lines: LedgerLines
    /// What is wrong with the ledger itself: torn, changed, missing lines. Bounded, see `damageCount`.
    package var damages: [Damage]
    package var damageCount: Int64
    /// What a newer format added, and the like.
    package var notes: [String]

    package init(
        lines: some Sequence<LedgerLine>, damages: [Damage] = [], damageCount: Int64? = nil,
        notes: [String] = []
    ) {
        self.lines = lines as? LedgerLines ?? LedgerLines(lines)
        self.damages = damages
        self.damageCount = damageCount ?? Int64(damages.count)
        self.notes = notes
    }

    /// One per `start` line. Lines before the first start belong to none.
    package var processes: [EngineProcess] {
        let starts = lines.starts
        return starts.enumerated().map { position, first in
            let end = position + 1 < starts.count ? starts[position + 1] : lines.endIndex
            return EngineProcess(lines, first..<end, isLast: end == lines.endIndex)
        }
    }

    /// All minute lines in their order.
    package var minutes: LedgerMinutes { lines.minutes(in: lines.indices) }
}

/// The life of one engine process, from its `start` to what came last of it.
package struct EngineProcess: Sendable {
    package enum End: Hashable, Sendable {
        /// A `stop` line.
        case stopped(Totals)
        /// No `stop`, and another process started after it: killed or crashed.
        case died
        /// No `stop` and nothing after it: unknown from there on.
        case open
    }

    package let start: EngineStart
    package var lines: Slice<LedgerLines> { all[range] }
    package let end: End
    private let all: LedgerLines
    private let range: Range<Int>

    /// `lines` begin with a `start` line.
    init(_ all: LedgerLines, _ range: Range<Int>, isLast: Bool) {
        self.all = all
        self.range = range
        let lines = all[range]
        guard case .start(let start)? = lines.first?.event else {
            preconditionFailure("a process begins with its start line")
        }
        self.start = start
        // A start that finds the clock behind says so before its own first line.
        let last = lines.last { if case .clock = $0.event { false } else { true } }
        if case .stop(let totals)? = last?.event {
            end = .stopped(totals)
        } else {
            end = isLast ? .open : .died
        }
    }

    package var startedMS: Int64 { lines.first?.atMS ?? 0 }
    /// Of its last line; what it did after that is not known unless it stopped.
    package var lastMS: Int64 { lines.last?.atMS ?? 0 }
    package var minutes: LedgerMinutes { all.minutes(in: range) }
    /// Its lines without minutes and seals.
    package var rareLines: some BidirectionalCollection<LedgerLine> { all.rare(in: range) }
}
