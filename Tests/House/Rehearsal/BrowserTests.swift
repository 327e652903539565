import FoundationEssentials
import Subprocess
import Testing

extension WholePrograms {
    /// The pages in a real browser, where there is one: none is wider than the screen it is looked at on.
    @Suite(.serialized, .enabled(if: Browser.program != nil, "no chromium here"), CleanRun())
    struct BrowserTests {
        @Test("The report, its details open", arguments: [375, 1280])
        func report(width: Int) async throws {
            let place = try Workplace()
            let page = try #require(CleanRun.played).text("report.html")
            try #require(page.hasPrefix("<!doctype html>"))
            let wide = try await Browser.scrollWidth(
                of: page.replacing("<details", with: "<details open"), at: width, in: place)
            #expect(wide == width)
            try place.clear()
        }

        @Test("The status page", arguments: [375, 1280])
        func status(width: Int) async throws {
            let place = try Workplace()
            let folder = try #require(CleanRun.played).folder
            let served = try await ProgramRun.of("hip3-soak", ["status", folder, "--serve", "127.0.0.1:0"]) {
                ready in try HTTPPage.of("127.0.0.1:\(try ready.value("port"))", "/")
            }
            let page = try #require(served.outcome.components(separatedBy: "\r\n\r\n").last)
            try #require(page.hasPrefix("<!doctype html>"))
            let wide = try await Browser.scrollWidth(
                of: page.replacing("<details", with: "<details open"), at: width, in: place)
            #expect(wide == width)
            try place.clear()
        }

        @Test("A page that is too wide is found to be")
        func tooWide() async throws {
            let place = try Workplace()
            let page =
                "<!doctype html><meta charset=utf-8><p style='white-space:nowrap;width:800px'>words</p>"
            #expect(try await Browser.scrollWidth(of: page, at: 375, in: place) > 375)
            try place.clear()
        }
    }
}

/// Chromium without a screen.
private enum Browser {
    static let program: String? = [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
    ]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

    /// How wide a page comes out in a window of that width: it is put into a frame, since no window is as narrow as
    /// a phone.
    static func scrollWidth(of page: String, at width: Int, in place: Workplace) async throws -> Int {
        try place.write(page, to: "page.html")
        let frame = """
            <!doctype html><meta charset="utf-8"><iframe id="f" src="page.html" style="width:\(width)px;height:800px;border:0">
            </iframe><p id="wide"></p><script>
            document.getElementById('f').onload = (event) => {
              const root = event.target.contentDocument.documentElement;
              document.getElementById('wide').textContent = 'wide=' + root.scrollWidth + '.';
            };
            </script>
            """
        let file = try place.write(frame, to: "frame.html")
        let result = try await run(
            .name("env"),
            arguments: [
                try #require(program), "--headless", "--no-sandbox", "--disable-gpu",
                "--allow-file-access-from-files",
                "--hide-scrollbars", "--user-data-dir=\(place.path("profile"))", "--virtual-time-budget=5000",
                "--dump-dom", "file://\(file)",
            ], input: .none, output: .string(limit: 4 << 20), error: .discarded)
        let dom = result.standardOutput
        let digits = dom.components(separatedBy: "wide=").dropFirst().first?.prefix { $0.isNumber } ?? ""
        return try #require(Int(digits), "\(dom.suffix(500))")
    }
}
