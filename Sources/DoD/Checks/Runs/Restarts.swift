import DoDFormat

/// Every time that the engine ended and was started again, and what explains it.
struct Restarts {
    struct Restart {
        var atMS: Int64
        var words: String
        /// Nil: nothing does.
        var explanation: String?
    }

    private(set) var restarts: [Restart] = []
    /// Starts in the ledger that the runner did not make.
    private(set) var strangeStarts: [Restart] = []

    init(_ run: RunEvidence, _ faults: FaultTimes) {
        if let journal = run.journal {
            readJournal(journal, run, faults)
            compareStarts(run.ledger, journal)
        } else {
            readLedger(run.ledger)
        }
    }

    var unexplained: [Restart] { (restarts + strangeStarts).filter { $0.explanation == nil } }

    /// Without a journal only the ledger tells of restarts, and nothing explains them.
    private mutating func readLedger(_ ledger: Ledger?) {
        let processes = ledger?.processes ?? []
        for (before, after) in zip(processes, processes.dropFirst()) {
            let how = if case .stopped = before.end { "stopped in order" } else { "ended without stop" }
            restarts.append(
                Restart(
                    atMS: after.startedMS,
                    words:
                        "\(ISOTime.text(after.startedMS)) engine started again (\(how) before, at \(ISOTime.text(before.lastMS)))"
                ))
        }
    }

    private mutating func readJournal(_ journal: Journal, _ run: RunEvidence, _ faults: FaultTimes) {
        var ended: (exit: EngineExit, atMS: Int64)?
        var starts = 0
        for line in journal.lines {
            switch line.event {
            case .engineExited(let exit): ended = (exit, line.virtualMS)
            case .engineStarted(_, let generation, _):
                starts += 1
                defer { ended = nil }
                guard starts > 1 else { continue }
                guard let before = ended else {
                    let words =
                        "\(line.place): engine \(generation) was started, and no end of the one before is told"
                    restarts.append(Restart(atMS: line.virtualMS, words: words))
                    continue
                }
                let words =
                    "\(ISOTime.text(before.atMS)) engine \(before.exit.generation) ended (\(before.exit.words)), started again at \(ISOTime.text(line.virtualMS))"
                restarts.append(
                    Restart(
                        atMS: before.atMS, words: words,
                        explanation: Self.explanation(before.exit, before.atMS, run, faults)))
            default: break
            }
        }
    }

    private static func explanation(
        _ exit: EngineExit, _ atMS: Int64, _ run: RunEvidence, _ faults: FaultTimes
    ) -> String? {
        if let during = exit.during {
            // The runner's word is held against its own plan: the fault has to have been in force.
            return faults.isInForce(during, at: atMS) ? "fault \(during)" : nil
        }
        // On a live feed nobody plans an end: it is explained by how it ended.
        let isLive = EvidenceKind(run: run) == .live
        return isLive && exit.isKnown ? exit.words : nil
    }

    private mutating func compareStarts(_ ledger: Ledger?, _ journal: Journal) {
        let made = journal.lines.count { if case .engineStarted = $0.event { true } else { false } }
        for process in (ledger?.processes ?? []).dropFirst(made) {
            strangeStarts.append(
                Restart(
                    atMS: process.startedMS,
                    words:
                        "\(ISOTime.text(process.startedMS)) an engine start (pid \(process.start.pid)) more than the \(made) that the runner made"
                ))
        }
    }
}
