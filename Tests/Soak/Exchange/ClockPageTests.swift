import CClockPage
import SoakExchange
import Testing

/// Virtual time as others see it: through the clock page.
@Suite(.timeLimit(.minutes(1))) struct ClockPageTests {
    private let folder = ScratchFolder()

    private func open() throws -> OpaquePointer { try #require(clock_page_open(folder.path + "/clock")) }

    @Test func timeStandsAtTheStartUntilSomebodyAsks() async throws {
        let configuration = folder.configuration()
        let exchange = try await SyntheticExchange.start(configuration)
        let page = try open()
        defer { clock_page_close(page) }
        let origin = configuration.startMs * 1_000_000
        for _ in 0..<20 {
            #expect(clock_page_now_ns(page) == origin)
            try await Task.sleep(for: .milliseconds(1))
        }
        _ = try await InfoClient.ask(port: exchange.port, #"{"type":"perpDexs"}"#)
        while clock_page_now_ns(page) == origin { try await Task.sleep(for: .milliseconds(1)) }
        #expect(clock_page_read(page).rate == configuration.speed)
        _ = try await exchange.stop()
    }

    @Test func timeRunsAtOnceWhenTold() async throws {
        var configuration = folder.configuration()
        configuration.waitsForClient = false
        let exchange = try await SyntheticExchange.start(configuration)
        let page = try open()
        defer { clock_page_close(page) }
        while clock_page_now_ns(page) < configuration.startMs * 1_000_000 + 60_000_000_000 {
            try await Task.sleep(for: .milliseconds(1))
        }
        _ = try await exchange.stop()
    }

    /// A client that stops reading makes time stand still; when it reads again, time goes on from there
    /// and nothing of the stream is missing.
    @Test func timeWaitsForAReader() async throws {
        let exchange = try await SyntheticExchange.start(folder.configuration(markets: 8))
        let page = try open()
        defer { clock_page_close(page) }
        var client = try await VenueClient.connect(port: exchange.port)
        for coin in ["xyz:XYZ100", "xyz:TSLA", "xyz:NVDA", "xyz:GOLD", "xyz:HOOD", "xyz:INTC", "xyz:PLTR"] {
            try await client.subscribe("activeAssetCtx", coin)
            try await client.subscribe("bbo", coin)
        }
        _ = try await client.text(beginning: #"{"channel":"bbo","data":{"coin":"xyz:PLTR""#)
        try await client.read(false)
        // It stands when the leash's end does not move for twenty pumps, and time has come to that end.
        var stood = 0
        var limit: Int64 = 0
        while stood < 20 {
            let reading = clock_page_read(page)
            stood = reading.limit_ns == limit && clock_page_now_ns(page) == limit ? stood + 1 : 0
            limit = reading.limit_ns
            try await Task.sleep(for: .milliseconds(2))
        }
        #expect(clock_page_now_ns(page) == limit)
        try await client.read(true)
        while clock_page_now_ns(page) < limit + 120_000_000_000 {
            try await Task.sleep(for: .milliseconds(1))
        }
        let summary = try await exchange.stop()
        #expect(summary.heldMs > 0)
        try await expectWholeStream(&client, summary: summary)
    }

    /// Every frame that was counted as sent has arrived.
    private func expectWholeStream(_ client: inout VenueClient, summary: ExchangeSummary) async throws {
        var frames = 1
        var event = await client.next()
        while case .text(let text) = event {
            if !text.hasPrefix(#"{"channel":"subscriptionResponse""#) { frames += 1 }
            event = await client.next()
        }
        #expect(event == .closeFrame(code: 1001, reason: "Going away"))
        #expect(frames > 500)
        #expect(frames <= summary.tally.framesSent)
    }

    @Test func timeDoesNotWaitWhenToldNotTo() async throws {
        let exchange = try await SyntheticExchange.start(folder.configuration(markets: 2))
        let page = try open()
        defer { clock_page_close(page) }
        let client = try await VenueClient.connect(port: exchange.port)
        try await client.subscribe("bbo", "xyz:XYZ100")
        try await client.subscribe("activeAssetCtx", "xyz:XYZ100")
        try await client.read(false)
        var stood = 0
        var limit: Int64 = 0
        while stood < 20 {
            let reading = clock_page_read(page)
            stood = reading.limit_ns == limit && clock_page_now_ns(page) == limit ? stood + 1 : 0
            limit = reading.limit_ns
            try await Task.sleep(for: .milliseconds(2))
        }
        try await exchange.hold(forBacklog: false)
        while clock_page_now_ns(page) < limit + 60_000_000_000 { try await Task.sleep(for: .milliseconds(1)) }
        try await client.vanish()
        _ = try await exchange.stop()
    }

    /// Sampled as an engine would: never back, and never faster than its rate but for the leash's length,
    /// by which a reader may see the pump's new reading late.
    @Test func timeNeverJumps() async throws {
        let exchange = try await SyntheticExchange.start(folder.configuration(markets: 2))
        let page = try open()
        defer { clock_page_close(page) }
        let client = try await VenueClient.connect(port: exchange.port)
        try await client.subscribe("bbo", "xyz:XYZ100")
        var lastReal = clock_real_ns()
        var last = clock_page_now_ns(page)
        let leashNs = Double(ClockLeash.leaseDefaultNs)
        let end = last + 120_000_000_000
        while last < end {
            let before = clock_real_ns()
            let now = clock_page_now_ns(page)
            let after = clock_real_ns()
            #expect(now >= last)
            #expect(Double(now - last) <= (Double(after - lastReal) + leashNs) * 300 + 1_000)
            last = now
            lastReal = before
            try await Task.sleep(for: .microseconds(200))
        }
        _ = try await exchange.stop()
    }
}
