import SoakRunner
import Testing

@Suite("Where the frames of a run come from")
struct FeedTests {
    @Test func theWordsAreRead() throws {
        #expect(RunFeed("synthetic") == .synthetic)
        #expect(RunFeed("live") == .venue(.hyperliquid))
        let here = try #require(VenueAddress("ws://127.0.0.1:8080/ws"))
        #expect(RunFeed("ws://127.0.0.1:8080/ws") == .venue(here))
        #expect((here.host, here.port, here.isTLS) == ("127.0.0.1", 8080, false))
        #expect(here.infoURL == "http://127.0.0.1:8080/info")
        #expect(VenueAddress.hyperliquid.webSocketURL == "wss://api.hyperliquid.xyz/ws")
        #expect(VenueAddress.hyperliquid.infoURL == "https://api.hyperliquid.xyz/info")
        for text in ["synthetic", "live", "ws://127.0.0.1:8080/ws"] { #expect(RunFeed(text)?.text == text) }
    }

    @Test(
        "Anything else is none",
        arguments: [
            "", "lives", "https://a/ws", "ws://", "ws://:80/ws", "ws://a:0/ws", "ws://a:70000/ws",
            "ws://a:b/ws",
            "ws://user:secret@a/ws", "ws://a/ws x", "ws://a/\"", "ws://[::1]:80/ws",
        ])
    func nonsense(text: String) { #expect(RunFeed(text) == nil) }
}

@Suite("The command of another engine")
struct ForeignEngineTests {
    @Test func placesAreFilledAndNoShellLooksAtIt() throws {
        let engine = try ForeignEngine("bot --feed {ws_url} --out={data_dir} 'a b' \"$HOME;x\" {config}")
        #expect(
            engine.words == ["bot", "--feed", "{ws_url}", "--out={data_dir}", "a b", "$HOME;x", "{config}"])
    }

    @Test(arguments: [
        ("", ForeignEngine.Flaw.empty), ("  ", .empty), ("bot 'x {data_dir}", .openQuote),
        ("bot {dir} {data_dir}", .unknownPlace("dir")), ("bot --x", .nowhereToWrite),
    ])
    func flaws(text: String, flaw: ForeignEngine.Flaw) {
        #expect(throws: flaw) { try ForeignEngine(text) }
        #expect(!flaw.description.isEmpty)
    }
}
