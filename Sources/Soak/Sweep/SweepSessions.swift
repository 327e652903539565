import SoakFaults

/// What a sweep lets the engine do: a short session over midnight that is disturbed, and two more, each a minute
/// later, for which it is started again on what is left. All are replays of recordings that the seed makes, the
/// same bytes for the same seed.
package struct SweepSessions: Sendable {
    /// The recordings, in the order of their time.
    package let recordings: [[UInt8]]

    /// Six seconds of the old day, then the new one: day's end, new files, the new table of markets.
    private static let startMS: Int64 = 1_768_953_594_000  // 2026-01-20T23:59:54Z
    private static let pauseMS: Int64 = 66_000

    private static let markets = [
        RecordingBytes.Market(key: "xyz:1", coin: "xyz:TSLA", sizeDecimals: 3, maxLeverage: 10),
        RecordingBytes.Market(key: "xyz:2", coin: "xyz:NVDA", sizeDecimals: 3, maxLeverage: 10),
        RecordingBytes.Market(key: "xyz:3", coin: "xyz:GOLD", sizeDecimals: 4, maxLeverage: 20),
    ]

    private static let configuration = """
        mode = "observe"
        ws_url = "ws://127.0.0.1:1/ws"
        info_url = "http://127.0.0.1:1/info"
        [persistence]
        data_dir = "data"
        """

    package init(seed: UInt64) {
        recordings = [
            Self.recording(
                seed: seed, id: "sweep-1", startMS: Self.startMS, steps: 44, losesConnection: true),
            Self.recording(
                seed: seed, id: "sweep-2", startMS: Self.startMS + Self.pauseMS, steps: 14,
                losesConnection: false),
            Self.recording(
                seed: seed, id: "sweep-3", startMS: Self.startMS + 2 * Self.pauseMS, steps: 8,
                losesConnection: false),
        ]
    }

    /// The first one is somebody's own; the others still are the seed's and must be later than it.
    package init(seed: UInt64, first: [UInt8]) {
        recordings = [first] + Self(seed: seed).recordings.dropFirst()
    }

    private static func recording(
        seed: UInt64, id: String, startMS: Int64, steps: Int, losesConnection: Bool
    ) -> [UInt8] {
        let draw = SeededDraw(seed: seed)
        var bytes = RecordingBytes()
        bytes.run(id: id, configuration: configuration, startMS: startMS)
        var now = startMS + 200
        bytes.beginning(dex: "xyz", markets: markets, atMS: now)
        for code in 0...2 { bytes.connection(Int64(code), number: 1, atMS: now) }
        for (index, market) in markets.enumerated() { bytes.frame(context(market, index), atMS: now) }
        var lastTick = now
        for step in 0..<steps {
            now += draw.number(in: 120...480, "\(id) \(step)", "pause")
            if now / 1000 > lastTick / 1000 {
                bytes.tick(atMS: now)
                lastTick = now
            }
            if losesConnection, step == steps * 2 / 3 {
                bytes.connection(5, number: 1, atMS: now)  // lost: closed
                for code in 0...2 { bytes.connection(Int64(code), number: 2, atMS: now + 400) }
                now += 400
                for (index, market) in markets.enumerated() { bytes.frame(context(market, index), atMS: now) }
            }
            let index = Int(draw.number(in: 0...Int64(markets.count - 1), "\(id) \(step)", "market"))
            bytes.frame(book(markets[index], index, step: step, atMS: now), atMS: now)
        }
        // Time for the last follow-ups of some signals; others are pending when it ends.
        for second in 1...2 { bytes.tick(atMS: now + Int64(second) * 1_000) }
        bytes.stop(atMS: now + 2_500)
        return bytes.file
    }

    private static func oracle(_ index: Int) -> Int64 { 20_000 + Int64(index) * 5_000 }  // hundredths

    /// An ask 20 bps or more below the oracle, another one at each step, so that each step gives a signal.
    private static func book(_ market: RecordingBytes.Market, _ index: Int, step: Int, atMS: Int64) -> String
    {
        let ask = oracle(index) - oracle(index) / 500 - Int64(step % 20)
        return
            "{\"channel\":\"bbo\",\"data\":{\"coin\":\"\(market.coin)\",\"time\":\(atMS - 20),\"bbo\":["
            + "{\"px\":\"\(price(ask - 2))\",\"sz\":\"3.0\",\"n\":1},{\"px\":\"\(price(ask))\",\"sz\":\"2.0\",\"n\":2}]}}"
    }

    private static func context(_ market: RecordingBytes.Market, _ index: Int) -> String {
        let oracle = oracle(index)
        let mid = oracle - oracle / 500
        return
            "{\"channel\":\"activeAssetCtx\",\"data\":{\"coin\":\"\(market.coin)\",\"ctx\":{\"funding\":\"0.0\",\"openInterest\":\"10.0\","
            + "\"prevDayPx\":\"\(price(oracle))\",\"dayNtlVlm\":\"1.0\",\"premium\":\"0.0\",\"oraclePx\":\"\(price(oracle))\","
            + "\"markPx\":\"\(price(mid))\",\"midPx\":\"\(price(mid))\",\"impactPxs\":[\"\(price(mid - 1))\",\"\(price(mid + 1))\"],"
            + "\"dayBaseVlm\":\"1.0\"}}}"
    }

    private static func price(_ hundredths: Int64) -> String {
        let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
        let decimals = rest % 10 == 0 ? String(rest / 10) : "\(rest < 10 ? "0" : "")\(rest)"
        return "\(whole).\(decimals)"
    }
}
