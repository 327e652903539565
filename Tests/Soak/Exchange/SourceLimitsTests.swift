import SoakExchange
import Testing

@Suite struct SourceLimitsTests {
    private var rules: SessionRules {
        var rules = SessionRules()
        rules.connectionsMax = 2
        rules.connectionsPerMinuteMax = 3
        rules.messagesPerMinuteMax = 4
        rules.weightPerMinuteMax = 42
        return rules
    }

    @Test func theVenuesLimitsAreTheDefault() {
        let rules = SessionRules()
        #expect(rules.connectionsMax == 10 && rules.connectionsPerMinuteMax == 30)
        #expect(rules.subscriptionsMax == 1000 && rules.messagesPerMinuteMax == 2000)
        #expect(rules.weightPerMinuteMax == 1200)
    }

    @Test func connectionsAreLimitedAtOnceAndInAMinute() {
        var limits = SourceLimits(rules: rules)
        let asked: [(source: String, open: Int, nowMs: Int64, isAdmitted: Bool)] = [
            ("a", 1, 0, true), ("a", 2, 1, false), ("a", 0, 2, true), ("a", 0, 59_998, true),
            // Three within a minute, then another source, then another minute.
            ("a", 0, 59_999, false), ("b", 0, 59_999, true), ("a", 0, 60_000, true),
        ]
        for (source, open, nowMs, isAdmitted) in asked {
            let answer = limits.connect(from: source, open: open, nowMs: nowMs)
            #expect(answer == isAdmitted, "\(source) with \(open) open at \(nowMs)")
        }
    }

    @Test func messagesAreLimitedInAMinute() {
        var limits = SourceLimits(rules: rules)
        let asked: [(source: String, nowMs: Int64)] = [
            ("a", 0), ("a", 1), ("a", 2), ("a", 3), ("a", 4), ("a", 59_999), ("b", 5), ("a", 60_000),
        ]
        let heard = asked.map { limits.message(from: $0.source, nowMs: $0.nowMs) }
        #expect(heard == [true, true, true, true, false, false, true, true])
    }

    @Test func requestsAreLimitedByWeight() {
        var limits = SourceLimits(rules: rules)
        let asked: [(weight: Int, nowMs: Int64)] = [
            // What still fits is answered; another minute begins anew.
            (20, 0), (20, 0), (20, 0), (2, 0), (2, 59_999), (20, 60_000),
        ]
        let answered = asked.map { limits.request(weight: $0.weight, from: "a", nowMs: $0.nowMs) }
        #expect(answered == [true, true, false, true, false, true])
    }

    @Test func weightsAreThoseOfTheVenue() throws {
        let weight = { (type: String) in
            InfoResponder.weight(of: try JSONParser.parse("{\"type\":\"\(type)\"}".utf8))
        }
        #expect(try weight("l2Book") == 2 && weight("allMids") == 2 && weight("exchangeStatus") == 2)
        #expect(try weight("meta") == 20 && weight("metaAndAssetCtxs") == 20 && weight("perpDexs") == 20)
    }
}
