import Glibc
package import SoakFaults
package import SoakRunner
import Synchronization

/// Goes through the calls of a session one by one, does something to each, and starts the real engine again on
/// what is left.
package struct Sweep: Sendable {
    package var engine: String
    package var injector: String
    package var sessions: SweepSessions
    package var operations = SweepOperation.allCases
    package var jobs = 1
    /// Where folders of flawed points are kept.
    package var reports: String
    /// Words that repeat this sweep, without the point.
    package var command: String
    /// Every so many points of a kill a second fault in the recovery is swept; 0: none.
    package var recoveryEvery = 24
    /// Each life is an engine that was started for it, and none a copy of one that stands ready. A point alone and
    /// the undisturbed sessions always are.
    package var startsAnew = false

    package static let jobsMax = 64
    /// More calls than any session here makes.
    package static let kMax = 2_000
    private static let keptMax = 20

    package init(engine: String, injector: String, sessions: SweepSessions, reports: String, command: String)
    {
        self.engine = engine
        self.injector = injector
        self.sessions = sessions
        self.reports = reports
        self.command = command
    }

    /// What stops a sweep before its first point.
    package enum Refusal: Error, CustomStringConvertible {
        case baseline(String)
        case system(SystemFailure)

        package var description: String {
            switch self {
            case .baseline(let why): "the undisturbed sessions did not end as they should: \(why)"
            case .system(let failure): "\(failure)"
            }
        }
    }

    /// Sweeps everything, or only `point`.
    package func run(
        only point: SweepPoint? = nil, interruption: Interruption
    ) throws(Refusal) -> SweepSummary {
        let work = try workFolder()
        defer { try? FileTree.remove(work) }
        let recordings: [String]
        let check: SweepCheck
        do throws(SystemFailure) {
            recordings = try write(sessions, in: work)
            check = SweepCheck(try baseline(place("baseline", in: work, recordings)))
        } catch { throw .system(error) }
        try confirm(check.baseline)
        let signals = check.baseline.sessions.map { String($0.signals.count) }.joined(separator: ", ")
        let state = SweepState()
        state.say(
            "three sessions with \(signals) signals; each call of the first is disturbed, then those of the second"
        )
        let began = MonotonicClock.nowMs()
        if let point {
            try only(point, place("point", in: work, recordings), check, state)
        } else {
            let lanes = SweepLane.all(operations)
            sweep(lanes, work, recordings, check, state, interruption)
            let recoveries = state.recoveryPoints(every: recoveryEvery).flatMap {
                SweepLane.recoveries(from: $0, operations)
            }
            if !interruption.isRaised { sweep(recoveries, work, recordings, check, state, interruption) }
        }
        var summary = state.summary
        summary.seconds = Double(MonotonicClock.nowMs() - began) / 1000
        summary.isInterrupted = interruption.isRaised
        return summary
    }

    /// `jobs` threads take one lane after the other.
    private func sweep(
        _ lanes: [SweepLane], _ work: String, _ recordings: [String], _ check: SweepCheck,
        _ state: SweepState, _ interruption: Interruption
    ) {
        let sweep = self
        let next = Atomic(0)
        let processors = SweepProcessors()
        OwnThreads.run(min(jobs, lanes.count), jobs: jobs, goesOn: { true }) { worker in
            processors.settle(worker)
            let place = sweep.place(
                "place-\(state.nextPlace())", in: work, recordings, isMoulded: !sweep.startsAnew)
            while !interruption.isRaised, state.failure == nil {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < lanes.count else { break }
                sweep.exhaust(lanes[index], SweepTrial(place: place, check: check), state, interruption)
            }
        }
    }

    private func exhaust(
        _ lane: SweepLane, _ fresh: SweepTrial, _ state: SweepState, _ interruption: Interruption
    ) {
        var trial = fresh
        for k in 1...Self.kMax {
            if interruption.isRaised { return }
            let point = lane.point(k)
            do throws(SystemFailure) {
                let result = try trial.run(point)
                if !result.flaws.isEmpty { keep(point, result.flaws, trial.place, state) }
                guard result.hasBitten else {
                    if !result.flaws.isEmpty { state.add(lane, point, result) }
                    return
                }
                state.add(lane, point, result)
            } catch { return state.fail(error) }
        }
        state.unexhausted(lane)
    }

    private func only(
        _ point: SweepPoint, _ place: SweepPlace, _ check: SweepCheck, _ state: SweepState
    ) throws(Refusal) {
        let lane = SweepLane(
            operation: point.first.operation, action: point.first.action, isLasting: point.first.isLasting)
        do throws(SystemFailure) {
            var trial = SweepTrial(place: place, check: check)
            let result = try trial.run(point)
            if !result.flaws.isEmpty { keep(point, result.flaws, place, state) }
            if result.hasBitten { state.add(lane, point, result) }
        } catch { throw .system(error) }
    }

    private func keep(
        _ point: SweepPoint, _ flaws: [SweepCheck.Flaw], _ place: SweepPlace, _ state: SweepState
    ) {
        let name = "sweep-" + point.description.map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined()
        var folder = "\(reports)/\(name)"
        if state.keptCount < Self.keptMax {
            try? FileTree.remove(folder)
            do throws(SystemFailure) { try place.copy(to: folder) } catch {
                folder = "not kept: \(error)"
            }
        } else {
            folder = "not kept: \(Self.keptMax) are"
        }
        state.add(
            SweepSummary.Failure(
                point: point.description, flaws: flaws.map(\.description), folder: folder,
                command: "\(command) --only \(point)"))
    }

    // MARK: Before the first point

    private func workFolder() throws(Refusal) -> String {
        // Memory: what is swept is the order of calls, not a disk, and a sync costs nothing there.
        let parent = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/var/tmp"
        var template = Array("\(parent)/hip3-sweep-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw .system(SystemFailure("create folder", "\(parent)/hip3-sweep-XXXXXX", errno: errno))
        }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private func write(_ sessions: SweepSessions, in work: String) throws(SystemFailure) -> [String] {
        var paths: [String] = []
        for (index, recording) in sessions.recordings.enumerated() {
            paths.append("\(work)/session-\(index + 1).hip3")
            try FileTree.write(recording, to: paths[index])
        }
        return paths
    }

    private func place(
        _ name: String, in work: String, _ recordings: [String], isMoulded: Bool = false
    ) -> SweepPlace {
        SweepPlace(
            path: "\(work)/\(name)", engine: engine, injector: injector, recordings: recordings,
            isMoulded: isMoulded)
    }

    /// What the sessions write when nothing is done to them.
    private func baseline(_ place: SweepPlace) throws(SystemFailure) -> SweepCheck.Baseline {
        try place.begin()
        var baseline = SweepCheck.Baseline(files: [:], sessions: [])
        for session in place.recordings.indices {
            _ = try place.live(session, fault: nil)
            let files = try place.records().mapValues {
                String(decoding: $0, as: UTF8.self).split(separator: "\n").map(String.init)
            }
            func fresh(_ prefix: String) -> [String] {
                files.keys.filter { $0.hasPrefix(prefix) }.sorted().flatMap { name in
                    (files[name] ?? []).dropFirst(baseline.files[name]?.count ?? 0)
                }
            }
            baseline.sessions.append(
                SweepCheck.Session(signals: fresh("signals_"), followups: fresh("followups_")))
            baseline.files = files
        }
        return baseline
    }

    private func confirm(_ baseline: SweepCheck.Baseline) throws(Refusal) {
        for (index, session) in baseline.sessions.enumerated() where session.signals.isEmpty {
            throw .baseline("session \(index + 1) wrote no signal")
        }
        if Set(baseline.files.values.flatMap { $0 }).count
            != baseline.files.values.reduce(0, { $0 + $1.count })
        {
            throw .baseline("a line stands there twice")
        }
    }
}
