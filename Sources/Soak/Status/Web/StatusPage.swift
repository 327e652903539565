import DoDCalendar

/// A status as a web page of one file: no picture, no font, nothing from elsewhere. Pure.
struct StatusPage {
    private let status: RunStatus

    init(_ status: RunStatus) { self.status = status }

    /// The whole page, which renews its main part by itself (`script`); where scripts are off, all of it.
    var page: String {
        """
        <!doctype html><html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width,initial-scale=1">
        <meta name="color-scheme" content="light dark"><title>\(Self.escaped(title))</title>
        <noscript><meta http-equiv="refresh" content="5"></noscript>
        <style>\(StatusStyle.css)</style><script src="status.js" defer></script></head>
        <body><p id="lost" hidden role="alert">No answer from the run's machine; what stands here is old.</p>
        <main id="status" aria-live="off">\(part)</main></body></html>

        """
    }

    /// Asks for the main part every two seconds and puts it in place; says so when nobody answers.
    static let script = """
        'use strict';
        const place = document.getElementById('status'), lost = document.getElementById('lost');
        let waits = false;
        async function renew() {
          if (waits || document.hidden) return;
          waits = true;
          try {
            const answer = await fetch('part', { cache: 'no-store', signal: AbortSignal.timeout(10000) });
            if (!answer.ok) throw new Error(answer.status);
            const open = [...place.querySelectorAll('details[open]')].map((one) => one.id);
            const text = await answer.text();
            place.innerHTML = text;
            for (const id of open) { const one = document.getElementById(id); if (one) one.open = true; }
            const name = place.querySelector('h1');
            if (name) document.title = name.dataset.title;
            lost.hidden = true;
          } catch { lost.hidden = false; } finally { waits = false; }
        }
        setInterval(renew, 2000);
        document.addEventListener('visibilitychange', renew);

        """

    private var title: String { "\(status.state.word) · \(status.runID)" }

    /// What is renewed.
    var part: String {
        [
            head, tiles, verdict, markets, faults, list("Restarts", "restarts", restarts),
            list("Operator", "notes", notes), list("Warnings and errors", "errors", status.lastErrors),
            list("engine.log", "log", status.lastLines, isOpen: true),
            list("Doubts about this page", "problems", status.problems, isOpen: true), foot,
        ].joined(separator: "\n")
    }

    private var head: String {
        let style = Self.style(of: status.state)
        let since = status.state.sinceMs.map {
            (status.state.isOver ? "at " : "since ") + Words.time($0) + " UTC"
        }
        var words = [since, status.state.detail].compactMap { $0 }.joined(separator: " · ")
        if words.isEmpty { words = "no engine yet" }
        var feed = status.feed + (status.isSynthetic ? " · synthetic" : "")
        if status.rate != 1 { feed += " · \(Words.rate(status.rate)) times real time" }
        if let scenario = status.scenario { feed += " · \(scenario)" }
        return """
            <header><h1 data-title="\(Self.escaped(title))">\(Self.escaped(status.runID))</h1>
            <p><strong class="state \(style)">\(Self.escaped(status.state.word))</strong> \(Self.escaped(words))</p>
            <p class="dim">\(Self.escaped(feed))</p></header>
            """
    }

    // MARK: Tiles

    private var tiles: String {
        var tiles: [String] = []
        if let window = status.window {
            var words = "\(Words.span(window.elapsedMs)) of \(Words.span(window.toMs - window.fromMs))"
            if status.rate != 1, window.leftMs > 0 {
                words += " · \(Words.span(window.leftRealMs)) real time left"
            }
            let isOver = window.leftMs == 0 || status.state.isOver
            tiles.append(
                tile("Time left", isOver ? "over" : Words.span(window.leftMs), words, percent: window.percent)
            )
        }
        if let session = status.session { tiles.append(sessionTile(session)) }
        let total = status.signals.total.map(Words.count) ?? "not known"
        tiles.append(
            tile(
                "Signals", total,
                "follow-ups \(Words.count(status.followupsTaken)) taken, \(status.followupsLost) missed or cut"
            ))
        tiles.append(connectionTile)
        tiles.append(engineTile)
        if let lines = status.logLines {
            let style = lines.errors > 0 ? "bad" : lines.warnings > 0 ? "warn" : ""
            tiles.append(
                tile(
                    "Log", Words.counted(lines.errors, "error"),
                    "\(Words.counted(lines.warnings, "warning")), \(Words.count(lines.infos)) others",
                    style: style))
        }
        if let storage = status.storage {
            let isBad = StatusScreen.badStorage.contains(storage.event)
            tiles.append(
                tile(
                    "Storage", storage.event, "\(Words.time(storage.atMs)) \(storage.detail)",
                    style: isBad ? "bad" : ""))
        }
        if let resources = status.resources {
            tiles.append(
                tile(
                    "Machine", resources.residentBytes.map(Words.bytes) ?? "–",
                    StatusScreen.words(resources)))
        }
        return "<section class=\"tiles\">\(tiles.joined())</section>"
    }

