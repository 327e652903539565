import DoDFormat

/// What a fault must have left in the engine's own evidence, by its kind. The runner's word alone is not
/// enough: a fault that was reported and never happened is what this is for.
struct FaultTrace {
    enum Answer: Equatable {
        case seen(String)
        case notSeen(String)
        /// A kind whose trace is not known here.
        case notKnown
    }

    /// A trace may come this much earlier or later than the journal's times (its own clock is read apart).
    static let slackMS = MinuteRecord.milliseconds
    /// EACCES, EPERM and EROFS: what a directory that is not ours answers.
    private static let refusals: [Int64] = [13, 1, 30]

    let answer: Answer

    init(_ fault: FaultHistory, _ run: RunEvidence) {
        switch fault.kind {
        case "data-dir-taken": answer = Self.refusedDirectory(fault, run)
        case "torn-write": answer = Self.tornWrite(fault, run)
        case "truncate-at-line-end": answer = Self.truncation(fault, run)
        default: answer = .notKnown
        }
    }

    private static func refusedDirectory(_ fault: FaultHistory, _ run: RunEvidence) -> Answer {
        let window = fault.window.map { TimeWindow(fromMS: $0.fromMS - slackMS, toMS: $0.toMS + slackMS) }
        for line in run.ledger?.lines ?? [] {
            guard case .storage(let event) = line.event, event.kind == .failing || event.kind == .spooling,
                let errno = event.errno, refusals.contains(errno), window?.contains(line.atMS) ?? true
            else { continue }
            return .seen("\(line.place) storage \(event.kind.rawValue), errno \(errno)")
        }
        return .notSeen("the ledger has no storage failure with errno 13 in that time")
    }

    private static func tornWrite(_ fault: FaultHistory, _ run: RunEvidence) -> Answer {
        guard let bite = fault.bites.first, let file = bite.text("path"), let size = bite.number("size")
        else {
            return .notSeen("its facts name no file and size")
        }
        for line in run.ledger?.lines ?? [] {
            guard case .repair(let repair) = line.event, repair.file == file,
                repair.atByte + repair.bytes == size
            else { continue }
            return .seen("\(line.place) repair of \(repair.bytes) bytes, kept in \(repair.quarantine)")
        }
        return .notSeen("no repair line of the ledger ends at byte \(size) of \(file)")
    }

    private static func truncation(_ fault: FaultHistory, _ run: RunEvidence) -> Answer {
        guard let bite = fault.bites.first, let path = bite.text("path") else {
            return .notSeen("its facts name no file")
        }
        for line in run.ledger?.lines ?? [] {
            guard case .storage(let event) = line.event, event.kind == .shrunk,
                event.path?.hasSuffix(path) == true
            else { continue }
            return .seen("\(line.place) storage shrunk, \(event.bytes ?? 0) bytes")
        }
        let file = run.files.first { $0.name == path }
        let isDifferent = file?.ranges.contains { $0.found != .same } ?? false
        return isDifferent
            ? .seen("\(path) is not what was sealed")
            : .notSeen("\(path) is whole and nothing says that it shrank")
    }
}

extension FaultBite {
    func text(_ name: String) -> String? { facts.first { $0.name == name }?.value }
    func number(_ name: String) -> Int64? { text(name).flatMap { Int64($0) } }
}
