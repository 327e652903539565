import Glibc
import SoakFaults

// Starting the exchange and the engine, and what follows when one of them ends.
extension Rehearsal {
    func startExchange() throws(Stop) {
        if order.tls {
            do { try RunCertificates.make(in: directory.exchange, injector: order.programs.injector) } catch {
                throw .broken("tls = true needs certificates: \(error)", 70)
            }
        }
        let command =
            order.programs.exchange + [
                "--port", "0", "--seed", String(order.seed), "--speed", "\(order.speed)",
                "--start", order.window.from.text, "--markets", String(order.markets),
                "--truth", directory.truth, "--clock", directory.clockPage,
                "--control", directory.exchange + "/" + RunDirectory.controlName,
            ] + (order.tls ? ["--tls-folder", directory.exchange] : []) + EngineConfig.exchangeArguments
        let output = directory.output("exchange")
        do throws(SystemFailure) {
            exchange = try LaunchedProcess.start(
                command, injector: order.programs.injector, output: output,
                errors: directory.errors("exchange"))
            let ready = try waitForExchange(output)
            guard let text = ready?.values["port"], let port = Int(text) else {
                throw SystemFailure("read the port from", output, errno: EINVAL)
            }
            self.port = port
            clock = try VirtualClock(ready?.values["clock"] ?? directory.clockPage)
            nextSample = now
        } catch {
            if interruption.isRaised { throw .interrupted }
            throw .broken(
                "the exchange did not start: \(exchangeLastWords ?? error.description)", exchangeExitCode)
        }
    }

    private func waitForExchange(_ output: String) throws(SystemFailure) -> ReadyLine? {
        let deadline = realMs + Self.readyMsMax
        while realMs < deadline, !interruption.isRaised {
            if let ready = ReadyLine.read(output, after: 0) { return ready }
            if exchange?.exit() != nil { return nil }
            waitForNews()
        }
        return nil
    }

    private var exchangeLastWords: String? {
        (try? FileTree.text(directory.errors("exchange")))?.split(separator: "\n").last.map(String.init)
    }

    /// Its own word for wrong usage is ours too; anything else is the harness's fault.
    private var exchangeExitCode: Int32 { exchange?.exit() == .code(64) ? 64 : 70 }

    func watchExchange() throws(Stop) {
        guard let exit = exchange?.exit() else { return }
        throw .broken(
            "the exchange ended in mid-run (\(exit)): \(exchangeLastWords ?? "it said nothing")", 70)
    }

    func journalStart() throws(Stop) {
        let start = JournalEntry.RunStart(
            runID: directory.runID, command: order.command, scenario: order.scenario, seed: order.seed,
            host: order.venue?.host ?? "127.0.0.1", port: order.venue?.port ?? port,
            synthetic: order.venue == nil, window: order.window, rate: order.speed,
            observed: order.witness != nil, faults: faults.map(\.id), soakVersion: SoakVersion.text,
            engineVersion: engineVersion())
        if let resumption {
            hasBegun = true
            return try journalResumption(resumption)
        }
        try record(.runStarted(start))
        hasBegun = true
        if order.venue != nil { try record(.machine(boot: Machine.boot)) }
        if let look = order.look { try record(.venueProbed(look)) }
    }

    /// What `hip3-engine --version` says, or `unknown`.
    private func engineVersion() -> String {
        let output = directory.path + "/engine-version.out"
        guard order.engine.isOwn,
            let asking = try? LaunchedProcess.start(
                order.programs.engineVersion, injector: order.programs.injector, output: output, errors: nil),
            asking.eventsUntilEnd(waitMs: 5000).contains(.exited(.code(0))),
            let text = try? FileTree.text(output), let line = text.split(separator: "\n").first
        else { return "unknown" }
        return String(line)
    }

    func startEngine(reason: String) throws(Stop) {
        restartAtMs = nil
        do throws(SystemFailure) {
            let program = try EngineBinary.reachable(
                order.programs.engine, for: order.engineUser, in: directory)
            if access(directory.engineConfig, F_OK) != 0 {
                try FileTree.write(configText.utf8, to: directory.engineConfig)
            }
            let command = engineCommand(program)
            let met = faults.first { $0.progress.isInForce }?.fault.orderAtStart(on: self)
            let pid = try engine.start(
                command, injector: order.programs.injector, user: order.engineUser, traced: tracedCalls,
                order: met)
            engineCommand = command
            supervisor.started(atMs: realMs)
            try write(.engineStarted(pid: pid, generation: engine.generation, reason: reason))
        } catch { throw .system(error) }
    }

