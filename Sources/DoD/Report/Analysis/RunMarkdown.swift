import DoDCalendar

/// What the pictures of the page show of the run itself, as Markdown tables: coverage, connection, gaps, faults and the
/// signals of the US sessions.
struct RunMarkdown {
    /// More rows of a table are counted.
    static let rowsMax = 128

    let lines: [String]

    init(_ model: ReportModel) {
        var text = MarkdownTables()
        if let coverage = model.coverage { Self.coverage(coverage, &text) }
        if model.hasWindow { Self.timeLine(model.timeLine, &text) }
        if !model.faults.isEmpty { Self.faults(model.faults, &text) }
        if model.analysis != nil, model.hasWindow { Self.sessions(model.sessionSignals, &text) }
        lines = text.lines
    }

    private static func coverage(_ map: CoverageMap, _ text: inout MarkdownTables) {
        text.heading("Coverage by market and hour")
        let total = map.total
        text.paragraph(
            "\(Numbers.share(total.covered, of: total.expected)) of \(Numbers.grouped(total.expected)) market-minutes "
                + "were covered. Hours in UTC. \(map.binning ?? "")")
        text.table(
            ["market", "covered", "minutes", "hours that are less than whole"],
            map.rows.map { row in
                let total = row.total
                return [
                    row.label, Numbers.share(total.covered, of: total.expected),
                    "\(Numbers.grouped(total.covered)) of \(Numbers.grouped(total.expected))",
                    map.holes(row).joined(separator: ", "),
                ]
            }, max: rowsMax)
    }

    private static func timeLine(_ line: TimeLine, _ text: inout MarkdownTables) {
        text.heading("Connection and gaps")
        let down = line.free(of: line.connected)
        text.paragraph(
            "\(Numbers.count(line.connections, "connection")), down \(Numbers.count(down.count, "time")) for "
                + "\(Numbers.duration(ms: length(down))) of \(Numbers.duration(ms: line.axis.toMs - line.axis.fromMs))."
        )
        var rows = down.map { ("not connected", $0) }
        rows += line.wholeGaps.map { ("no market covered", $0) }
        rows += line.partialGaps.map { ("some markets not covered", $0) }
        guard !rows.isEmpty else { return }
        text.table(
            ["what", "from", "for"],
            rows.map { [$0.0, UTCText.minutes($0.1.fromMs), Numbers.duration(ms: $0.1.toMs - $0.1.fromMs)] },
            max: rowsMax)
    }

    private static func length(_ spans: [TimeLine.Span]) -> Int64 {
        spans.reduce(0) { $0 + $1.toMs - $1.fromMs }
    }

    private static func faults(_ faults: [Fault], _ text: inout MarkdownTables) {
        text.heading("Faults and their proof")
        text.table(
            ["fault", "kind", "armed", "lifted", "proof"],
            faults.map { fault in
                [
                    fault.id, fault.kind, fault.armedMs.map(UTCText.minutes) ?? "never",
                    fault.liftedMs.map(UTCText.minutes) ?? "never", outcome(fault),
                ]
            }, max: rowsMax)
    }

    private static func outcome(_ fault: Fault) -> String {
        switch fault.outcome {
        case .bitten(let atMs, let proof): "bit at \(UTCText.clock(atMs)): \(proof)"
        case .missed(let why): "missed: \(why)"
        case .skipped(let why): "skipped: \(why)"
        case .open: "no proof"
        }
    }

    private static func sessions(_ sessions: [SessionSignals], _ text: inout MarkdownTables) {
        let view = SessionsView(sessions)
        text.heading("Signals in the US session")
        text.paragraph(view.sessionsText)
        guard !view.sessionRows.isEmpty else { return }
        text.table(
            ["session", "signals", "sides", "most in ten minutes"],
            zip(view.sessionRows, sessions.suffix(SessionsView.rowsMax)).map { row, found in
                [row.sessionName, row.sessionCount, row.sessionSides, Numbers.grouped(found.bars.peak)]
            }, max: rowsMax)
        text.paragraph(view.sessionsRest)
    }
}
