import AsyncHTTPClient
package import EngineCore
package import EngineWire
package import NIOCore
import NIOHTTP1

/// Why `/info` gave nothing usable. One line.
package enum InfoError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The venue understood and said no: asking again would not help.
    case refused(InfoRequest, status: Int, body: String)
    /// It did not answer well, however often it was asked.
    case unavailable(InfoRequest, attempts: Int, last: String)

    package var description: String {
        switch self {
        case .refused(let request, let status, let body):
            "info_url: \(request.name) was refused with status \(status): \(body)"
        case .unavailable(let request, let attempts, let last):
            "info_url: no answer to \(request.name) after \(attempts) attempt\(attempts == 1 ? "" : "s"); the last: \(last)"
        }
    }
}

/// The venue has no dex of this name.
package struct UnknownDex: Error, Hashable, Sendable, CustomStringConvertible {
    package let dex: String
    package let known: [String]

    package var description: String {
        #"xyz_pattern = "\#(dex)": the venue has no such dex; it has \#(known.joined(separator: ", "))"#
    }
}

/// Asks `/info` over HTTP, a bounded number of times, each with a time-out.
package final class InfoClient: Sendable {
    package static let attemptsMax = 5
    /// Real time: it is the network's, not the market's.
    package static let timeoutSeconds: Int64 = 10
    private static let backoffFirstMS: Int64 = 500
    private static let backoffMaxMS: Int64 = 8_000

    private let timeout: TimeAmount
    private let url: String
    private let clock: any EngineClock
    private let seed: UInt64
    private let client: HTTPClient

    package init(
        address: VenueAddress, caFile: String? = nil, seed: UInt64, clock: any EngineClock,
        group: any EventLoopGroup, timeout: TimeAmount = .seconds(InfoClient.timeoutSeconds)
    ) throws(TrustError) {
        if address.isSecure { _ = try Trust.context(caFile: caFile) }
        url = "\(address.isSecure ? "https" : "http")://\(address.authority)\(address.path)"
        self.seed = seed
        self.timeout = timeout
        self.clock = clock
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: Trust.configuration(caFile: caFile), redirectConfiguration: .disallow)
        configuration.timeout.connect = timeout
        // A refused connect is known at once and retried here, by this clock, not by the pool in real time.
        configuration.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)
    }

    /// Must be called once, at the end.
    package func shutdown() async throws { try await client.shutdown() }

    /// The dexes by `perp_dex_index`; nil for the main dex.
    package func perpDexs(attempts: Int = InfoClient.attemptsMax) async throws -> [PerpDex?] {
        try await ask(.perpDexs, attempts) { body throws(InfoFormError) in try InfoAnswer.perpDexs(body) }
    }

    /// The dex's markets and their fees.
    package func meta(dex: String, attempts: Int = InfoClient.attemptsMax) async throws -> MetaTable {
        try await ask(.meta(dex: dex), attempts) { body throws(InfoFormError) in
            try InfoAnswer.meta(body, dex: dex)
        }
    }

    /// Both tables of one dex, joined by the names of the coins. Costs a weight of 40 of the 1200 a minute for each
    /// attempt. Throws `UnknownDex` where the venue has none of that name.
    package func tables(dex: String, attempts: Int = InfoClient.attemptsMax) async throws -> VenueTables {
        let dexs = try await perpDexs(attempts: attempts)
        guard let dexIndex = dexs.firstIndex(where: { $0?.name == dex }), let found = dexs[dexIndex] else {
            throw UnknownDex(dex: dex, known: dexs.compactMap { $0?.name })
        }
        let meta = try await meta(dex: dex, attempts: attempts)
        var terms: [Int: MarketTerms] = [:]
        for (market, fees) in zip(meta.markets, meta.feeTerms) {
            terms[market.index] = MarketTerms(
                sizeDecimals: market.sizeDecimals, maxLeverage: market.maxLeverage, feeTerms: fees,
                isHalted: market.isDelisted, openInterestCap: found.openInterestCaps[market.coin])
        }
        return VenueTables(
            universe: Universe(dex: dex, dexIndex: dexIndex, markets: meta.markets), terms: terms,
            unreadable: meta.unreadable)
    }

    /// Answers that may be better the next time are asked for again: none at all, 429, 5xx, a body that is
    /// not what it should be (upgrades of the venue answer with HTML).
    private func ask<Answer>(
        _ request: InfoRequest, _ attempts: Int, read: (ByteBufferView) throws(InfoFormError) -> Answer
    ) async throws -> Answer {
        var backoff = Backoff(
            firstMS: InfoClient.backoffFirstMS, maxMS: InfoClient.backoffMaxMS, seed: seed)
        var last = ""
        for attempt in 1...attempts {
            if attempt > 1 {
                let nanoseconds = clock.realNanoseconds(forVirtualMS: backoff.nextDelayMS())
                try await Task.sleep(nanoseconds: UInt64(nanoseconds))
            }
            do {
                let (status, body) = try await post(request)
                switch status {
                case 200: return try read(body.readableBytesView)
                case 429, 500...: last = "status \(status)"
                default:
                    throw InfoError.refused(
                        request, status: Int(status), body: String(String(buffer: body).prefix(200)))
                }
            } catch let refusal as InfoError {
                throw refusal
            } catch let cancelled as CancellationError {
                throw cancelled
            } catch {
                last = FeedSocket.oneLine(error)
            }
        }
        throw InfoError.unavailable(request, attempts: attempts, last: last)
    }

    private func post(_ request: InfoRequest) async throws -> (status: UInt, body: ByteBuffer) {
        var post = HTTPClientRequest(url: url)
        post.method = .POST
        post.headers.add(name: "Content-Type", value: "application/json")
        post.body = .bytes(ByteBuffer(bytes: request.body))
        let answer = try await client.execute(post, timeout: timeout)
        return (answer.status.code, try await answer.body.collect(upTo: InfoAnswer.bytesMax))
    }
}
