import SoakExchange
import SoakMarket
import SoakVenue

/// Plays a venue to a probe: answers, acknowledgements and a steady stream, each of which a test can bend.
struct StagedVenue {
    var machine = ProbeMachine(dex: "xyz")
    var steadyNs: Int64 = 1_000_000_000
    var wallMs: Int64 = 1_768_900_000_000

    static let coins = MarketTable.january2026.map(\.coin)

    static let perpDexs =
        #"[null,{"name":"xyz","fullName":"XYZ","assetToStreamingOiCap":[["xyz:AAPL","25000000.0"]]}]"#

    static func meta(_ change: (Int, String, Int) -> String? = { _, _, _ in nil }) -> String {
        let entries = MarketTable.january2026.enumerated().map { index, market in
            change(index, market.coin, market.szDecimals)
                ?? #"{"szDecimals":\#(market.szDecimals),"name":"\#(market.coin)","maxLeverage":\#(market.maxLeverage)}"#
        }
        return #"{"universe":[\#(entries.joined(separator: ","))],"marginTables":[],"collateralToken":0}"#
    }

    static func answer(_ body: String, status: Int = 200) -> VenueQuestion.Answer {
        VenueQuestion.Answer(status: status, body: Array(body.utf8), tookMs: 100)
    }

    mutating func say(_ text: String) { happen(.text(Array(text.utf8))) }

    mutating func happen(_ event: LinkEvent) {
        machine.take(
            LinkArrival(wallMs: wallMs, steadyNs: steadyNs, event: event), sinceMs: steadyNs / 1_000_000)
    }

    mutating func pass(ms: Int64) {
        steadyNs += ms * 1_000_000
        wallMs += ms
    }

    /// Answers the questions, takes the subscriptions and acknowledges them as the venue does.
    mutating func open(meta: String = meta(), except: Set<String> = []) {
        machine.perpDexs(Self.answer(Self.perpDexs))
        machine.meta(Self.answer(meta))
        var held: Set<String> = []
        for text in machine.connected(steadyNs: steadyNs) {
            guard let message = try? JSONParser.parse(text.utf8) else { continue }
            guard let asked = message["subscription"], let type = asked["type"]?.asText,
                let coin = asked["coin"]?.asText
            else {
                pass(ms: 20)
                say(
                    message["method"]?.asText == "ping"
                        ? #"{"channel":"pong"}"#
                        : #"{"channel":"error","data":"Error parsing JSON into valid websocket request: x"}"#)
                continue
            }
            if except.contains("\(type) \(coin)") { continue }
            let more = type == "l2Book" ? #","nSigFigs":null,"mantissa":null,"fast":false"# : ""
            guard held.insert("\(type) \(coin)").inserted else {
                say(#"{"channel":"error","data":"Already subscribed: {}"}"#)
                continue
            }
            say(
                #"{"channel":"subscriptionResponse","data":{"method":"subscribe","subscription":{"type":"\#(type)","coin":"\#(coin)"\#(more)}}}"#
            )
        }
    }

    mutating func context(_ coin: String, oracle: String = "433.95", extra: String = "") {
        say(
            #"{"channel":"activeAssetCtx","data":{"coin":"\#(coin)","ctx":{"funding":"-0.0000068725","openInterest":"87563.654","prevDayPx":"431.33","dayNtlVlm":"5038245.83519","premium":"-0.0007304989","oraclePx":"\#(oracle)","markPx":"433.64","midPx":"433.635","impactPxs":["433.577","433.689"],"dayBaseVlm":"11640.042"\#(extra)}}}"#
        )
    }

    mutating func bbo(_ coin: String, lagMs: Int64 = 250, bid: String = "\"378.95\"") {
        say(
            #"{"channel":"bbo","data":{"coin":"\#(coin)","time":\#(wallMs - lagMs),"bbo":[{"px":\#(bid),"sz":"10.25","n":3},null]}}"#
        )
    }

    /// Ten seconds of a healthy stream: a context a second and market, an oracle that moves every third.
    mutating func stream(lagMs: Int64 = 250, everyMs: Int64 = 1000, without silent: String? = nil) {
        for second in 0..<10 {
            for coin in Self.coins where coin != silent {
                context(coin, oracle: "\(433 + second / 3).5")
                bbo(coin, lagMs: lagMs)
            }
            pass(ms: everyMs)
        }
    }

    func report() -> ProbeReport { machine.report(address: "ws://stage/ws", tookMs: 10_000) }

    func outcome(_ topic: String) -> ProbeFinding.Outcome? {
        report().findings.first { $0.topic == topic }?.outcome
    }

    func text(_ topic: String) -> String { report().findings.first { $0.topic == topic }?.text ?? "" }
}
