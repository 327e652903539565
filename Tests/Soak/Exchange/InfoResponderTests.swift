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

    @Test func booksAndTradesOfAMarketThatSpoke() throws {
        var board = MarketBoard(universe: universe, markets: MarketTable.january2026, seed: 7)
        var model = MarketModel(seed: 7, fromMs: 1_768_893_180_000)
        for _ in 0..<20_000 { board.take(model.next()) }
        let info = InfoResponder(universe: universe)
        func ask(_ body: String) throws -> JSONValue {
            let answer = info.answer(body.utf8, board: board, nowMs: 1)
            #expect(answer.status == 200)
            return try JSONParser.parse(answer.body.utf8)
        }
        let book = try ask(#"{"type":"l2Book","coin":"xyz:TSLA"}"#)
        let sides = elements(book["levels"])
        #expect(sides.map { elements($0).count } == [20, 20])
        #expect(book["time"] == .number(String(try #require(board.bbo(market: 1)).timeMs)))
        #expect(book["spread"] == nil && book["fast"] == nil)
        let rounded = try ask(#"{"type":"l2Book","coin":"xyz:TSLA","nSigFigs":3}"#)
        #expect(rounded["spread"]?.asText == "1.0")
        let trades = elements(try ask(#"{"type":"recentTrades","coin":"xyz:TSLA"}"#))
        #expect(trades.count == 10 && trades.allSatisfy { $0["coin"] == .text("xyz:TSLA") })
        #expect(answer(#"{"type":"recentTrades","coin":"xyz:NOPE"}"#) == .unknownCoin)
        #expect(answer(#"{"type":"l2Book","coin":"xyz:TSLA","nSigFigs":6}"#) == .undeserializable)
    }

    /// What client libraries ask for at their start.
    @Test func startUpQuestions() throws {
        let spot = elements(try json(#"{"type":"spotMetaAndAssetCtxs"}"#))
        #expect(spot.first == (try json(#"{"type":"spotMeta"}"#)))
        #expect(elements(spot.last).first?["coin"] == .text("PURR/USDC"))
        #expect(answer(#"{"type":"outcomeMeta"}"#) == .ok(#"{"outcomes":[],"questions":[]}"#))
        let metas = elements(try json(#"{"type":"allPerpMetas"}"#))
        #expect(metas.count == elements(try json(#"{"type":"perpDexs"}"#)).count)
    }

    @Test func delistedAndUnopenedMarketsAreTold() throws {
        let all = ExchangeUniverse(markets: MarketTable.all)
        let board = MarketBoard(universe: all, markets: MarketTable.all)
        let body = InfoResponder(universe: all).answer(
            #"{"type":"metaAndAssetCtxs","dex":"xyz"}"#.utf8, board: board, nowMs: 1
        ).body
        let pair = elements(try JSONParser.parse(body.utf8))
        let markets = elements(pair.first?["universe"])
        let contexts = elements(pair.last)
        #expect(markets.count == 128 && contexts.count == 128)
        for (index, facts) in MarketTable.all.enumerated() {
            #expect((markets[index]["isDelisted"] != nil) == (facts.standing == .delisted))
            #expect((contexts[index]["midPx"] == .null) == (facts.standing != .open))
        }
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