    private var configText: String {
        if let venue = order.venue { return VenueConfig(venue: venue, directory: directory).text }
        return EngineConfig(
            port: port, host: engineHost, caFile: order.tls ? directory.authority : nil, seed: order.seed,
            directory: directory, syncIntervalMs: syncIntervalMs
        ).text
    }

    private func engineCommand(_ program: [String]) -> [String] {
        switch order.engine {
        case .own(nil): return program + ["--config", directory.engineConfig]
        case .own(let config?):
            // The user's own file, with this run's folder; the feed too where the run was told another one. Its ops
            // pages stay where the file says: health checks and Prometheus look there.
            let feed = order.venue.map { $0 == .hyperliquid ? [] : ["--ws-url", $0.webSocketURL] }
            return program + ["--config", config, "--data-dir", directory.data] + (feed ?? [])
        case .other(let engine):
            let url = order.venue?.webSocketURL ?? "ws://127.0.0.1:\(port)/ws"
            return engine.command(
                webSocketURL: url, dataDirectory: directory.data, config: directory.engineConfig)
        }
    }

    /// How the engine is told to call the exchange.
    private var engineHost: String {
        if venueName != nil { return VenueName.host }
        return order.tls ? "localhost" : "127.0.0.1"
    }

    /// A power cut loses what nobody had synced, which the truth takes for lost after 50 ms: where one is planned,
    /// the engine syncs more often than that.
    private var syncIntervalMs: Int {
        let cuts: [FaultKind] = [.powerCut, .powerCutSimulated]
        return faults.contains { cuts.contains($0.fault.plan.kind) } ? 10 : 100
    }

    /// What the engine's next life must be traced at: the calls of all faults that are still to come.
    private var tracedCalls: [String] {
        var calls: Set<String> = []
        for active in faults where !active.progress.isOver { calls.formUnion(active.fault.tracedCalls) }
        return calls.sorted()
    }

    func watchEngine() throws(Stop) {
        let pid = engine.state.pid
        if engine.update(), let exit = engine.state.exit {
            let inForce = faults.first { $0.progress.isInForce }
            let isPlanned = inForce?.isEndPlanned(bite: engine.bite) ?? false
            let during = isPlanned || inForce?.mayEndEngine == true ? inForce?.id : nil
            try record(
                .engineExited(pid: pid ?? 0, generation: engine.generation, exit: exit, during: during))
            try advanceFaults(ending: false)  // its files are looked at before it is started again
            try tellOfOperator(exit, during: during)
            try decide(exit, planned: isPlanned)
        }
        if let at = restartAtMs, realMs >= at { try startEngine(reason: "restart") }
    }

    /// A log that goes to standard error must not fill the disk in a month.
    func boundOutput() throws(Stop) {
        guard realMs >= nextBoundMs else { return }
        nextBoundMs = realMs + Self.boundEveryMs
        for path in [directory.errors("engine"), directory.output("engine")] {
            guard FileTree.size(path) >= outputBound.bytesMax else { continue }
            // Counted before it is gone.
            watch.read(path)
            guard let cut = outputBound.hold(path) else { continue }
            watch.forget(path)
            engine.outputWasCut()
            let name = String(path.split(separator: "/").last ?? "")
            try record(.outputCut(file: name, bytes: cut.bytes, isKept: cut.isKept))
        }
    }

    private func decide(_ exit: ProcessExit, planned: Bool) throws(Stop) {
        switch supervisor.ended(exit, planned: planned, atMs: realMs) {
        case .restart(let afterMs):
            restartAtMs = realMs + afterMs
            if !planned { console.say("the engine ended (\(exit)); started again in \(afterMs) ms") }
        case .giveUp(let why):
            // A day is not given up for a bot that ends too often: the record says so, and the supervisor waits.
            throw .broken("\(why): \(engine.lastWords ?? "it said nothing")", exit == .code(64) ? 64 : 2)
        case .done: break
        }
    }
}
