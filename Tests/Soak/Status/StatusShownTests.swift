import DoDFormat
import Testing

@testable import SoakStatus

@Suite("A status as text, JSON and page")
struct StatusShownTests {
    private func status() throws -> RunStatus {
        StatusSamples.status(try StatusSamples.folder(), verdict: StatusSamples.verdict)
    }

    @Test("80 columns of plain text, with everything in it")
    func plain() throws {
        let text = StatusScreen(try status()).text(isColoured: false)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for line in lines { #expect(line.count <= 80, "\(line)") }
        for word in [
            "run-1", "running", "23 h", "Tue 2026-01-20 14:30-21:00 UTC", "496,000", "COIN31", "3 expired",
            "2 errors", "1 bitten", "said by hand", "us-session", "not-yet", "line 49", "35.0 MiB", "FAILING",
        ] { #expect(text.contains(word), "\(word)\n\(text)") }
        #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" })
    }

    @Test(
        "A live picture has as many rows as the terminal and stays within its columns",
        arguments: [(80, 24), (120, 40), (40, 10), (200, 60), (20, 3), (1, 1)])
    func picture(columns: Int, rows: Int) throws {
        let status = try status()
        let picture = LiveScreen.picture(status, columns: columns, rows: rows, clears: true)
        #expect(picture.split(separator: "\r\n", omittingEmptySubsequences: false).count == rows)
        for line in StatusScreen(status, width: columns).lines(height: rows) {
            #expect(Array(line.rendered(columns: columns, isColoured: false)).count <= columns)
        }
    }

    @Test("The verdict is on a small live screen too")
    func small() throws {
        let lines = StatusScreen(try status(), width: 80).lines(height: 23).map(\.text)
        #expect(lines.contains { $0.hasPrefix("verdict") })
        #expect(lines.contains { $0.hasPrefix("signals") })
        #expect(lines.count <= 23)
    }

    @Test("What holds is named in a line on a small live screen, so that the log has room")
    func smallAndWell() throws {
        var status = try status()
        for index in status.verdict.criteria.indices {
            status.verdict.criteria[index].answer = index == 1 ? .notYet : .pass
        }
        let lines = StatusScreen(status, width: 80).lines(height: 23).map(\.text)
        #expect(lines.contains { $0.hasPrefix("  not-yet duration") })
        let passed = try #require(lines.first { $0.hasPrefix("  pass") })
        #expect(
            passed.hasPrefix("  pass    evidence, coverage, self-recovery (waived), us-session"), "\(passed)")
        for line in lines.filter({ $0.contains("semantics") }) { #expect(line.count <= 80) }
        #expect(lines.contains("engine.log") && lines.last?.contains("it ") == true, "\(lines)")
        // Where there is room each has its line.
        let tall = StatusScreen(status, width: 80).lines(height: 60).map(\.text)
        #expect(tall.count { $0.hasPrefix("  pass") } == 13)
    }

    @Test("Colours are the terminal's and end where they began")
    func colours() throws {
        var line = StyledLine("bad", .bad)
        line.add(" and plain")
        #expect(line.rendered(columns: 80, isColoured: true) == "\u{1b}[1;31mbad\u{1b}[0m and plain")
        #expect(line.rendered(columns: 6, isColoured: false) == "bad a…")
        #expect(line.rendered(columns: 3, isColoured: true) == "\u{1b}[1;31mba\u{1b}[0m…")
    }

    @Test("JSON: one strict object, every key there even when nothing is known")
    func json() throws {
        let full = StatusJSON.text(try status())
        let empty = StatusJSON.text(StatusSamples.status(try TemporaryRun()))
        for text in [full, empty] {
            #expect(text.hasSuffix("\n"))
            let value = try JSONParser.parse(Array(text.utf8.dropLast()))
            guard case .object(let members) = value else {
                Issue.record("no object")
                return
            }
            #expect(
                members.map(\.key) == [
                    "schema", "run_id", "folder", "command", "scenario", "seed", "feed", "synthetic", "rate",
                    "made_ms", "now_ms", "state", "window", "session", "engine", "restarts", "restarts_last",
                    "resumed", "connection", "reconnects", "reconnects_by_cause", "storage", "resources",
                    "signals", "signals_as_of_ms", "signals_by_market", "followups", "frames", "log_lines",
                    "log", "errors", "faults", "notes", "notes_waiting", "verdict", "problems",
                ])
        }
        let value = try JSONParser.parse(Array(full.utf8.dropLast()))
        #expect(value["signals"]?.integer == 496_000)
        #expect(value["state"]?["word"]?.text == "running")
        #expect(value["verdict"]?["criteria"]?.values.count == 14)
    }

    @Test("Nothing that a log says becomes markup")
    func escaped() throws {
        let page = StatusPage(try status()).page
        #expect(!page.contains("<script>alert"))
        #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(page.contains("no room &lt;b&gt;"))
        #expect(page.contains("prefers-color-scheme:dark"))
        #expect(page.contains("width=device-width"))
    }

    @Test("Lengths and sizes in words")
    func words() {
        #expect(Words.span(59_999) == "59 s")
        #expect(Words.span(3_599_000) == "59 min 59 s")
        #expect(Words.span(86_399_000) == "23 h 59 min")
        #expect(Words.span(90_000_000) == "25 h 0 min")
        #expect(Words.span(-5) == "0 s")
        #expect(Words.bytes(1023) == "1023 B")
        #expect(Words.bytes(1_536) == "1.5 KiB")
        #expect(Words.bytes(200 << 30) == "200 GiB")
        #expect(Words.count(1_234_567) == "1,234,567")
        #expect(Words.count(-999) == "-999")
    }
}
