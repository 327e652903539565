import DoDFormat
import Testing

/// One golden line of each type is read, and means what docs/formats.md says.
@Suite("Golden lines")
struct GoldenLineTests {
    func evidence(_ files: [(String, String)]) throws -> RunEvidence {
        let scratch = try Scratch()
        for (name, fixture) in files { try scratch.write(name, try Fixture.text(fixture)) }
        return try #require(try EvidenceReader.read(EvidenceRequest(directories: [scratch.path])).runs.first)
    }

    @Test("Signals and follow-ups")
    func records() throws {
        let run = try evidence([
            ("signals_2026-01-20.jsonl", "signals.jsonl"), ("followups_2026-01-20.jsonl", "followups.jsonl"),
            ("markets_2026-01-20.json", "markets.json"),
        ])
        #expect(run.files.flatMap(\.damages).isEmpty)
        #expect(run.records.signals == 1)
        #expect(run.records.followups == 1)
        #expect(run.records.violations.isEmpty, "\(run.records.violations)")
        #expect(run.records.recordsWithoutConfig == 1)
        #expect(run.marketTables.first?.markets.map(\.coin) == ["xyz:XYZ100", "xyz:ORCL"])
    }

    @Test("Every type of ledger line, its chain and its sequence")
    func ledger() throws {
        // The lines of the second day stand in its own file.
        let lines = try Fixture.text("ledger.jsonl").split(separator: "\n").map { "\($0)\n" }
        let scratch = try Scratch()
        try scratch.write("ledger_2026-01-20.jsonl", lines.dropLast().joined())
        try scratch.write("ledger_2026-01-21.jsonl", lines.last ?? "")
        let run = try #require(
            try EvidenceReader.read(EvidenceRequest(directories: [scratch.path])).runs.first)
        let ledger = try #require(run.ledger)
        #expect(ledger.damages.isEmpty, "\(ledger.damages)")
        #expect(ledger.notes.isEmpty, "\(ledger.notes)")
        let types = ledger.lines.map { line in
            switch line.event {
            case .start: "start"
            case .seal: "seal"
            case .adopted: "adopted"
            case .repair: "repair"
            case .minute: "minute"
            case .connection: "connection"
            case .storage: "storage"
            case .gate: "gate"
            case .universe: "universe"
            case .clock: "clock"
            case .dayEnd: "day-end"
            case .stop: "stop"
            case .unknown(let type): type
            }
        }
        #expect(
            Set(types) == [
                "start", "seal", "adopted", "repair", "minute", "connection", "storage", "gate", "universe",
                "clock", "day-end", "stop",
            ])
        let process = try #require(ledger.processes.first)
        #expect(process.start.config.cost.description == "11.0")
        #expect(
            process.start.config.gates.map(\.name) == [
                "bbo_age", "ctx_age", "mark_divergence", "spread_shock", "time_regression",
                "open_interest_cap", "parameter_change", "halt",
            ])
        #expect(
            process.start.clock
                == EngineClock(
                    source: "page", rate: Amount(units: 300 * Amount.unitsPerOne), originMS: 1_768_920_840_000
                ))
        #expect(process.start.feed.seed == "42")
        guard case .stopped(let totals) = process.end else {
            Issue.record("the process stopped")
            return
        }
        #expect(totals.followups == 1)
        let market = try #require(ledger.minutes.first?.markets.first)
        #expect(market.blocked == [NamedCount(name: "bbo_age", count: 2)])
        #expect(
            market.blockedMS == [
                NamedCount(name: "bbo_age", count: 1_500),
                NamedCount(name: "parameter_change", count: 39_999),
            ])
        let details = ledger.lines.compactMap {
            if case .gate(let gate) = $0.event { gate.detail } else { nil }
        }
        #expect(details == ["max_leverage 20 -> 10"])
        #expect(market.ctxAgeMS.total == 64)
        #expect(market.bboAgeMS.bounds(ofQuantile: 95, of: 100) == 4_096...8_191)
    }

    /// Lines of an engine of four gates, which counted what they blocked and not for how long.
    @Test("A ledger from before the last four gates is read as before")
    func fourGates() throws {
        let lines = try Fixture.text("ledger-four-gates.jsonl").split(separator: "\n").map { "\($0)\n" }
        let scratch = try Scratch()
        try scratch.write("ledger_2026-01-20.jsonl", lines.dropLast().joined())
        let run = try #require(
            try EvidenceReader.read(EvidenceRequest(directories: [scratch.path])).runs.first)
        let ledger = try #require(run.ledger)
        #expect(ledger.damages.isEmpty, "\(ledger.damages)")
        #expect(
            ledger.processes.first?.start.config.gates.map(\.name) == [
                "bbo_age", "ctx_age", "mark_divergence", "spread_shock",
            ])
        let market = try #require(ledger.minutes.first?.markets.first)
        #expect(market.blocked == [NamedCount(name: "bbo_age", count: 2)])
        #expect(market.blockedMS == nil)
    }

    @Test("A gate that is written as off is off")
    func gateOff() throws {
        var lines = try Fixture.text("ledger.jsonl").split(separator: "\n").map(String.init)
        lines[0] = lines[0].replacing("\"halt\":true", with: "\"halt\":false")
        let scratch = try Scratch()
        try scratch.write("ledger_2026-01-20.jsonl", lines[0] + "\n")
        let run = try #require(
            try EvidenceReader.read(EvidenceRequest(directories: [scratch.path])).runs.first)
        #expect(run.ledger?.processes.first?.start.config.gates.map(\.name).contains("halt") == false)
    }

    @Test("Every type of journal line")
    func journal() throws {
        let run = try evidence([
            ("data/signals_2026-01-20.jsonl", "signals.jsonl"), ("journal.jsonl", "journal.jsonl"),
            ("truth/signals.jsonl", "truth-signals.jsonl"),
            ("truth/connections.jsonl", "truth-connections.jsonl"),
            ("truth/minutes.jsonl", "truth-minutes.jsonl"), ("truth/summary.json", "truth-summary.json"),
        ])
        let journal = try #require(run.journal)
        #expect(journal.damages.isEmpty, "\(journal.damages)")
        #expect(journal.lines.count == 10)
        #expect(journal.notes.isEmpty)
        #expect(journal.outcome == "completed")
        let faults = journal.faults
        #expect(faults.map(\.id) == ["torn-1", "taken-1"])
        #expect(faults[0].bites.count == 1)
        #expect(faults[0].liftedMS != nil)
        #expect(faults[1].missedWhy != nil)
        #expect(run.pathPrefix == "data/")
        let truth = try #require(run.truth)
        #expect(truth.damages.isEmpty, "\(truth.damages)")
        #expect(truth.signals.map(\.kind) == [.must, .ambiguous, .inFlight, .away])
        #expect(
            truth.signals.allSatisfy {
                RecordRules.rawEdge($0.key.side, best: $0.best, oracle: $0.oracle) == $0.rawEdge
            })
        #expect(truth.connections.map(\.isUp) == [true, false])
        #expect(truth.summary?.isComplete == true)
        #expect(run.records.sequences.count == 1)
    }

    @Test("What a newer format adds is noted and not refused")
    func newer() throws {
        let scratch = try Scratch()
        var first = try #require(
            try Fixture.text("ledger.jsonl").split(separator: "\n").first.map(String.init))
        first = first.replacing("\"type\":\"start\"", with: "\"type\":\"weather\"")
        try scratch.write("ledger_2026-01-20.jsonl", "\(first)\n")
        let run = try #require(
            try EvidenceReader.read(EvidenceRequest(directories: [scratch.path])).runs.first)
        #expect(run.ledger?.damages.map(\.kind) == [.chainBroken])
        #expect(run.notes == ["the ledger has lines of type weather, of a newer format: not judged"])
    }
}
