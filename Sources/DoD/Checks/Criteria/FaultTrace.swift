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
    private static let interrupted: Int64 = 4

    let answer: Answer

    init(_ fault: FaultHistory, _ run: RunEvidence) {
        switch fault.kind {
        case "data-dir-taken", "directory-mode":
            answer = Self.storageFailure(fault, run, Self.refusals)
        case "directory-removed": answer = Self.storageFailure(fault, run, [2])
        case "disk-full": answer = Self.storageFailure(fault, run, [28])
        case "read-only-mount": answer = Self.storageFailure(fault, run, [30])
        case "open-files-limit": answer = Self.storageFailure(fault, run, [24])
        case "file-size-limit": answer = Self.storageFailure(fault, run, [27])
        case "write-error", "fsync-error", "open-error", "rename-error":
            answer = Self.injectedError(fault, run)
        case "inodes-gone": answer = Self.storageFailure(fault, run, [28])
        case "file-system-turned-read-only": answer = Self.storageFailure(fault, run, [30, 5])
        case "unlink-error", "truncate-error": answer = Self.injectedError(fault, run)
        case "read-error": answer = Self.unreadable(fault, run)
        case "short-write", "slow-disk", "disk-stall", "fsync-lies", "sigstop", "stopped-for-minutes",
            "stop-and-go", "cpu-starved", "started-twice":
            answer = Self.livedOn(fault, run)
        case "file-removed", "directory-replaced": answer = Self.displaced(fault, run)
        case "kill-during-recovery": answer = Self.end(fault, run, bySignal: 9, times: 2)
        case "sigsegv", "sigabrt", "out-of-memory":
            answer = Self.end(fault, run, bySignal: fault.bites.first?.number("signal") ?? 0)
        case "kill-after-sync", "kill-before-rename", "kill-after-rename", "kill-at-midnight", "power-cut",
            "power-cut-simulated", "power-cut-after-lies", "spool-and-data-fail":
            answer = Self.end(fault, run, bySignal: 9)
        case "truncate-anywhere", "truncate-to-zero", "nul-block", "bit-flip-value", "bit-flip-key",
            "bit-flip-newline", "line-duplicated", "lines-swapped", "line-deleted", "files-swapped",
            "wrong-day-in-file", "crlf", "bom", "invalid-utf8", "ledger-line-removed":
            answer = Self.damage(fault, run)
        case "clock-step-forward", "clock-step-back", "clock-step-day", "clock-fast", "clock-slow":
            answer = Self.clockStep(fault, run)
        case "sigkill", "kill-before-write", "kill-after-write", "kill-before-sync":
            answer = Self.end(fault, run, bySignal: 9)
        case "sigterm": answer = Self.end(fault, run, bySignal: nil)
        case "torn-write": answer = Self.tornWrite(fault, run)
        case "truncate-at-line-end": answer = Self.truncation(fault, run)
        case "connection-expired": answer = Self.lostConnection(fault, run, ["expired"])
        case "connection-inactive": answer = Self.lostConnection(fault, run, ["inactive"])
        case "connection-reset", "closed-without-close-frame", "half-closed", "reconnect-storm":
            answer = Self.lostConnection(fault, run, ["closed"])
        case "half-open", "feed-stalled", "slow-reader": answer = Self.lostConnection(fault, run, ["stalled"])
        case "connection-refused", "name-not-resolved", "tls-expired-certificate", "tls-wrong-host",
            "tls-unknown-issuer":
            answer = Self.lostConnection(fault, run, ["refused"])
        case "error-frames", "unknown-channel-frames", "missing-key-frames", "wrong-type-frames",
            "huge-number-frames", "invalid-json-frames", "huge-frame", "fragmented-frames",
            "unlisted-coin-frames", "ping-flood", "frame-burst", "market-mute", "channel-mute",
            "info-too-many", "info-server-error", "info-bad-gateway", "info-slow", "info-empty",
            "duplicate-frames", "invalid-utf8-frames":
            answer = Self.livedOn(fault, run)
        case "masked-frame", "reserved-bits":
            // A client may end the connection over it, or count it and go on.
            let lost = Self.lostConnection(fault, run, ["error", "closed"])
            if case .seen = lost { answer = lost } else { answer = Self.livedOn(fault, run) }
        case "lost-acknowledgements": answer = Self.lostConnection(fault, run, ["closed"])
        default: answer = .notKnown
        }
    }

    /// One that the engine asked again after leaves nothing behind but the bytes.
    static func injectedError(_ fault: FaultHistory, _ run: RunEvidence) -> Answer {
        guard let errno = fault.bites.first?.number("errno") else {
            return .notSeen("its facts name no errno")
        }
        if errno == interrupted {
            return .seen("nothing, as it has to be: an interrupted call is asked again")
        }
        return storageFailure(fault, run, [errno])
    }

    /// The runner saw the process end, and the ledger begins anew behind it.
    private static func end(
        _ fault: FaultHistory, _ run: RunEvidence, bySignal signal: Int64?, times: Int = 1
    ) -> Answer {
        guard let window = fault.window else { return .notSeen("its times are not known") }
        let exits = (run.journal?.lines ?? []).count { line in
            guard case .engineExited(let exit) = line.event, exit.during == fault.id else { return false }
            return signal == nil ? exit.code == 0 : exit.signal == signal || exit.code == 128 + (signal ?? 0)
        }
        guard exits >= times else {
            let count = exits == 0 ? "no such end" : "only \(exits) of \(times) such ends"
            return .notSeen("the journal has \(count) of the engine during it")
        }
        for line in run.ledger?.lines ?? [] {
            guard case .start = line.event, line.atMS >= window.fromMS - slackMS,
                line.atMS <= window.toMS + slackMS
            else { continue }
            return .seen("\(line.place) start")
        }
        return .notSeen("the ledger has no start in that time")
    }

    private static func storageFailure(
        _ fault: FaultHistory, _ run: RunEvidence, _ errnos: [Int64]
    ) -> Answer {
        let window = fault.window.map { TimeWindow(fromMS: $0.fromMS - slackMS, toMS: $0.toMS + slackMS) }
        for line in run.ledger?.lines ?? [] {
            guard case .storage(let event) = line.event, event.kind == .failing || event.kind == .spooling,
                let errno = event.errno, errnos.contains(errno), window?.contains(line.atMS) ?? true
            else { continue }
            return .seen("\(line.place) storage \(event.kind.rawValue), errno \(errno)")
        }
        let wanted = errnos.map(String.init).joined(separator: " or ")
        return .notSeen("the ledger has no storage failure with errno \(wanted) in that time")
    }

    /// The engine told of a connection that it lost so, or of an attempt that came to nothing so.
    private static func lostConnection(
        _ fault: FaultHistory, _ run: RunEvidence, _ causes: [String]
    ) -> Answer {
        let window = fault.window.map { TimeWindow(fromMS: $0.fromMS - slackMS, toMS: $0.toMS + slackMS) }
        var seen: (count: Int, place: String) = (0, "")
        for line in run.ledger?.lines ?? [] {
            guard case .connection(let event) = line.event, event.kind == .lost, let cause = event.cause,
                causes.contains(cause), window?.contains(line.atMS) ?? true
            else { continue }
            if seen.count == 0 { seen.place = "\(line.place)" }
            seen.count += 1
        }
        let wanted = causes.joined(separator: " or ")
        return seen.count > 0
            ? .seen("\(seen.place) connection lost (\(wanted)), \(seen.count) in all")
            : .notSeen("the ledger has no connection lost (\(wanted)) in that time")
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
