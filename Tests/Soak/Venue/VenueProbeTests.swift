import Dispatch
import SoakExchange
import SoakRunner
import SoakVenue
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// The probe over real sockets, at the synthetic exchange in real time.
@Suite(.timeLimit(.minutes(1))) struct VenueProbeTests {
    private func exchange(_ change: (inout ExchangeConfiguration) -> Void = { _ in }) async throws
        -> SyntheticExchange
    {
        var path = Array("/tmp/hip3-probe-XXXXXX".utf8CString)
        let file = mkstemp(&path)
        close(file)
        let page = path.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
        var configuration = ExchangeConfiguration(startMs: MachineClock.wallMs, clockPath: page)
        configuration.speed = 1
        change(&configuration)
        let exchange = try await SyntheticExchange.start(configuration)
        unlink(page)
        return exchange
    }

    private func onItsThread<R: Sendable>(_ body: @escaping @Sendable () throws -> R) async throws -> R {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue(label: "probe").async { continuation.resume(with: Result(catching: body)) }
        }
    }

    private func probe(_ port: Int, ms: Int64) async throws -> ProbeReport {
        let address = try #require(VenueAddress("ws://127.0.0.1:\(port)/ws"))
        return try await onItsThread { try VenueProbe(address).run(ms: ms) }
    }

    @Test func theSyntheticExchangeIsAsDescribed() async throws {
        let exchange = try await exchange()
        let report = try await probe(exchange.port, ms: 2_000)
        #expect(report.isAsDescribed, "\(report.lines.joined(separator: "\n"))")
        for topic in ["perpDexs", "meta", "indices", "acks", "refusals", "contexts", "clock", "unknown coin"]
        {
            #expect(report.findings.first { $0.topic == topic }?.outcome == .same, "\(topic)")
        }
        #expect(report.connections == 2)
        _ = try await exchange.stop()
    }

    @Test func otherMarketsAndAnotherTimeAreSeen() async throws {
        let exchange = try await exchange {
            $0.markets = 20
            $0.startMs -= 3_600_000
        }
        let report = try await probe(exchange.port, ms: 1_500)
        #expect(report.texts(.differs).contains { $0.hasPrefix("indices: not listed (12 x, as xyz:20") })
        #expect(
            report.texts(.wrong).contains { $0.hasPrefix("clock: ") && $0.contains("clock is off by 36") },
            "\(report.lines)")
        _ = try await exchange.stop()
    }

    @Test func nobodyThereIsOneLine() async throws {
        let exchange = try await exchange()
        let port = exchange.port
        _ = try await exchange.stop()
        let failure = await #expect(throws: LinkFailure.self) { try await probe(port, ms: 1_000) }
        #expect(failure?.what.contains("http://127.0.0.1:\(port)/info: ") == true)
        #expect(failure?.what.contains("\n") == false)
    }
}
