import SoakExchange
import Testing

/// Subscriptions to books, trades and mids, as a session takes them.
@Suite struct DerivedSubscriptionTests {
    private let coins = CoinIndex(["xyz:XYZ100", "xyz:TSLA", "BTC"])

    private func session() -> ClientSession {
        ClientSession(number: 1, openedMs: 0, seed: 7, markets: 3, rules: SessionRules())
    }

    private func subscribe(_ session: inout ClientSession, _ subscription: String, more: Bool = true)
        -> SessionReply
    {
        let text = #"{"method":"subscribe","subscription":\#(subscription)}"#
        return session.receive(Array(text.utf8), coins: coins, nowMs: 0, mayHoldMore: more)
    }

    private func ack(_ subscription: String, _ method: String = "subscribe") -> String {
        #"{"channel":"subscriptionResponse","data":{"method":"\#(method)","subscription":\#(subscription)}}"#
    }

    @Test(
        arguments: [
            (
                #"{"type":"l2Book","coin":"xyz:TSLA"}"#,
                #"{"type":"l2Book","coin":"xyz:TSLA","nSigFigs":null,"mantissa":null,"fast":false}"#
            ),
            (
                #"{"fast":true,"coin":"xyz:TSLA","type":"l2Book","nSigFigs":null,"x":[]}"#,
                #"{"type":"l2Book","coin":"xyz:TSLA","nSigFigs":null,"mantissa":null,"fast":true}"#
            ),
            (
                #"{"type":"l2Book","coin":"BTC","nSigFigs":5,"mantissa":2}"#,
                #"{"type":"l2Book","coin":"BTC","nSigFigs":5,"mantissa":2,"fast":false}"#
            ),
            (#"{"type":"trades","coin":"xyz:TSLA"}"#, #"{"type":"trades","coin":"xyz:TSLA"}"#),
            (#"{"type":"allMids"}"#, #"{"type":"allMids","dex":""}"#),
            (#"{"type":"allMids","dex":"xyz"}"#, #"{"type":"allMids","dex":"xyz"}"#),
        ])
    func acknowledgesWithDefaultsFilledIn(asked: String, normalised: String) {
        var session = session()
        guard case .subscribedDerived(let held, let text) = subscribe(&session, asked) else {
            Issue.record("not taken: \(asked)")
            return
        }
        #expect(text == ack(normalised))
        #expect(session.derived.contains(held) && session.subscriptionCount == 1)
        #expect(subscribe(&session, asked) == .refused("Already subscribed: " + normalised))
        let undo = #"{"method":"unsubscribe","subscription":\#(asked)}"#
        #expect(
            session.receive(Array(undo.utf8), coins: coins, nowMs: 0)
                == .unsubscribedDerived(ack: ack(normalised, "unsubscribe")))
        #expect(session.subscriptionCount == 0)
        #expect(
            session.receive(Array(undo.utf8), coins: coins, nowMs: 0)
                == .refused("Already unsubscribed: " + normalised))
    }

    /// Slow and fast are two subscriptions; `unsubscribe` has to repeat the options.
    @Test func optionsMakeAnotherSubscription() {
        var session = session()
        _ = subscribe(&session, #"{"type":"l2Book","coin":"xyz:TSLA","fast":true}"#)
        _ = subscribe(&session, #"{"type":"l2Book","coin":"xyz:TSLA"}"#)
        #expect(session.derived.count == 2)
        let undo = #"{"method":"unsubscribe","subscription":{"type":"l2Book","coin":"xyz:TSLA"}}"#
        _ = session.receive(Array(undo.utf8), coins: coins, nowMs: 0)
        #expect(session.derived.all == [.l2Book(market: 1, view: BookView(isFast: true))])
    }

    @Test(arguments: [
        #"{"type":"l2Book","coin":"xyz:NOPE"}"#, #"{"type":"l2Book","coin":"xyz:TSLA","nSigFigs":6}"#,
        #"{"type":"l2Book","coin":"xyz:TSLA","mantissa":2}"#, #"{"type":"trades","coin":"TSLA"}"#,
        #"{"type":"allMids","dex":"zzz"}"#,
    ])
    func cutsForWhatItDoesNotHave(_ subscription: String) {
        var session = session()
        #expect(subscribe(&session, subscription) == .nothing)
        #expect(session.due(nowMs: 100) == .cut)
    }

    @Test(arguments: [
        #"{"type":"l2Book"}"#, #"{"type":"l2Book","coin":["xyz:TSLA"]}"#,
        #"{"type":"l2Book","coin":"xyz:TSLA","fast":"yes"}"#,
        #"{"type":"l2Book","coin":"xyz:TSLA","nSigFigs":"5"}"#, #"{"type":"trades"}"#,
        #"{"type":"allMids","dex":7}"#,
    ])
    func refusesWhatItCannotRead(_ subscription: String) {
        var session = session()
        let text = #"{"method":"subscribe","subscription":\#(subscription)}"#
        #expect(
            subscribe(&session, subscription)
                == .refused("Error parsing JSON into valid websocket request: \(text)"))
    }

    @Test func aSourceWithoutRoomGetsNoWord() {
        var session = session()
        let bbo = #"{"type":"bbo","coin":"xyz:TSLA"}"#
        #expect(subscribe(&session, bbo, more: false) == .overLimit)
        #expect(subscribe(&session, #"{"type":"trades","coin":"xyz:TSLA"}"#, more: false) == .overLimit)
        #expect(session.subscriptionCount == 0)
        _ = subscribe(&session, bbo)
        #expect(
            subscribe(&session, bbo, more: false)
                == .refused(#"Already subscribed: {"type":"bbo","coin":"xyz:TSLA"}"#))
    }
}
