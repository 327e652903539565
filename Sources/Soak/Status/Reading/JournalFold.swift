import DoDFormat

/// What the lines of a run's journal come to, line by line. Pure. Lines of a type that it does not know move
/// its times and nothing else.
package struct JournalFold: Sendable {
    package struct Start: Equatable, Sendable {
        package var runID: String
        package var command: String
        package var scenario: String?
        /// As written.
        package var seed: String?
        package var host: String
        package var port: Int64
        package var isSynthetic: Bool
        package var fromMs: Int64
        package var toMs: Int64
        package var rate: Double
        package var wallMs: Int64
    }

    package enum Engine: Equatable, Sendable {
        case never
        case up(pid: Int64, generation: Int64, at: Moment)
        case down(why: String, at: Moment)
    }

    package private(set) var start: Start?
    package private(set) var engine = Engine.never
    package private(set) var restarts: [RunStatus.Restart] = []
    package private(set) var restartCount = 0
    package private(set) var faults: [RunStatus.Fault] = []
    package private(set) var resources: RunStatus.Resources?
    private var watch = WatchedCounts()
    /// As the runner counted them in the engine's log; nil when it did not.
    package var logLines: RunStatus.LogLines? { watch.logLines }
    /// As the engine said when it was asked, its lives added up.
    package var signalsSaid: Int64? { watch.signals }
    /// As the engine said when it was last asked.
    package private(set) var stateSaid: String?
    package private(set) var notes: [RunStatus.Remark] = []
    package private(set) var resumeCount = 0
    package private(set) var ended: (outcome: String, at: Moment)?
    /// It was stopped in order before its time, and may be gone on with.
    package private(set) var paused: Moment?
    package private(set) var last: Moment?
    package private(set) var unreadable = 0

    /// So many of the newest are kept of what has no bound.
    package static let keptMax = 50

    package init() {}

    /// One line without its newline.
    package mutating func add(_ line: UnsafeBufferPointer<UInt8>) {
        guard let value = try? JSONParser.parse(line), let type = value["type"]?.text,
            let wallMs = value["wall_ms"]?.integer, let virtualMs = value["virtual_ms"]?.integer
        else {
            unreadable += 1
            return
        }
        let at = Moment(wallMs: wallMs, virtualMs: virtualMs)
        last = at
        switch type {
        case "run-started": begin(value, at)
        case "run-resumed": resume()
        case "run-paused": paused = at
        case "run-ended": ended = (value["outcome"]?.text ?? "ended", at)
        case "engine-started": engineStarted(value, at)
        case "engine-exited": engineExited(value, at)
        case "sample", "engine-watched": measured(value, at)
        case "operator":
            let action = value["action"]?.text.flatMap { $0 == "note" ? nil : $0 }
            let words = [action, value["note"]?.text].compactMap { $0 }.filter { !$0.isEmpty }
            note(words.joined(separator: ": "), at)
        case "note": note(value["text"]?.text ?? "", at)
        default: if let id = value["fault"]?.text { fault(type, id, value, at) }
        }
    }

    private mutating func begin(_ value: JSONValue, _ at: Moment) {
        guard start == nil else { return resume() }
        let feed = value["feed"]
        let seed: String? =
            switch value["seed"] {
            case .integer(let number)?: String(number)
            case .decimal(let text)?, .string(let text)?: text
            default: nil
            }
        start = Start(
            runID: value["run_id"]?.text ?? "", command: value["command"]?.text ?? "",
            scenario: value["scenario"]?.text, seed: seed, host: feed?["host"]?.text ?? "",
            port: feed?["port"]?.integer ?? 0, isSynthetic: feed?["synthetic"]?.flag ?? false,
            fromMs: value["window"]?["from_ms"]?.integer ?? at.virtualMs,
            toMs: value["window"]?["to_ms"]?.integer ?? at.virtualMs, rate: value["rate"]?.number ?? 1,
            wallMs: at.wallMs)
        for id in (value["faults"]?.values ?? []).compactMap(\.text) { faults.append(.init(id: id)) }
    }

    private mutating func resume() {
        resumeCount += 1
        ended = nil
        paused = nil
    }

    private mutating func engineStarted(_ value: JSONValue, _ at: Moment) {
        ended = nil
        let generation = value["generation"]?.integer ?? 1
        if generation > 1 || value["reason"]?.text == "restart" {
            restartCount += 1
            let why: String
            if case .down(let reason, _) = engine { why = reason } else { why = value["reason"]?.text ?? "" }
            restarts.append(RunStatus.Restart(atMs: at.virtualMs, generation: generation, why: why))
            if restarts.count > Self.keptMax { restarts.removeFirst() }
        }
        engine = .up(pid: value["pid"]?.integer ?? 0, generation: generation, at: at)
    }

    private mutating func engineExited(_ value: JSONValue, _ at: Moment) {
        var why: String
        if let signal = value["signal"]?.integer {
            why = "ended by signal \(signal)"
        } else if let code = value["code"]?.integer {
            why = code == 0 ? "stopped in order" : "exit \(code)"
        } else {
            why = "ended, nobody knows how"
        }
        if let fault = value["during"]?.text { why += " in \(fault)" }
        engine = .down(why: why, at: at)
    }

    private mutating func measured(_ value: JSONValue, _ at: Moment) {
        resources = RunStatus.Resources(
            atMs: at.virtualMs,
            residentBytes: value["resident_bytes"]?.integer ?? value["rss_bytes"]?.integer,
            cpuMs: value["cpu_ms"]?.integer, openFiles: value["open_files"]?.integer,
            dataBytes: value["data_bytes"]?.integer,
            freeBytes: value["free_bytes"]?.integer.flatMap { $0 < 0 ? nil : $0 },
            residentBytesMax: max(
                resources?.residentBytesMax ?? 0,
                value["resident_bytes"]?.integer ?? value["rss_bytes"]?.integer ?? 0))
        watch.add(value)
        if let state = value["state"] { stateSaid = state.text }
    }

    private mutating func note(_ text: String, _ at: Moment) {
        notes.append(RunStatus.Remark(atMs: at.virtualMs, text: text))
        if notes.count > Self.keptMax { notes.removeFirst() }
    }

    private mutating func fault(_ type: String, _ id: String, _ value: JSONValue, _ at: Moment) {
        let index: Int
        if let known = faults.firstIndex(where: { $0.id == id }) {
            index = known
        } else {
            index = faults.count
            faults.append(.init(id: id))
        }
        if let kind = value["kind"]?.text { faults[index].kind = kind }
        switch type {
        case "fault-armed": faults[index].state = .armed
        case "fault-bitten":
            faults[index].state = .bitten
            faults[index].words = value["proof"]?.text ?? ""
        case "fault-lifted":
            faults[index].isLifted = true
        case "fault-missed":
            faults[index].state = .missed
            faults[index].words = value["why"]?.text ?? ""
        case "fault-skipped":
            faults[index].state = .skipped
            faults[index].words = value["why"]?.text ?? ""
        default: return
        }
        faults[index].atMs = at.virtualMs
    }
}
