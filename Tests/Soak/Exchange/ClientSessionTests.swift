import SoakExchange
import Testing

@Suite struct ClientSessionTests {
    private let coins = CoinIndex(["xyz:XYZ100", "xyz:TSLA", "BTC"])

    private func session(_ rules: SessionRules = SessionRules()) -> ClientSession {
        ClientSession(number: 1, openedMs: 0, seed: 7, markets: 3, rules: rules)
    }

    private func reply(_ session: inout ClientSession, _ text: String, at nowMs: Int64 = 0) -> SessionReply {
        session.receive(Array(text.utf8), coins: coins, nowMs: nowMs)
    }

    private let subscribe =
        #"{"method": "subscribe", "subscription": {"coin": "xyz:TSLA", "type": "bbo", "x": 1}}"#
    private let unsubscribe = #"{"method":"unsubscribe","subscription":{"type":"bbo","coin":"xyz:TSLA"}}"#

    @Test func acknowledgesTheNormalisedSubscription() {
        var session = session()
        let ack =
            #"{"channel":"subscriptionResponse","data":{"method":"subscribe","subscription":{"type":"bbo","coin":"xyz:TSLA"}}}"#
        #expect(reply(&session, subscribe) == .subscribed(Subscription(channel: .bbo, market: 1), ack: ack))
        #expect(session.subscriptions.all == [Subscription(channel: .bbo, market: 1)])
        let undone = ack.replacing("\"subscribe\"", with: "\"unsubscribe\"")
        #expect(
            reply(&session, unsubscribe) == .unsubscribed(Subscription(channel: .bbo, market: 1), ack: undone)
        )
        #expect(session.subscriptions.count == 0)
    }

    @Test func refusesASecondTime() {
        var session = session()
        _ = reply(&session, subscribe)
        #expect(
            reply(&session, subscribe) == .refused(#"Already subscribed: {"type":"bbo","coin":"xyz:TSLA"}"#))
        #expect(session.subscriptions.count == 1)
        _ = reply(&session, unsubscribe)
        #expect(
            reply(&session, unsubscribe)
                == .refused(#"Already unsubscribed: {"type":"bbo","coin":"xyz:TSLA"}"#))
        #expect(
            ReplyText.error(#"Already subscribed: {"a":1}"#)
                == #"{"channel":"error","data":"Already subscribed: {\"a\":1}"}"#)
    }

    @Test(arguments: [
        "nonsense", #"{"method":"dance"}"#, #"{"method":"subscribe"}"#,
        #"{"method":"subscribe","subscription":{"type":"candles","coin":"xyz:TSLA"}}"#,
        #"{"method":"subscribe","subscription":{"type":"bbo","coin":["xyz:TSLA"]}}"#,
        #"{"method":"subscribe","subscription":{"type":"bbo"}}"#,
        #"{"method":"post","request":{"type":"info"}}"#,
        #"{"method":"post","id":"7","request":{"type":"info","payload":{}}}"#,
    ])
    func refusesWhatItCannotRead(_ text: String) {
        var session = session()
        let expected = "Error parsing JSON into valid websocket request: \(text)"
        #expect(reply(&session, text) == .refused(expected))
        #expect(session.due(nowMs: 1000) == nil)
    }

    @Test(arguments: ["xyz:NOPE", "TSLA", "xyz:tsla", "XYZ:TSLA", "zzz:BTC", "btc"])
    func cutsForAnUnknownCoin(_ coin: String) {
        var session = session()
        let text = #"{"method":"subscribe","subscription":{"type":"bbo","coin":"\#(coin)"}}"#
        #expect(reply(&session, text, at: 5_000) == .nothing)
        #expect(session.due(nowMs: 5_099) == nil)
        #expect(session.due(nowMs: 5_100) == .cut)
        _ = reply(&session, text, at: 5_090)
        #expect(session.due(nowMs: 5_100) == .cut, "a second one must not put the cut off")
    }

    @Test func closesAnIdleConnection() {
        var session = session()
        #expect(session.due(nowMs: 59_999) == nil)
        #expect(session.due(nowMs: 60_000) == .inactive)
        _ = reply(&session, subscribe, at: 30_000)
        #expect(session.due(nowMs: 60_000) == .inactive, "an ack is no data")
        _ = reply(&session, "nonsense", at: 40_000)
        #expect(session.due(nowMs: 60_000) == .inactive, "a refusal is no data")
        #expect(reply(&session, #"{"method":"ping"}"#, at: 50_000) == .pong)
        #expect(session.due(nowMs: 109_999) == nil, "a pong is")
        session.sentData(atMs: 100_000)
        #expect(session.due(nowMs: 159_999) == nil)
        #expect(session.due(nowMs: 160_000) == .inactive)
    }

    @Test func idleTimeHasARealFloor() {
        #expect(SessionRules().at(speed: 1).idleMs == 60_000)
        #expect(SessionRules().at(speed: 120).idleMs == 60_000)
        #expect(SessionRules().at(speed: 300).idleMs == 150_000)
    }

    @Test func expires() {
        var session = session()
        let expires = session.expiresMs
        session.sentData(atMs: expires - 1)
        #expect(session.due(nowMs: expires - 1) == nil)
        #expect(session.due(nowMs: expires) == .expired)
    }

    @Test func drawsLifetimesFromTheSeed() {
        let rules = SessionRules()
        let lives = (1...1000).map { rules.lifetimeMs(seed: 42, connection: $0) }
        #expect(lives.allSatisfy { (10_000_000...10_600_000).contains($0) })
        #expect(Set(lives).count > 990)
        #expect(lives.min()! < 10_010_000 && lives.max()! > 10_590_000, "the whole span is used")
        #expect(lives == (1...1000).map { rules.lifetimeMs(seed: 42, connection: $0) })
        #expect(lives[0] != rules.lifetimeMs(seed: 43, connection: 1))
    }

    @Test func answersPosts() {
        var session = session()
        let text = #"{"method":"post","id":7,"request":{"type":"info","payload":{"type":"l2Book"}}}"#
        guard case .post("7", let payload) = reply(&session, text) else {
            Issue.record("no post")
            return
        }
        #expect(payload["type"] == .text("l2Book"))
        #expect(
            ReplyText.post(id: "7", type: "l2Book", answer: .ok("null"))
                == #"{"channel":"post","data":{"id":7,"response":{"type":"info","payload":{"type":"l2Book","data":null}}}}"#
        )
        #expect(
            ReplyText.post(id: "8", type: "x", answer: .undeserializable)
                == #"{"channel":"post","data":{"id":8,"response":{"type":"error","payload":"422 Unprocessable Entity: Failed to deserialize the JSON body into the target type"}}}"#
        )
    }
}
