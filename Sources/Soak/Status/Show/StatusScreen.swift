import DoDCalendar

/// A status as lines of a terminal. Pure.
package struct StatusScreen: Sendable {
    let status: RunStatus
    let width: Int

    /// Columns of plain text.
    package static let plainWidth = 80
    /// What is wrong as long as nothing else was said.
    static let badStorage: Set<String> = ["failing", "spooling", "dropped", "shrunk"]
    private static let marketCellWidth = 19
    /// With their heading.
    private static let logLinesMin = 3
    static let faultLinesMax = 6
    static let restartLinesMax = 3

    package init(_ status: RunStatus, width: Int = plainWidth) {
        self.status = status
        self.width = width
    }

    /// All lines joined. `height`: rows that are to be filled at most; the least important are left out, and
    /// the log gets what is left. Nil: as many as there are.
    package func text(height: Int? = nil, isColoured: Bool) -> String {
        lines(height: height).map { $0.rendered(columns: width, isColoured: isColoured) + "\n" }.joined()
    }

    func lines(height: Int? = nil) -> [StyledLine] {
        let head = heading + engineLines + signalLines
        let errors = errorLines
        guard let height else {
            return head + marketLines + faultLines + noteLines + verdictLines + errors + logLines(5)
                + problemLines
        }
        var lines = head + problemLines.prefix(2)
        var left = height - lines.count
        // What is said last matters more than a list of what holds.
        let isRoomy = verdictLines.count + min(errors.count, 4) + Self.logLinesMin <= left
        let verdict = isRoomy ? verdictLines : shortVerdictLines
        let wanted: [(lines: [StyledLine], after: Int)] = [
            (verdict, 0), (Array(errors.prefix(4)), 0), (faultLines, 3), (noteLines, 3), (marketLines, 3),
        ]
        var kept: [[StyledLine]] = []
        for part in wanted where !part.lines.isEmpty {
            if part.lines.count + part.after <= left {
                kept.append(part.lines)
                left -= part.lines.count
            } else if kept.isEmpty, left > 3 {
                kept.append(Array(part.lines.prefix(left)))
                left -= kept[0].count
            }
        }
        for part in kept { lines += part }
        if left >= 2 { lines += logLines(left - 1) }
        return Array(lines.prefix(height))
    }

    // MARK: The run

    private var heading: [StyledLine] {
        var first = StyledLine(status.runID, .bold)
        first.add("  ")
        first.add(status.state.word, style(of: status.state))
        if let since = status.state.sinceMs {
            first.add(
                status.state.isOver ? " at \(Words.time(since)) UTC" : " since \(Words.time(since)) UTC", .dim
            )
        }
        var lines = [first]
        if let detail = status.state.detail { lines.append(row("", detail)) }
        var feed = status.feed + (status.isSynthetic ? " (synthetic)" : "")
        if status.rate != 1 { feed += ", \(Words.rate(status.rate)) times real time" }
        if let scenario = status.scenario { feed += ", scenario \(scenario)" }
        if let seed = status.seed { feed += ", seed \(seed)" }
        if !status.feed.isEmpty { lines.append(row("feed", feed)) }
        if let window = status.window { lines.append(windowLine(window)) }
        if let session = status.session { lines.append(sessionLine(session)) }
        return lines
    }

    private func windowLine(_ window: RunStatus.Window) -> StyledLine {
        var line = row("time", "")
        line.add(Self.bar(window.percent))
        line.add(
            " \(window.percent) %  \(Words.span(window.elapsedMs)) of \(Words.span(window.toMs - window.fromMs))"
        )
        if window.leftMs > 0, !status.state.isOver {
            line.add(", \(Words.span(window.leftMs)) left")
            if status.rate != 1 { line.add(" (\(Words.span(window.leftRealMs)) real)") }
        }
        return line
    }

    private func sessionLine(_ progress: SessionProgress) -> StyledLine {
        var line = row("session", "")
        guard let session = progress.session else {
            line.add(progress.why ?? "none in the window", .warning)
            return line
        }
        switch progress.phase {
        case .before: line.add("\(session.text), opens in \(Words.span(session.openMs - status.nowMs))")
        case .open: line.add("\(session.text), \(progress.percent) % seen", .good)
        case .over: line.add("\(session.text), over, \(progress.percent) % of it in the run")
        case .none: break
        }
        if !progress.isWhole { line.add("; not whole in the window: can't count", .warning) }
        return line
    }

    // MARK: The engine

    private var engineLines: [StyledLine] {
        var lines: [StyledLine] = []
        var engine = row("engine", "")
        if let running = status.engine {
            engine.add(
                "pid \(running.pid), life \(running.generation), up \(Words.span(status.nowMs - running.sinceMs))"
            )
            if let said = running.said { engine.add(", says \(said)") }
        } else {
            engine.add(status.state.isOver ? "not running" : "none", .dim)
        }
        let restarts = status.restartCount
        engine.add("; \(restarts) restart\(restarts == 1 ? "" : "s")", restarts > 0 ? .warning : .plain)
        if status.resumeCount > 0 { engine.add(", runner resumed \(status.resumeCount) times", .warning) }
        lines.append(engine)
        for restart in status.restarts.suffix(Self.restartLinesMax) {
            lines.append(row("", "\(Words.time(restart.atMs)) life \(restart.generation): \(restart.why)"))
        }
        lines.append(connectionLine)
        if let storage = status.storage {
            var line = row("storage", "")
            let isBad = Self.badStorage.contains(storage.event)
            line.add(
                "\(storage.event) \(isBad ? "since" : "at") \(Words.time(storage.atMs)) \(storage.detail)",
                isBad ? .bad : .plain)
            lines.append(line)
        }
        if let resources = status.resources { lines.append(row("machine", Self.words(resources))) }
        return lines
    }

    private var connectionLine: StyledLine {
        var line = row("connection", "")
        if let connection = status.connection {
            let isUp = connection.word != "lost"
            line.add("\(connection.word)", isUp ? .good : .bad)
            line.add(" since \(Words.time(connection.sinceMs))")
            if let cause = connection.cause { line.add(" (\(cause))") }
            line.add("; ")
        }
        let causes = status.reconnects.map { "\($0.count) \($0.name)" }.joined(separator: ", ")
        line.add("\(status.reconnectCount) reconnects\(causes.isEmpty ? "" : " (\(causes))")")
        line.add("; \(Words.count(status.framesIn)) frames")
        return line
    }

    static func words(_ resources: RunStatus.Resources) -> String {
        var words: [String] = []
        if let bytes = resources.residentBytes {
            words.append("\(Words.bytes(bytes)) (most \(Words.bytes(resources.residentBytesMax)))")
        }
        if let cpu = resources.cpuMs { words.append("CPU \(Words.span(cpu))") }
        if let files = resources.openFiles { words.append("\(files) files") }
        if let bytes = resources.dataBytes { words.append("data \(Words.bytes(bytes))") }
        if let bytes = resources.freeBytes { words.append("free \(Words.bytes(bytes))") }
        return words.joined(separator: ", ")
    }

    // MARK: What it found

    private var signalLines: [StyledLine] {
        var line = row("signals", "")
        if let total = status.signals.total {
            line.add(Words.count(total), .bold)
            line.add(
                "; follow-ups \(Words.count(status.followupsTaken)) taken, \(status.followupsLost) missed or cut"
            )
        } else {
            line.add("not known: no ledger and no word of the engine", .dim)
        }
        var log = row("log", "")
        if let lines = status.logLines {
            log.add(Words.counted(lines.errors, "error"), lines.errors > 0 ? .bad : .plain)
            log.add(", ")
            log.add(Words.counted(lines.warnings, "warning"), lines.warnings > 0 ? .warning : .plain)
            log.add(", \(Words.count(lines.infos)) others")
        } else {
            log.add("nothing said yet", .dim)
        }
        return [line, log]
    }

    private var marketLines: [StyledLine] {
        let markets = status.signals.byMarket
        if markets.isEmpty { return [] }
        let cells = markets.map { market -> String in
            let coin = market.coin.map { String($0.split(separator: ":").last ?? "") } ?? market.market
            return Words.padded(Words.cut(coin, to: 9), 9)
                + Words.padded(left: Words.count(market.signals), 8)
        }
        let columns = max(1, width / Self.marketCellWidth)
        let rows = (cells.count + columns - 1) / columns
        var lines = [
            StyledLine("signals by market, to \(Words.clock(status.signals.asOfMs ?? status.nowMs))", .dim)
        ]
        for row in 0..<rows {
            let inRow = stride(from: row, to: cells.count, by: rows).map { cells[$0] }
            lines.append(StyledLine("  " + inRow.joined(separator: "  ")))
        }
        return lines
    }

    private var faultLines: [StyledLine] {
        let faults = status.faults
        if faults.isEmpty { return [] }
        let parts = [
            "\(faults.count) planned", "\(status.faultCount(.bitten)) bitten",
            status.faultCount(.armed) > 0 ? "\(status.faultCount(.armed)) in force" : nil,
            status.faultCount(.missed) > 0 ? "\(status.faultCount(.missed)) missed" : nil,
            status.faultCount(.skipped) > 0 ? "\(status.faultCount(.skipped)) skipped" : nil,
        ].compactMap { $0 }
        var lines = [row("faults", parts.joined(separator: ", "))]
        for fault in faults.filter({ $0.state != .planned }).suffix(Self.faultLinesMax) {
            var line = StyledLine("  ")
            let isBad = fault.state == .missed || fault.state == .skipped
            line.add(Words.padded(fault.state.rawValue, 8), isBad ? .warning : .plain)
            line.add(" \(fault.id)\(fault.words.isEmpty ? "" : ": \(fault.words)")")
            lines.append(line)
        }
        return lines
    }

    private var noteLines: [StyledLine] {
        var lines = status.notes.suffix(3).map { row("note", "\(Words.clock($0.atMs)) \($0.text)") }
        if status.notesWaiting > 0 {
            lines.append(row("note", "\(status.notesWaiting) handed over, not yet in the journal"))
        }
        return lines
    }

    private var errorLines: [StyledLine] {
        if status.lastErrors.isEmpty { return [] }
        return [StyledLine("warnings and errors", .dim)]
            + status.lastErrors.suffix(5).map { StyledLine("  " + $0, .warning) }
    }

    private func logLines(_ count: Int) -> [StyledLine] {
        if status.lastLines.isEmpty || count < 1 { return [] }
        return [StyledLine("engine.log", .dim)] + status.lastLines.suffix(count).map { StyledLine("  " + $0) }
    }

    private var problemLines: [StyledLine] { status.problems.map { StyledLine($0, .bad) } }

    private func row(_ name: String, _ text: String) -> StyledLine {
        var line = StyledLine(Words.padded(name, 11), .dim)
        line.add(text)
        return line
    }

    static func bar(_ percent: Int) -> String {
        let filled = min(20, max(0, percent / 5))
        return "[" + String(repeating: "#", count: filled) + String(repeating: ".", count: 20 - filled) + "]"
    }

    private func style(of state: RunState) -> StyledLine.Style {
        switch state {
        case .running: .good
        case .ended(let outcome, _): outcome == "completed" ? .good : .warning
        case .preparing, .paused: .warning
        case .engineDown, .abandoned, .noRun: .bad
        }
    }
}
