import DoDFormat

// Faults that an engine lives through, or that touch what it does not write: files, clocks.
extension FaultTrace {
    /// What it can't help is that time goes by; it must not have ended, nor have found anything to fail.
    static func livedOn(_ fault: FaultHistory, _ run: RunEvidence) -> Answer {
        guard let window = fault.window else { return .notSeen("its times are not known") }
        for line in run.ledger?.lines ?? [] {
            let place = line.place
            if case .storage(let event) = line.event, event.kind == .failing, window.contains(line.atMS) {
                return .notSeen("\(place) says that storage failed in that time, errno \(event.errno ?? 0)")
            }
            if case .start = line.event, line.atMS > window.fromMS {
                return .notSeen(
                    "\(place) says that the engine started anew, with nothing of the old one behind it")
            }
            if line.atMS >= window.toMS {
                return .seen("no failure and no start in that time, and \(place) behind it")
            }
        }
        return .notSeen("nothing in the ledger shows that the engine lived through it")
    }

    /// An engine that can't read what it left says so as a storage failure, or ends by that error and starts again.
    static func unreadable(_ fault: FaultHistory, _ run: RunEvidence) -> Answer {
        let ledger = injectedError(fault, run)
        if case .seen = ledger { return ledger }
        for line in run.journal?.lines ?? [] {
            guard case .engineExited(let exit) = line.event, exit.during == fault.id, exit.isError else {
                continue
            }
            return .seen("the journal: engine \(exit.generation) ended by \(exit.words)")
        }
        return ledger
    }

    /// A file or directory that nobody finds any more: brought back from what the engine held open.
    static func displaced(_ fault: FaultHistory, _ run: RunEvidence) -> Answer {
        guard let window = fault.window else { return .notSeen("its times are not known") }
        for line in run.ledger?.lines ?? [] {
            guard case .storage(let event) = line.event, line.atMS >= window.fromMS - slackMS,
                line.atMS <= window.toMS + slackMS
            else { continue }
            return .seen("\(line.place) storage \(event.kind.rawValue)")
        }
        return .notSeen("the ledger says nothing of storage in that time")
    }

    /// Bytes that are not what was sealed, at the very place.
    static func damage(_ fault: FaultHistory, _ run: RunEvidence) -> Answer {
        guard let bite = fault.bites.first, let path = bite.text("path"), let offset = bite.number("offset")
        else { return .notSeen("its facts name no file and offset") }
        if let ledger = run.ledger, path.hasPrefix("ledger_") {
            let line = bite.number("line")
            let found = ledger.damages.first { $0.file.hasSuffix(path) && $0.line == line }
            return found.map { .seen("\($0)") }
                ?? .notSeen("the ledger is without damage in line \(line ?? 0) of \(path)")
        }
        guard let file = run.files.first(where: { $0.name == path }) else {
            return .seen("\(path) is not there")
        }
        let finding = file.ranges.first {
            $0.found != .same && $0.claim.from <= offset && offset < $0.claim.to
        }
        guard let finding else {
            return .notSeen("byte \(offset) of \(path) is in no range that differs from what was sealed")
        }
        return .seen(
            "bytes \(finding.claim.from)..<\(finding.claim.to) of \(path) are not what \(finding.place) sealed"
        )
    }

    /// The engine's own word that the wall clock was set, by about as much.
    static func clockStep(_ fault: FaultHistory, _ run: RunEvidence) -> Answer {
        guard let window = fault.window else { return .notSeen("its times are not known") }
        guard let bite = fault.bites.first, let offset = bite.number("offset_ms"),
            let drift = bite.number("drift_ms_per_s")
        else { return .notSeen("its facts name no offset and drift") }
        for line in run.ledger?.lines ?? [] {
            guard case .clock(let step) = line.event, step.fromMS >= window.fromMS - slackMS,
                step.fromMS <= window.toMS + slackMS
            else { continue }
            let moved = step.toMS - step.fromMS
            let isIt = offset != 0 ? abs(moved - offset) <= stepSlackMS : (moved > 0) == (drift > 0)
            if isIt { return .seen("\(line.place) clock, set by \(moved) ms") }
        }
        return .notSeen("the ledger has no clock line of such a step in that time")
    }

    /// The engine looks once a second, and knows a step as well as it can read two clocks at once.
    private static let stepSlackMS: Int64 = 1_000
}
