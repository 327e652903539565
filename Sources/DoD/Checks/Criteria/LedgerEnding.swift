import DoDFormat

/// How far a ledger can be believed: to its `stop`, or only to its last line.
struct LedgerEnding {
    /// The engine may have lived on this long after its last ledger line and said nothing.
    static let silenceMSMax: Int64 = 2 * MinuteRecord.milliseconds

    enum State: Equatable {
        /// The last process stopped in order.
        case stopped
        /// The last line closes a day, and nothing of the next is here.
        case dayClosed
        /// Unknown from its end on.
        case open
    }

    let state: State
    let lastMS: Int64
    let place: LinePlace?
    /// What the journal says against it, if anything.
    private let contradiction: Contradiction?

    private enum Contradiction {
        /// The engine ended in order, so a `stop` line was written, and it is gone.
        case stopMissing(EngineExit)
        /// The engine ran on after the ledger's end.
        case ranOn(untilMS: Int64)
    }

    init(_ ledger: Ledger, journal: Journal?) {
        let last = ledger.lines.last
        lastMS = last?.atMS ?? 0
        place = last?.place
        switch (ledger.processes.last?.end, last?.event) {
        case (.stopped?, _): state = .stopped
        case (_, .dayEnd?): state = .dayClosed
        default: state = .open
        }
        contradiction = Self.contradiction(state, lastMS: lastMS, journal)
    }

    private static func contradiction(_ state: State, lastMS: Int64, _ journal: Journal?) -> Contradiction? {
        let exits = journal?.lines.compactMap { line -> (EngineExit, Int64)? in
            if case .engineExited(let exit) = line.event { (exit, line.virtualMS) } else { nil }
        }
        guard let (exit, atMS) = exits?.last else { return nil }
        if state != .stopped, exit.code == 0, exit.signal == nil { return .stopMissing(exit) }
        return atMS - lastMS > silenceMSMax ? .ranOn(untilMS: atMS) : nil
    }

    var isKnown: Bool { state != .open }

    func report(_ findings: inout Findings) {
        switch contradiction {
        case .stopMissing(let exit)?:
            findings.fail(
                "the ledger ends at \(words) without stop, but the journal saw engine \(exit.generation) end in order: its last lines are gone"
            )
        case .ranOn(let untilMS)?:
            findings.doubt(
                "the ledger ends at \(words), but by the journal the engine ran until \(ISOTime.text(untilMS))"
            )
        case nil:
            if state == .open {
                findings.doubt("the ledger ends at \(words) without stop: unknown from there on")
            }
        }
    }

    private var words: String { "\(ISOTime.text(lastMS))\(place.map { " (\($0))" } ?? "")" }
}
