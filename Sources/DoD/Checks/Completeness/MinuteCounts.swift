import DoDFormat

/// What the ledger counted in each minute against the records of that minute in the files.
///
/// Where a process died, its last minutes have no line, or one that is too small: there the files may hold
/// more than the ledger says, never less.
struct MinuteCounts {
    private var countedSignals = CountsByMinute()
    private var countedFollowups = CountsByMinute()
    /// From the last minute that a process told of to the start of the next one.
    private var silences: [TimeWindow] = []
    private(set) var signals: Int64 = 0
    private(set) var due: Int64 = 0
    private(set) var taken: Int64 = 0
    private(set) var missed: Int64 = 0
    private(set) var interrupted: Int64 = 0
    private(set) var blocked: [String: Int64] = [:]

    init(_ ledger: Ledger) {
        let processes = ledger.processes
        for (index, process) in processes.enumerated() {
            for minute in process.minutes { add(minute) }
            if case .stopped = process.end { continue }
            let begin = Self.toldToMS(process)
            let next = index + 1 < processes.count ? processes[index + 1].startedMS : Int64.max
            let end = next - next % MinuteRecord.milliseconds
            silences.append(
                TimeWindow(
                    fromMS: begin, toMS: next == .max ? .max : max(begin, end) + MinuteRecord.milliseconds))
        }
    }

    /// Up to where the minutes of a process that died are told to their ends. A minute may come in pieces, so its
    /// last line tells of all of it only when it was written at its end.
    private static func toldToMS(_ process: EngineProcess) -> Int64 {
        for line in process.lines.reversed() {
            guard case .minute(let minute) = line.event else { continue }
            let endMS = minute.minuteMS + MinuteRecord.milliseconds
            return line.atMS >= endMS - endSlackMS ? endMS : minute.minuteMS
        }
        return process.startedMS - process.startedMS % MinuteRecord.milliseconds
    }

    /// A minute's last line is written at its last millisecond or behind it.
    private static let endSlackMS: Int64 = 1

    private mutating func add(_ minute: MinuteRecord) {
        for market in minute.markets {
            let key = MarketMinuteKey(market: market.market, minuteMS: minute.minuteMS)
            countedSignals.add(market.signals, to: key)
            countedFollowups.add(market.followupsTaken, to: key)
            signals += market.signals
            due += market.followupsDue
            taken += market.followupsTaken
            missed += market.followupsMissed
            interrupted += market.followupsInterrupted
            for gate in market.blocked { blocked[gate.name, default: 0] += gate.count }
        }
    }

    private func isSilent(_ minuteMS: Int64) -> Bool { silences.contains { $0.contains(minuteMS) } }

    func compare(_ records: RecordFacts, _ findings: inout Findings) {
        if due != taken + missed + interrupted {
            findings.fail(
                "\(due) follow-ups were due, but \(taken) taken, \(missed) missed and \(interrupted) interrupted"
            )
        }
        compare("signals", records.signalsByMinute, countedSignals, &findings)
        compare("follow-ups", records.followupsByMinute, countedFollowups, &findings)
    }

    private func compare(
        _ what: String, _ found: CountsByMinute, _ counted: CountsByMinute,
        _ findings: inout Findings
    ) {
        // Nearly all are alike: only those that are not are put in order.
        var different: [(key: MarketMinuteKey, here: Int64, said: Int64)] = []
        counted.forEach { key, said in
            let here = found[key]
            if here != said { different.append((key, here, said)) }
        }
        found.forEach { key, here in
            if counted[key] == 0 { different.append((key, here, 0)) }
        }
        different.sort { ($0.key.minuteMS, $0.key.market) < ($1.key.minuteMS, $1.key.market) }
        for (key, here, said) in different where here < said || !isSilent(key.minuteMS) {
            let minute = ISOTime.text(key.minuteMS)
            findings.fail(
                "\(key.market) in the minute of \(minute): \(here) \(what) in the files, \(said) by the ledger"
            )
        }
    }
}
