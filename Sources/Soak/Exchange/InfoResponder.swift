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
        case "allMids": return mids(dex: dex, board).map(InfoAnswer.ok) ?? .unknownDex
        case "l2Book": return book(request, board, nowMs: nowMs)
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

    private func mids(dex: String, _ board: MarketBoard) -> String? {
        guard let entries = universe.universe(dex: dex) else { return nil }
        var scratch = FrameScratch()
        let members = entries.map(\.coin).sorted().map { coin in
            scratch.begin()
            scratch.append(quoted: board.midPxE8(market: universe.coins.markets[coin]!), scale: 8)
            return "\(JSONText.quoted(coin)):\(scratch.text)"
        }
        return "{" + members.joined(separator: ",") + "}"
    }

    /// One level a side: the model has the touch. An unknown coin is no error here but `null`.
    private func book(_ request: JSONValue, _ board: MarketBoard, nowMs: Int64) -> InfoAnswer {
        guard let coin = request["coin"]?.asText else { return .undeserializable }
        guard let market = universe.coins.markets[coin] else { return .ok("null") }
        let bbo = board.bbo(market: market)
        var scratch = FrameScratch()
        let sides = [bbo?.bid, bbo?.ask].map { level in
            guard let level else { return "[]" }
            scratch.begin()
            StreamFrames.write(level, to: &scratch)
            return "[\(scratch.text)]"
        }
        let time = bbo?.timeMs ?? nowMs
        return .ok(
            "{\"coin\":\(JSONText.quoted(coin)),\"time\":\(time),\"levels\":[\(sides[0]),\(sides[1])]}")
    }
}
