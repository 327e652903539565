import Glibc
import SoakFaults

// The orderly end: faults lifted, engine, exchange, journal, judge.
extension Rehearsal {
    func finish(_ ending: RunReport.Ending) throws(SystemFailure) {
        // Without a clock nothing ever ran: there is no fault to speak of.
        do throws(Stop) { if hasBegun { try advanceFaults(ending: true) } } catch {
            if case .system(let failure) = error { throw failure }
            console.say("\(error)")
        }
        try stopEngine()
        stopExchange()
        order.witness?.end()
        // Whoever left a word before the end is not forgotten.
        nextNotesMs = 0
        do throws(Stop) { if hasBegun { try takeNotes() } } catch {
            if case .system(let failure) = error { throw failure }
        }
        if hasBegun, order.venue != nil, ending != .completed {
            try write(.paused)
        } else if hasBegun {
            let outcome = ending == .completed ? "completed" : "interrupted"
            try write(.runEnded(outcome: outcome, engineExit: engine.state.exit))
        }
    }

    private func stopEngine() throws(SystemFailure) {
        supervisor.stop()
        restartAtMs = nil
        guard let pid = engine.state.pid else { return }
        engine.signal(SIGTERM)
        let deadline = realMs + Self.endMsMax
        var wasKilled = false
        while !engine.update() {
            if realMs > deadline, !wasKilled {
                console.say("the engine does not end within \(Self.endMsMax / 1000) s of SIGTERM: killed")
                engine.kill()
                wasKilled = true
            }
            var ready = pollfd(fd: engine.descriptor ?? -1, events: Int16(POLLIN), revents: 0)
            poll(&ready, 1, Self.tickMs)
        }
        if let exit = engine.state.exit {
            try write(.engineExited(pid: pid, generation: engine.generation, exit: exit, during: nil))
            if exit != .code(0), order.engine.isOwn {
                console.say("the engine ended with \(exit) on SIGTERM; \(engine.lastWords ?? "")")
            }
        }
    }

    // It writes the summary of the truth last; without one the judge says that the truth is not whole.
    private func stopExchange() {
        guard let exchange, exchange.exit() == nil else { return }
        exchange.signal(SIGTERM)
        let events = exchange.eventsUntilEnd(waitMs: Int32(Self.endMsMax))
        if !events.contains(.exited(.code(0))) {
            console.say("the exchange did not end in order; see \(directory.errors("exchange"))")
        }
    }

    /// Nil when it was interrupted.
    func judge() throws(SystemFailure) -> Judgement? {
        try Judgement.ask(order, directory, console, interruption)
    }
}
