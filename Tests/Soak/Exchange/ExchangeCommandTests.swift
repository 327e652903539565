import SoakExchange
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// `hip3-soak exchange` as a process: its ready line, its exit codes, its end.
@Suite(.timeLimit(.minutes(1))) struct ExchangeCommandTests {
    private let folder = ScratchFolder()

    @Test func saysReadyAndEndsInOrder() async throws {
        let truth = folder.path + "/truth"
        var child = try ChildProcess(
            "exchange", "--port", "0", "--seed", "9", "--speed", "10", "--markets", "2", "--truth", truth,
            "--clock",
            folder.path + "/clock")
        let ready = child.line()
        let words = ready.split(separator: " ")
        #expect(words.first == "ready")
        #expect(words.contains("seed=9"))
        #expect(words.contains("clock=\(folder.path)/clock"))
        let port = try #require(words.first { $0.hasPrefix("port=") }.flatMap { Int($0.dropFirst(5)) })
        var client = try await VenueClient.connect(port: port)
        try await client.subscribe("bbo", "xyz:XYZ100")
        _ = try await client.text(beginning: #"{"channel":"bbo""#)
        child.terminate()
        #expect(child.wait() == 0)
        #expect(child.line().hasPrefix("stopped virtual_ms="))
        #expect(folder.text("truth/summary.json").hasSuffix("\"markets\":2,\"complete\":true}\n"))
        #expect(folder.lines("truth/connections.jsonl").count == 2)
        #expect(folder.names.sorted() == ["clock", "truth"])
    }

    @Test(
        arguments: [
            (["--port", "0", "--start", "yesterday"], 64, "--start yesterday: give a time as"),
            (["--port", "0", "--speed", "0"], 64, "--speed 0.0: give"),
            (["--port", "0", "--markets", "129"], 64, "--markets 129: give 1 to 128"),
            (["--port", "99999"], 64, "--port 99999: give"),
            (["--port", "0", "--host", "nowhere"], 64, "--host nowhere: give an IPv4 address"),
            (["--port", "0", "--tls", "/nonexistent"], 64, "--tls takes two files"),
            (["--port", "0", "--tls", "/nonexistent", "/nonexistent"], 64, "no PEM certificate"),
            (["--port", "0", "--delist", "xyz:NOPE"], 64, "--delist xyz:NOPE: not one of"),
            (["--port", "0", "--truth", "/nonexistent/truth"], 64, "cannot create the truth directory"),
            (["--port", "0", "--clock", "/nonexistent/clock"], 64, "cannot create the clock page"),
        ] as [([String], Int32, String)])
    func saysInOneLineWhatIsWrong(_ arguments: [String], code: Int32, says: String) throws {
        var child = try ChildProcess(["exchange"] + arguments, output: 2)
        let line = child.line()
        #expect(line.hasPrefix("hip3-soak exchange: "))
        #expect(line.contains(says), "\(line)")
        #expect(child.line().isEmpty, "one line")
        #expect(child.wait() == code)
    }
}
