import DoDFormat

/// Whether each signal in the files has its follow-ups: in the files, or counted in the ledger as missed or
/// interrupted. None may be lost in silence, also not over a restart.
struct FollowupAccount {
    /// Those that are nowhere.
    let missing: Int64
    /// At most so many can have been pending, or may have been told of in a minute that was never written.
    let excusable: Int64
    /// Why nothing can be said.
    let obstacle: String?

    /// A follow-up may be taken this long after its signal, lateness and all.
    private static let lastMS = (RecordRules.followupOffsetsMS.max() ?? 0) + latenessMS
    private static let latenessMS: Int64 = 5_000
    /// What falls due in the very moment of an end can be on neither side of it: so many signals' follow-ups at
    /// each restart are told, and not held against the engine.
    private static let signalsPerRestart: Int64 = 2

    init(_ records: RecordFacts, _ ledger: Ledger, _ counts: MinuteCounts) {
        let offsets = Int64(RecordRules.followupOffsetsMS.count)
        missing = records.signals * offsets - records.followups - counts.missed - counts.interrupted
        var excused: Int64 = 0
        var obstacle: String?
        let processes = ledger.processes
        if ledger.lines.first?.seq != 0 { obstacle = "the ledger lacks its head" }
        if processes.isEmpty { obstacle = "the ledger has no start" }
        for (index, process) in processes.enumerated() {
            if Self.endsSpooling(process) {
                obstacle =
                    "a process ended while the spool held records, where the next one can't look for them"
            }
            let isLast = index == processes.count - 1
            let toldMS =
                process.minutes.last.map { $0.minuteMS + MinuteRecord.milliseconds } ?? process.startedMS
            let endMS = isLast ? Int64.max : processes[index + 1].startedMS
            let fromMS: Int64? =
                if isLast {
                    min(process.lastMS, toldMS) - Self.lastMS
                } else if process.end == .died, Self.lostConnection(process, after: toldMS) {
                    toldMS - Self.lastMS
                } else {
                    nil
                }
            guard let fromMS else { continue }
            excused += Self.signals(records, from: fromMS, to: endMS)
        }
        excused += Self.signalsPerRestart * Int64(max(processes.count - 1, 0))
        excusable = excused * offsets
        self.obstacle = obstacle
    }

    func report(_ findings: inout Findings) {
        guard missing > excusable else { return }
        let words =
            "\(missing) follow-ups are nowhere: not in the files, not counted as missed or interrupted; at most \(excusable) can have been pending at an end"
        if let obstacle { findings.note("\(words); \(obstacle)") } else { findings.fail(words) }
    }

    private static func signals(_ records: RecordFacts, from fromMS: Int64, to toMS: Int64) -> Int64 {
        // A minute that ends behind the begin counts, too.
        records.signalsByMinute.sum(fromMS: fromMS - MinuteRecord.milliseconds + 1, toMS: toMS)
    }

    private static func endsSpooling(_ process: EngineProcess) -> Bool {
        let last = process.rareLines.last { if case .storage = $0.event { true } else { false } }
        guard case .storage(let event)? = last?.event else { return false }
        return event.kind == .failing || event.kind == .spooling || event.kind == .recovered
    }

    /// What was missed then may have been counted in a minute that was never written.
    private static func lostConnection(_ process: EngineProcess, after ms: Int64) -> Bool {
        process.rareLines.contains { line in
            guard case .connection(let event) = line.event else { return false }
            return event.kind == .lost && line.atMS >= ms - lastMS
        }
    }
}
