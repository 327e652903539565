/// Makes typed events of journal lines. Throws `FormatError` as `LedgerDecoder` does.
enum JournalDecoder {
    static func event(type: String, _ members: inout Members) throws -> JournalEvent {
        switch type {
        case "run-started": .runStarted(try runStarted(&members))
        case "engine-started":
            .engineStarted(
                pid: try members.integer("pid"), generation: try members.count("generation"),
                reason: try members.string("reason"))
        case "engine-exited": .engineExited(try engineExited(&members))
        case "fault-armed":
            .faultArmed(
                fault: try members.string("fault"), kind: try members.string("kind"),
                about: try members.string("about"), lift: try members.string("lift"))
        case "fault-bitten":
            .faultBitten(
                fault: try members.string("fault"), proof: try members.string("proof"),
                facts: try facts(try members.value("facts")))
        case "fault-lifted": .faultLifted(fault: try members.string("fault"))
        case "fault-missed":
            .faultMissed(fault: try members.string("fault"), why: try members.string("why"))
        case "fault-skipped":
            .faultSkipped(
                fault: try members.string("fault"), kind: try members.string("kind"),
                why: try members.string("why"), allowed: try members.flag("allowed"))
        case "sample": .sample(try sample(&members))
        case "operator":
            .operatorAction(action: try members.string("action"), note: try members.string("note"))
        case "run-ended":
            .runEnded(
                outcome: try members.string("outcome"), engineExit: text(try members.value("engine_exit")))
        case "feed-dead":
            .feedDead(
                silentMS: try members.count("silent_ms"), witnessed: try members.count("witnessed"))
        case "feed-alive", "venue-probed", "output-cut": .kept(type: type)
        case "engine-watched", "machine", "run-resumed", "run-paused": .kept(type: type)
        default: .unknown(type: type)
        }
    }

    private static func runStarted(_ members: inout Members) throws -> RunStarted {
        let runID = try members.string("run_id")
        let command = try members.string("command")
        let scenario = try members.optionalString("scenario")
        let seed = try members.value("seed")
        let feed = try LedgerDecoder.feed(try members.value("feed"))
        var window = try Members(try members.value("window"))
        let rate = try members.amount("rate")
        let faults = try members.array("faults").map { value -> String in
            guard case .string(let id) = value else { throw FormatError(.stringExpected, "faults") }
            return id
        }
        var versions = try Members(try members.value("versions"))
        let hasObserver = members.has("observer") ? try members.flag("observer") : false
        return RunStarted(
            runID: runID, command: command, scenario: scenario, seed: seed == .null ? nil : text(seed),
            feed: feed,
            window: TimeWindow(fromMS: try window.time("from_ms"), toMS: try window.time("to_ms")),
            rate: rate,
            faults: faults, soakVersion: try versions.string("soak"),
            engineVersion: try versions.string("engine"), hasObserver: hasObserver)
    }

    private static func engineExited(_ members: inout Members) throws -> EngineExit {
        EngineExit(
            pid: try members.integer("pid"), generation: try members.count("generation"),
            code: try members.optionalInteger("code"), signal: try members.optionalInteger("signal"),
            during: try members.optionalString("during"))
    }

    private static func sample(_ members: inout Members) throws -> ResourceSample {
        ResourceSample(
            residentBytes: try members.count("rss_bytes"), cpuMS: try members.count("cpu_ms"),
            openFiles: try members.count("open_files"), dataBytes: try members.count("data_bytes"),
            logBytes: try members.count("log_bytes"))
    }

    private static func facts(_ value: JSONValue) throws -> [FaultFact] {
        guard case .object(let members) = value else { throw FormatError(.notAnObject, "facts") }
        return members.map { FaultFact(name: $0.key, value: text($0.value)) }
    }

    /// Any value as people read it.
    private static func text(_ value: JSONValue) -> String {
        switch value {
        case .string(let text), .decimal(let text): text
        case .integer(let number): String(number)
        case .flag(let flag): flag ? "true" : "false"
        case .null: "null"
        case .array(let values): "[\(values.map(text).joined(separator: ", "))]"
        case .object(let members):
            "{\(members.map { "\($0.key): \(text($0.value))" }.joined(separator: ", "))}"
        }
    }
}
