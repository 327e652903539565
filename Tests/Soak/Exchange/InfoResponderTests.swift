import SoakExchange
import SoakMarket
import Testing

@Suite struct InfoResponderTests {
    private let universe = ExchangeUniverse(
        markets: MarketTable.january2026, delistedCoins: ["xyz:HOOD"])

    private func answer(_ body: String) -> InfoAnswer {
        let board = MarketBoard(universe: universe, markets: MarketTable.january2026)
        return InfoResponder(universe: universe).answer(body.utf8, board: board, nowMs: 1_768_893_180_000)
    }

    private func json(_ body: String) throws -> JSONValue {
        let answer = answer(body)
        #expect(answer.status == 200)
        return try JSONParser.parse(answer.body.utf8)
    }

    private func elements(_ value: JSONValue?) -> [JSONValue] {
        guard case .array(let elements)? = value else { return [] }
        return elements
    }

    @Test func perpDexsBeginsWithNull() throws {
        let dexes = elements(try json(#"{"type":"perpDexs"}"#))
        #expect(dexes.count > 1)
        #expect(dexes[0] == .null)
        #expect(dexes[1]["name"] == .text("xyz"), "position = index of the dex")
        let caps = elements(dexes[1]["assetToStreamingOiCap"]).compactMap { elements($0).first?.asText }
        #expect(caps.count == 32)
        #expect(caps == caps.sorted(), "alphabetical, not meta order")
    }

    @Test func metaIsInIndexOrder() throws {
        let universe = elements(try json(#"{"type":"meta","dex":"xyz"}"#)["universe"])
        #expect(universe.map { $0["name"]?.asText } == MarketTable.january2026.map(\.coin))
        #expect(universe[1]["szDecimals"] == .number("3"))
        #expect(universe[4]["isDelisted"] == .flag(true))
        #expect(universe[5]["isDelisted"] == nil, "a flag is there only when true")
    }

    @Test func mainDexIsTheDefault() throws {
        let main = try json(#"{"type":"meta"}"#)
        #expect(elements(main["universe"]).first?["name"] == .text("BTC"))
        #expect(try json(#"{"type":"meta","dex":""}"#) == main)
        #expect(try json(#"{"type":"meta","dex":null}"#) == main)
        #expect(elements(try json(#"{"type":"allPerpMetas"}"#)).first == main)
    }

    @Test func contextsStandAtTheirMarketsPosition() throws {
        let pair = elements(try json(#"{"type":"metaAndAssetCtxs","dex":"xyz"}"#))
        let contexts = elements(pair.last)
        #expect(pair.first == (try json(#"{"type":"meta","dex":"xyz"}"#)))
        #expect(contexts.count == 32)
        #expect(contexts[1]["oraclePx"] == .text("433.95"))
        #expect(contexts[1]["impactPxs"] == .array([.text("433.577"), .text("433.689")]))
        #expect(contexts[4]["midPx"] == .null, "delisted")
        #expect(contexts[4]["openInterest"] == .text("0.0"))
        let main = elements(try json(#"{"type":"metaAndAssetCtxs"}"#))
        #expect(elements(main.first?["universe"]).count == elements(main.last).count)
    }

    @Test func midsAreAFlatMap() throws {
        let mids = try json(#"{"type":"allMids","dex":"xyz"}"#)
        #expect(mids["xyz:TSLA"] == .text("433.635"))
        #expect(mids["xyz:HOOD"] == .text("75.721"), "a delisted coin stays at its frozen price")
        guard case .object(let members) = mids else { return }
        #expect(members.count == 32)
    }

    @Test func statusAndSpot() throws {
        #expect(
            answer(#"{"type":"exchangeStatus"}"#) == .ok(#"{"specialStatuses":null,"time":1768893180000}"#))
        let spot = try json(#"{"type":"spotMeta"}"#)
        #expect(elements(spot["tokens"]).count == 2)
        #expect(elements(spot["universe"]).first?["name"] == .text("PURR/USDC"))
    }

    @Test func books() {
        #expect(
            answer(#"{"type":"l2Book","coin":"xyz:TSLA"}"#)
                == .ok(#"{"coin":"xyz:TSLA","time":1768893180000,"levels":[[],[]]}"#))
        #expect(answer(#"{"type":"l2Book","coin":"xyz:NOPE"}"#) == .ok("null"))
        #expect(answer(#"{"type":"l2Book"}"#) == .undeserializable)
    }

    @Test func errors() {
        #expect(answer("{nonsense") == .brokenJSON)
        #expect(answer("{nonsense").status == 400)
        #expect(answer(#"{"type":"dance"}"#).status == 422)
        #expect(answer(#"{"type":7}"#).status == 422)
        #expect(answer("[]").status == 422)
        #expect(answer(#"{"type":"meta","dex":7}"#).status == 422)
        #expect(answer(#"{"type":"meta","dex":"nope"}"#) == .unknownDex)
        #expect(answer(#"{"type":"metaAndAssetCtxs","dex":"nope"}"#) == .unknownDex)
        #expect(InfoAnswer.unknownDex.status == 500)
        #expect(InfoAnswer.unknownDex.body == "null")
    }
}
