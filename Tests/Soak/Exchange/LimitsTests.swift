import NIOHTTP1
import SoakExchange
import Testing

/// The venue's limits, as a client meets them. At a hundredth of real time, so that no minute ends meanwhile.
@Suite(.timeLimit(.minutes(5))) struct LimitsTests {
    private let folder = ScratchFolder()
    private let upgrade = [
        ("upgrade", "websocket"), ("connection", "upgrade"), ("sec-websocket-version", "13"),
        ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="),
    ]

    private func configuration() -> ExchangeConfiguration {
        var configuration = folder.configuration(markets: 4)
        configuration.speed = 0.01
        configuration.holdsForBacklog = false
        return configuration
    }

    private func upgradeRefusal(_ port: Int) async throws -> InfoClient.Answer {
        try await InfoClient.ask(
            port: port, "", method: .GET, path: "/ws", contentType: nil, headers: upgrade)
    }

    @Test func theEleventhConnectionIsRefused() async throws {
        let exchange = try await SyntheticExchange.start(configuration())
        var clients: [VenueClient] = []
        for _ in 0..<10 { clients.append(try await VenueClient.connect(port: exchange.port)) }
        let refusal = try await upgradeRefusal(exchange.port)
        #expect(refusal == InfoClient.Answer(status: 429, contentType: "application/json", body: "null"))
        // Another source has its own ten, and one that left makes room.
        var other = try await VenueClient.connect(port: exchange.port, from: "127.0.0.2")
        try await other.send(#"{"method":"ping"}"#)
        #expect(try await other.text() == #"{"channel":"pong"}"#)
        try await clients[0].leave()
        while await clients[0].next() != .gone {}
        var late = try await VenueClient.connect(port: exchange.port)
        try await late.send(#"{"method":"ping"}"#)
        #expect(try await late.text() == #"{"channel":"pong"}"#)
        #expect(try await exchange.summary().tally.connectionsOverLimit == 1)
        _ = try await exchange.stop()
    }

    @Test func theThirtyFirstConnectionOfAMinuteIsRefused() async throws {
        let exchange = try await SyntheticExchange.start(configuration())
        for _ in 0..<30 {
            var client = try await VenueClient.connect(port: exchange.port)
            try await client.leave()
            while await client.next() != .gone {}
        }
        #expect(try await upgradeRefusal(exchange.port).status == 429)
        #expect(try await exchange.summary().tally.connectionsOverLimit == 1)
        _ = try await exchange.stop()
    }

    /// The minute is virtual: one that is over is forgotten.
    @Test func theNextMinuteTakesConnectionsAgain() async throws {
        var configuration = configuration()
        configuration.speed = 300
        configuration.rules.connectionsPerMinuteMax = 1
        let exchange = try await SyntheticExchange.start(configuration)
        for minutes: Int64 in 1...3 {
            var client = try await VenueClient.connect(port: exchange.port)
            try await client.leave()
            while await client.next() != .gone {}
            let overMs = configuration.startMs + minutes * 60_000
            while try await exchange.summary().toMs < overMs { try await Task.sleep(for: .milliseconds(2)) }
        }
        #expect(try await exchange.summary().tally.connections == 3)
        _ = try await exchange.stop()
    }

    @Test func subscriptionsBeyondTheLimitGetNoWord() async throws {
        var configuration = configuration()
        configuration.rules.subscriptionsMax = 3
        let exchange = try await SyntheticExchange.start(configuration)
        var first = try await VenueClient.connect(port: exchange.port)
        var second = try await VenueClient.connect(port: exchange.port)
        try await first.subscribe("bbo", "xyz:TSLA")
        try await first.subscribe("trades", "xyz:TSLA")
        for _ in 0..<2 { _ = try await first.text(beginning: #"{"channel":"subscriptionResponse""#) }
        try await second.subscribe("bbo", "xyz:NVDA")
        _ = try await second.text(beginning: #"{"channel":"subscriptionResponse""#)
        // The limit is the source's, over all of its connections; what is held goes on.
        for type in ["bbo", "l2Book"] { try await second.subscribe(type, "xyz:GOLD") }
        try await second.send(#"{"method":"ping"}"#)
        #expect(try await second.text() == #"{"channel":"pong"}"#)
        #expect(try await exchange.summary().tally.subscriptionsOverLimit == 2)
        try await first.send(#"{"method":"unsubscribe","subscription":{"type":"bbo","coin":"xyz:TSLA"}}"#)
        _ = try await first.text(beginning: #"{"channel":"subscriptionResponse""#)
        try await second.subscribe("bbo", "xyz:GOLD")
        _ = try await second.text(beginning: #"{"channel":"subscriptionResponse""#)
        _ = try await exchange.stop()
    }

    @Test func messagesBeyondTheLimitAreNotHeard() async throws {
        var configuration = configuration()
        configuration.rules.messagesPerMinuteMax = 3
        let exchange = try await SyntheticExchange.start(configuration)
        var client = try await VenueClient.connect(port: exchange.port)
        for _ in 0..<5 { try await client.send(#"{"method":"ping"}"#) }
        for _ in 0..<3 { #expect(try await client.text() == #"{"channel":"pong"}"#) }
        while try await exchange.summary().tally.messages < 5 { try await Task.sleep(for: .milliseconds(2)) }
        #expect(try await exchange.summary().tally.messagesOverLimit == 2)
        _ = try await exchange.stop()
    }

    @Test func requestsBeyondTheWeightAreRefused() async throws {
        var configuration = configuration()
        configuration.rules.weightPerMinuteMax = 60
        let exchange = try await SyntheticExchange.start(configuration)
        for _ in 0..<3 {
            #expect(try await InfoClient.ask(port: exchange.port, #"{"type":"meta"}"#).status == 200)
        }
        let refusal = try await InfoClient.ask(port: exchange.port, #"{"type":"meta"}"#)
        #expect(refusal == InfoClient.Answer(status: 429, contentType: "application/json", body: "null"))
        #expect(try await exchange.summary().tally.infoRequestsOverLimit == 1)
        _ = try await exchange.stop()
    }
}
