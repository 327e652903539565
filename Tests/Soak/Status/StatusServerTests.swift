import DoDChecks
import DoDFormat
import Glibc
import Testing

@testable import SoakStatus

@Suite("The status page's server")
struct StatusServerTests {
    @Test(
        "Addresses: loopback unless said",
        arguments: [
            ("8080", "127.0.0.1:8080"), (":0", "127.0.0.1:0"), ("0.0.0.0:80", "0.0.0.0:80"),
            ("localhost:1", "localhost:1"), ("[::1]:7", "[::1]:7"),
        ])
    func address(text: String, means: String) throws {
        let address = try #require(StatusAddress(text))
        #expect("\(address)" == means)
        #expect(address.isLoopback == (text != "0.0.0.0:80"))
    }

    @Test("No address", arguments: ["", ":", "host", "host:", "host:65536", "::1:80", "1.2.3.4:-1", "a:٣"])
    func noAddress(text: String) { #expect(StatusAddress(text) == nil) }

    @Test("Page, part, script and JSON; and a clear no to everything else")
    func answers() throws {
        let run = try StatusSamples.folder()
        let source = StatusSource(run.path, policy: .phaseA)
        let server = try StatusServer.start(source, at: try #require(StatusAddress("0")))
        defer { server.stop() }
        func get(_ path: String, _ method: String = "GET") throws -> PlainAnswer {
            try PlainAnswer.of(
                "\(method) \(path) HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", port: server.port)
        }
        let page = try get("/")
        #expect(page.status == 200 && page.body.hasPrefix("<!doctype html>"))
        #expect(page.head.contains("content-security-policy: default-src 'none'"))
        #expect(try get("/part").body.contains("run-1"))
        #expect(try get("/status.js").body == StatusPage.script)
        let json = try get("/status.json?x=1")
        #expect(json.status == 200)
        #expect(try JSONParser.parse(Array(json.body.utf8.dropLast()))["run_id"]?.text == "run-1")
        #expect(try get("/../etc/passwd").status == 404)
        #expect(try get("/", "POST").status == 405)
        let head = try get("/", "HEAD")
        #expect(head.status == 200 && head.body.isEmpty)
        // It sees what comes later.
        try run.append(
            "journal.jsonl", Lines.journal("note", Lines.start, "\"text\":\"a later word\"") + "\n")
        var sees = false
        for _ in 0..<500 where !sees {
            sees = try get("/part").body.contains("a later word")
            if !sees { usleep(10_000) }
        }
        #expect(sees)
    }

    @Test("A runner's page is there before its run, shows the run then, and asks the engine how it is")
    func board() throws {
        let board = StatusBoard(waiting: "the venue is <probed>")
        let server = try StatusServer.start(board, at: try #require(StatusAddress("0")))
        defer { server.stop() }
        func get(_ path: String) throws -> PlainAnswer {
            try PlainAnswer.of(
                "GET \(path) HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", port: server.port)
        }
        let page = try get("/").body
        #expect(page.contains("the venue is &lt;probed&gt;") && page.contains("preparing"))
        #expect(try get("/healthz").body == "preparing\n")
        let json = try get("/status.json")
        #expect(try JSONParser.parse(Array(json.body.utf8.dropLast()))["state"]?["word"]?.text == "preparing")
        let run = try StatusSamples.folder()
        board.show(StatusSource(run.path, policy: .phaseA)) { (false, "no room") }
        for _ in 0..<500 where try !get("/part").body.contains("run-1") { usleep(10_000) }
        #expect(try get("/part").body.contains("run-1"))
        let health = try get("/healthz")
        #expect(health.status == 503 && health.body == "no room\n")
    }

    @Test("Connections have a bound; who leaves makes room")
    func crowd() throws {
        let run = try StatusSamples.folder()
        let server = try StatusServer.start(
            StatusSource(run.path, policy: .phaseA), at: try #require(StatusAddress("0")))
        defer { server.stop() }
        let silent = try (0..<StatusServer.connectionsMax).map { _ in
            try PlainAnswer.connection(port: server.port)
        }
        // Beyond the bound a connection is closed, not left waiting.
        let turned = try? PlainAnswer.of("GET / HTTP/1.1\r\nhost: x\r\n\r\n", port: server.port)
        #expect((turned?.status ?? 0) == 0)
        for file in silent { close(file) }
        var status = 0
        for _ in 0..<500 where status != 200 {
            let request = "GET /status.js HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"
            status = (try? PlainAnswer.of(request, port: server.port))?.status ?? 0
            if status != 200 { usleep(10_000) }
        }
        #expect(status == 200)
    }

    @Test("A request that is none ends its connection, and the next one is answered")
    func garbage() throws {
        let run = try StatusSamples.folder()
        let server = try StatusServer.start(
            StatusSource(run.path, policy: .phaseA), at: try #require(StatusAddress("0")))
        defer { server.stop() }
        let answer = try PlainAnswer.of("\u{1}\u{2} nonsense\r\n\r\n", port: server.port)
        #expect(answer.status == 400 || answer.status == 0)
        let next = try PlainAnswer.of(
            "GET /status.js HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", port: server.port)
        #expect(next.status == 200)
    }

    @Test("A port that is taken: one clear line")
    func taken() throws {
        let run = try StatusSamples.folder()
        let source = StatusSource(run.path, policy: .phaseA)
        let server = try StatusServer.start(source, at: try #require(StatusAddress("0")))
        defer { server.stop() }
        let refusal = #expect(throws: StatusServer.Refusal.self) {
            try StatusServer.start(source, at: try #require(StatusAddress("\(server.port)")))
        }
        #expect(
            refusal?.description.contains("Address already in use") == true, "\(String(describing: refusal))")
    }
}