    private func sessionTile(_ progress: SessionProgress) -> String {
        guard let session = progress.session else {
            return tile("US session", "none", progress.why ?? "", style: "warn")
        }
        let head =
            switch progress.phase {
            case .before: "in \(Words.span(session.openMs - status.nowMs))"
            case .open: "open"
            case .over, .none: "over"
            }
        let words = session.text + (progress.isWhole ? "" : " · not whole in the window: can't count")
        return tile(
            "US session", head, words, style: progress.isWhole ? "" : "warn", percent: progress.percent)
    }

    private var connectionTile: String {
        let causes = status.reconnects.map { "\($0.count) \($0.name)" }.joined(separator: ", ")
        let words = "\(status.reconnectCount) reconnects\(causes.isEmpty ? "" : " (\(causes))")"
        guard let connection = status.connection else { return tile("Connection", "–", words) }
        return tile(
            "Connection", connection.word, "since \(Words.time(connection.sinceMs)) · \(words)",
            style: connection.word == "lost" ? "bad" : "")
    }

    private var engineTile: String {
        let words =
            "\(Words.counted(Int64(status.restartCount), "restart")), runner resumed \(status.resumeCount) times"
        guard let engine = status.engine else { return tile("Engine", "not running", words) }
        let said = engine.said.map { ", says \($0)" } ?? ""
        return tile(
            "Engine", "up \(Words.span(status.nowMs - engine.sinceMs))",
            "pid \(engine.pid), life \(engine.generation)\(said) · \(words)")
    }

    private func tile(
        _ name: String, _ value: String, _ words: String, style: String = "", percent: Int? = nil
    )
        -> String
    {
        let bar = percent.map {
            "<progress max=\"100\" value=\"\($0)\" aria-label=\"\(Self.escaped(name)), \($0) %\"></progress>"
        }
        return """
            <div class="tile"><h2>\(Self.escaped(name))</h2><p class="value \(style)">\(Self.escaped(value))</p>\
            \(bar ?? "")<p class="dim">\(Self.escaped(words))</p></div>
            """
    }

    // MARK: Tables

    private var verdict: String {
        var about = ""
        if case .none(let why) = status.verdict.source { about = why }
        if let tried = status.verdict.triedMs { about = "tried at \(Words.time(tried)) UTC" }
        let rows = status.verdict.criteria.map { criterion in
            let summary = (criterion.isWaived ? "waived: " : "") + criterion.summary
            return """
                <tr><td><span class="mark \(criterion.answer.rawValue)">\(criterion.answer.rawValue)</span></td>\
                <th scope="row">\(Self.escaped(criterion.id))</th><td>\(Self.escaped(summary))</td></tr>
                """
        }
        let table = rows.isEmpty ? "" : "<table class=\"verdict\"><tbody>\(rows.joined())</tbody></table>"
        return """
            <section><h2>Verdict: \(Self.escaped(status.verdict.word))</h2>\
            <p class="dim">\(Self.escaped(about))</p>\(table)</section>
            """
    }

    private var markets: String {
        let most = max(1, status.signals.byMarket.map(\.signals).max() ?? 1)
        let rows = status.signals.byMarket.map { market in
            let coin = market.coin.map { String($0.split(separator: ":").last ?? "") } ?? market.market
            return """
                <li title="\(Self.escaped(market.market))"><span>\(Self.escaped(coin))</span>\
                <meter max="\(most)" value="\(market.signals)"></meter><b>\(Words.count(market.signals))</b></li>
                """
        }
        if rows.isEmpty { return "" }
        let asOf = status.signals.asOfMs.map { "to \(Words.time($0)) UTC" } ?? ""
        return """
            <section><h2>Signals by market</h2><p class="dim">whole minutes, \(asOf)</p>\
            <ul class="markets">\(rows.joined())</ul></section>
            """
    }

    private var faults: String {
        let lines = status.faults.map { fault in
            "\(fault.state.rawValue) · \(fault.id)" + (fault.words.isEmpty ? "" : ": \(fault.words)")
        }
        let name = "Faults: \(status.faultCount(.bitten)) of \(status.faults.count) bitten"
        return list(name, "faults", lines)
    }

    private var restarts: [String] {
        status.restarts.map { "\(Words.time($0.atMs)) life \($0.generation): \($0.why)" }
    }

    private var notes: [String] {
        status.notes.map { "\(Words.time($0.atMs)) \($0.text)" }
            + (status.notesWaiting > 0 ? ["\(status.notesWaiting) not yet in the journal"] : [])
    }

    private func list(_ name: String, _ id: String, _ lines: [String], isOpen: Bool = false) -> String {
        if lines.isEmpty { return "" }
        let items = lines.map { "<li>\(Self.escaped(Words.plain($0)))</li>" }.joined()
        return """
            <details id="\(id)"\(isOpen ? " open" : "")><summary>\(Self.escaped(name))</summary>\
            <ul class="lines">\(items)</ul></details>
            """
    }

    private var foot: String {
        """
        <footer class="dim">\(Words.time(status.madeMs)) UTC · run time \(Words.time(status.nowMs)) UTC · \
        <a href="status.json">status.json</a></footer>
        """
    }

    private static func style(of state: RunState) -> String {
        switch state {
        case .running: "good"
        case .ended(let outcome, _): outcome == "completed" ? "good" : "warn"
        case .preparing, .paused: "warn"
        case .engineDown, .abandoned, .noRun: "bad"
        }
    }

    static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }
}
