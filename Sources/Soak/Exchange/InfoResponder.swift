import SoakMarket

/// Answers `/info`: which body a request gets. Pure; the state of the market comes with the question.
package struct InfoResponder: Sendable {
    private let universe: ExchangeUniverse
    private let perpDexs: String

    package init(universe: ExchangeUniverse) {
        self.universe = universe
        perpDexs = UniverseText.perpDexs(universe.dexes)
    }

    /// `nowMs`: virtual.
    package func answer(_ body: some Sequence<UInt8>, board: MarketBoard, nowMs: Int64) -> InfoAnswer {
        guard let request = try? JSONParser.parse(body) else { return .brokenJSON }
        return answer(request, board: board, nowMs: nowMs)
    }

    package func answer(_ request: JSONValue, board: MarketBoard, nowMs: Int64) -> InfoAnswer {
        guard let type = request["type"]?.asText, let dex = Self.dex(request) else {
            return .undeserializable
        }
        switch type {
        case "perpDexs": return .ok(perpDexs).telling(.perpDexs)
        case "spotMeta": return .ok(UniverseText.spotMeta)
        case "spotMetaAndAssetCtxs": return .ok(UniverseText.spotMetaAndContexts)
        case "outcomeMeta": return .ok("{\"outcomes\":[],\"questions\":[]}")
        case "exchangeStatus": return .ok("{\"specialStatuses\":null,\"time\":\(nowMs)}")
        case "allPerpMetas":
            let all = ([""] + universe.dexes.map(\.name)).map { meta(dex: $0, nowMs) ?? "null" }
            return .ok("[" + all.joined(separator: ",") + "]")
        case "meta":
            return meta(dex: dex, nowMs).map { InfoAnswer.ok($0).telling(.meta(dex: dex)) } ?? .unknownDex
        case "metaAndAssetCtxs":
            guard let meta = meta(dex: dex, nowMs), let contexts = contexts(dex: dex, board) else {
                return .unknownDex
            }
            return .ok("[\(meta),[\(contexts)]]")
        case "allMids": return board.mids(dex: dex).map { .ok(DerivedText.mids($0)) } ?? .unknownDex
        case "l2Book": return book(request, board, nowMs: nowMs)
        case "recentTrades": return trades(request, board)
        default: return .undeserializable
        }
    }

    private func meta(dex: String, _ nowMs: Int64) -> String? {
        universe.universe(dex: dex, atMs: nowMs).map(UniverseText.meta)
    }

    /// The dex a request is about, the main one when it names none; nil when the member is no text.
    private static func dex(_ request: JSONValue) -> String? {
        switch request["dex"] {
        case nil, .null?: ""
        case .text(let name)?: name
        default: nil
        }
    }

    private func contexts(dex: String, _ board: MarketBoard) -> String? {
        var scratch = FrameScratch()
        return universe.universe(dex: dex)?.map { entry in
            scratch.begin()
            StreamFrames.write(board.context(market: universe.coins.markets[entry.coin]!), to: &scratch)
            return scratch.text
        }.joined(separator: ",")
    }

    /// An unknown coin is no error here but `null`.
    private func book(_ request: JSONValue, _ board: MarketBoard, nowMs: Int64) -> InfoAnswer {
        guard let coin = request["coin"]?.asText, let view = DerivedRequest.view(request), view.isPossible,
            !view.isFast
        else { return .undeserializable }
        guard let market = universe.coins.markets[coin] else { return .ok("null") }
        let timeMs = board.bbo(market: market)?.timeMs ?? nowMs
        let sides = board.sides(market: market, view)
        return .ok(DerivedText.book(coin: coin, timeMs: timeMs, sides, view))
    }

    private func trades(_ request: JSONValue, _ board: MarketBoard) -> InfoAnswer {
        guard let coin = request["coin"]?.asText else { return .undeserializable }
        guard let market = universe.coins.markets[coin] else { return .unknownCoin }
        return .ok(DerivedText.trades(coin: coin, board.trades(market: market)))
    }

    /// What a request counts against the weight that a source has in a minute.
    package static func weight(of request: JSONValue) -> Int {
        switch request["type"]?.asText {
        case "l2Book", "allMids", "exchangeStatus": 2
        default: 20
        }
    }
}
