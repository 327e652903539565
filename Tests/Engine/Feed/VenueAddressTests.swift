import EngineFeed
import Testing

@Suite struct VenueAddressTests {
    @Test(arguments: [
        ("wss://api.hyperliquid.xyz/ws", true, "api.hyperliquid.xyz", 443, "/ws", "api.hyperliquid.xyz"),
        ("ws://127.0.0.1:8080/ws", false, "127.0.0.1", 8080, "/ws", "127.0.0.1:8080"),
        ("WS://localhost", false, "localhost", 80, "/", "localhost"),
        ("ws://[::1]:9000/a?b=c", false, "::1", 9000, "/a?b=c", "[::1]:9000"),
        ("wss://h:443/", true, "h", 443, "/", "h"),
    ])
    func takesApart(
        text: String, isSecure: Bool, host: String, port: Int, path: String, authority: String
    ) throws {
        let address = try VenueAddress.webSocket(text)
        #expect(address.isSecure == isSecure)
        #expect(address.host == host)
        #expect(address.port == port)
        #expect(address.path == path)
        #expect(address.authority == authority)
    }

    @Test(arguments: [
        "", "api.hyperliquid.xyz/ws", "http://h/ws", "://h", "ws://", "ws:///ws", "ws://h:0/",
        "ws://h:65536/",
        "ws://h:+1/", "ws://h:/", "ws://h:x/", "ws://a b/", "ws://user:pw@h/", "ws://[::1/", "ws://h/#f",
        "ws://höst/", "ws://h:80:80/",
    ])
    func refusesInOneLine(text: String) throws {
        let error = try #require(throws: VenueAddressError.self) { try VenueAddress.webSocket(text) }
        #expect(error.description.hasPrefix("ws_url = \"\(text)\": "))
        #expect(error.description.hasSuffix("as in wss://api.hyperliquid.xyz/ws"))
        #expect(!error.description.contains("\n"))
    }

    @Test func infoHasItsOwnSchemes() throws {
        #expect(try VenueAddress.http("http://127.0.0.1:1/info").path == "/info")
        let error = #expect(throws: VenueAddressError.self) { try VenueAddress.http("ws://h/info") }
        #expect(error?.description.contains("the scheme must be http or https") == true)
    }
}
