import DoDFormat

/// How far a ledger can be believed: to its `stop`, or only to its last line.
struct LedgerEnding {
    /// The engine may have lived on this long after its last ledger line and said nothing.
    static let silenceMSMax: Int64 = 2 * MinuteRecord.milliseconds
    /// The runner may notice an end this much later, in real time.
    static let noticeMSMax: Int64 = 30_000

    enum State: Equatable {
        /// The last process stopped in order.
        case stopped
        /// The last line closes a day, and nothing of the next is here.
        case dayClosed
        /// Unknown from its end on.
        case open
    }

    let state: State
    private let lastMS: Int64
    private let place: LinePlace?
    /// What the journal says against it, if anything.
    private let contradiction: Contradiction?

    private enum Contradiction {
        /// So often the engine ended in order by the journal, and so many `stop` lines are here.
        case stopMissing(ends: Int, stops: Int)
        /// The engine ran on after the ledger's end.
        case ranOn(untilMS: Int64)
    }

    init(_ ledger: Ledger, journal: Journal?) {
        let last = ledger.lines.last
        let lastMS = last?.atMS ?? 0
        let processes = ledger.processes
        self.lastMS = lastMS
        place = last?.place
        switch (processes.last?.end, last?.event) {
        case (.stopped?, _): state = .stopped
        case (_, .dayEnd?): state = .dayClosed
        default: state = .open
        }
        let stops = processes.count { if case .stopped = $0.end { true } else { false } }
        contradiction = journal.flatMap { Self.contradiction(in: $0, stops: stops, lastMS: lastMS) }
    }

    private static func contradiction(in journal: Journal, stops: Int, lastMS: Int64) -> Contradiction? {
        var ends = 0
        var lastExitMS: Int64?
        for line in journal.lines {
            guard case .engineExited(let exit) = line.event else { continue }
            lastExitMS = line.virtualMS
            if exit.code == 0, exit.signal == nil { ends += 1 }
        }
        if ends > stops { return .stopMissing(ends: ends, stops: stops) }
        let rate = max(1, (journal.started?.rate.units ?? 0) / Amount.unitsPerOne)
        guard let lastExitMS, lastExitMS - lastMS > silenceMSMax + noticeMSMax * rate else { return nil }
        return .ranOn(untilMS: lastExitMS)
    }

    func report(_ findings: inout Findings) {
        switch contradiction {
        case .stopMissing(let ends, let stops)?:
            findings.fail(
                "the journal saw the engine end in order \(ends) times, but the ledger, which ends at \(words), has \(stops) stop lines: lines of it are gone"
            )
        case .ranOn(let untilMS)?:
            findings.doubt(
                "the ledger ends at \(words), but by the journal the engine ran until \(ISOTime.text(untilMS))"
            )
        case nil:
            if state == .open {
                findings.doubt(
                    place == nil
                        ? "the ledger has no line that can be read: it vouches for nothing"
                        : "the ledger ends at \(words) without stop: unknown from there on")
            }
        }
    }

    private var words: String { "\(ISOTime.text(lastMS))\(place.map { " (\($0))" } ?? "")" }
}
