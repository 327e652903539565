import SoakExchange

/// Asks a venue a few harmless things and holds what comes against what is described. Pure: answers and arrivals
/// come in, messages to send and findings go out.
///
/// It does not try the venue's limits: whoever passes them harms the day that is to be run from this address.
package struct ProbeMachine: Sendable {
    /// Two subscriptions a market, of the 1000 that an address may have; the engine wants as many.
    package static let marketsMax = 128
    /// No method of the venue.
    private static let nonsense = #"{"method":"fetch"}"#
    private static let ping = #"{"method":"ping"}"#
    package static let pingEveryNs: Int64 = 20_000_000_000

    private var universe: UniverseProbe
    private var shapes = ShapeProbe()
    private var pace = PaceProbe()
    private var acks = Oddities()
    private var frames = Oddities()
    private var pending: Set<String> = []
    private var ackCount = 0
    private var early = 0
    private var hasRefusedTwice = false
    private var hasRefusedNonsense = false
    private var otherRefusals = Oddities()
    private var protocolPings = 0
    private var pingNs: Int64?
    private var pongMs: Int64?
    private var end: (LinkEnd, afterMs: Int64)?
    private var unknownCoin: ProbeFinding?
    private var messagesOut = 0
    private var messagesIn = 0
    private var connections = 0

    package init(dex: String) { universe = UniverseProbe(dex: dex) }

    package mutating func perpDexs(_ answer: VenueQuestion.Answer) { universe.perpDexs(answer) }
    package mutating func meta(_ answer: VenueQuestion.Answer) { universe.meta(answer) }

    private var coins: ArraySlice<String> { universe.coins.prefix(Self.marketsMax) }

    /// There is something to subscribe to.
    package var hasMarkets: Bool { !universe.coins.isEmpty }

    /// The connection is up: what to send on it.
    package mutating func connected(steadyNs: Int64) -> [String] {
        connections += 1
        var texts = coins.flatMap { [Self.subscribe("bbo", $0), Self.subscribe("activeAssetCtx", $0)] }
        for coin in coins { pending.formUnion(["bbo \(coin)", "activeAssetCtx \(coin)"]) }
        if let coin = coins.first {
            texts.append(Self.subscribe("l2Book", coin))
            pending.insert("l2Book \(coin)")
            texts.append(Self.subscribe("activeAssetCtx", coin))
        }
        texts.append(Self.nonsense)
        texts += due(steadyNs: steadyNs)
        messagesOut += texts.count - 1
        return texts
    }

    /// A ping, when it is time for one.
    package mutating func due(steadyNs: Int64) -> [String] {
        if let pingNs, steadyNs - pingNs < Self.pingEveryNs { return [] }
        pingNs = steadyNs
        messagesOut += 1
        return [Self.ping]
    }

    package mutating func take(_ arrival: LinkArrival, sinceMs: Int64) {
        switch arrival.event {
        case .protocolPing: protocolPings += 1
        case .closed(let end): self.end = (end, sinceMs)
        case .text(let bytes):
            messagesIn += 1
            take(VenueFrame(bytes), bytes, arrival)
        }
    }

    private mutating func take(_ frame: VenueFrame, _ bytes: [UInt8], _ arrival: LinkArrival) {
        switch frame {
        case .acknowledged(let data): acknowledge(data)
        case .pong: pongMs = pongMs ?? pingNs.map { (arrival.steadyNs - $0) / 1_000_000 }
        case .refused(let text):
            if text.hasPrefix("Already subscribed: ") {
                hasRefusedTwice = true
            } else if text.hasPrefix("Error parsing JSON into valid websocket request: ") {
                hasRefusedNonsense = true
            } else {
                otherRefusals.note("refused", text)
            }
        case .bbo(let coin, let data):
            if pending.contains("bbo \(coin)") { early += 1 }
            shapes.takeBbo(data)
            pace.bbo(coin, timeMs: data["time"]?.asInteger, wallMs: arrival.wallMs)
        case .context(let coin, let data):
            if pending.contains("activeAssetCtx \(coin)") { early += 1 }
            shapes.takeContext(data)
            pace.context(coin, oracle: data["ctx"]?["oraclePx"]?.asText, steadyNs: arrival.steadyNs)
        case .other("l2Book"): break
        case .other(let channel): frames.note("unknown channel \(channel)")
        case .unreadable: frames.note("no JSON message", String(decoding: bytes.prefix(80), as: UTF8.self))
        }
    }

    private mutating func acknowledge(_ data: JSONValue) {
        ackCount += 1
        guard data["method"]?.asText == "subscribe", let echoed = data["subscription"] else {
            acks.note("no echo of the subscription", "\(data)")
            return
        }
        let type = echoed["type"]?.asText ?? ""
        let expected =
            type == "l2Book" ? ["type", "coin", "nSigFigs", "mantissa", "fast"] : ["type", "coin"]
        for key in expected where !echoed.keys.contains(key) { acks.note("no \(key) in that of \(type)") }
        for key in echoed.keys where !expected.contains(key) {
            acks.note("new key \(key) in that of \(type)")
        }
        if pending.remove("\(type) \(echoed["coin"]?.asText ?? "")") == nil {
            acks.note("for nothing that was asked", "\(type) \(echoed["coin"]?.asText ?? "")")
        }
    }

    /// The message that makes the venue cut a connection, for one of its own.
    package mutating func unknownCoinOpened() -> String {
        connections += 1
        messagesOut += 1
        return Self.subscribe("bbo", "\(universe.dex):NOSUCHCOIN")
    }

    /// How that connection ended; nil: it did not.
    package mutating func unknownCoinEnded(_ end: LinkEnd?, afterMs: Int64) {
        let topic = "unknown coin"
        switch end {
        case .cut?: unknownCoin = ProbeFinding(topic, .same, "cut without a close frame after \(afterMs) ms")
        case let end?: unknownCoin = ProbeFinding(topic, .differs, "the connection ended otherwise: \(end)")
        case nil:
            unknownCoin = ProbeFinding(topic, .differs, "the connection stood for \(afterMs) ms and more")
        }
    }

    package func report(address: String, tookMs: Int64) -> ProbeReport {
        var findings = universe.findings
        if connections > 0 {
            findings += [acknowledgements, refusals, heartbeat]
            findings += [
                shape("bbo", shapes.bbo, shapes.bboCount, "\(shapes.oneSided) of them with one side")
            ]
            findings += [shape("contexts", shapes.contexts, shapes.contextCount, "")]
            findings += pace.findings(subscribed: Array(coins))
            findings += [rest, unknownCoin ?? ProbeFinding("unknown coin", .unseen, "not tried")]
            findings.append(
                ProbeFinding(
                    "limits", .unseen,
                    "not tried, a day needs them: \(connections) connections and \(messagesOut) messages were none too many"
                ))
        }
        return ProbeReport(
            address: address, tookMs: tookMs, findings: findings, connections: connections,
            messagesOut: messagesOut, messagesIn: messagesIn)
    }

    private var acknowledgements: ProbeFinding {
        let topic = "acks"
        if ackCount == 0 { return ProbeFinding(topic, .wrong, "no subscription was acknowledged") }
        var odd = acks.isEmpty ? [] : [acks.text]
        if !pending.isEmpty {
            let some = pending.sorted().prefix(4).joined(separator: ", ")
            odd.append("\(pending.count) subscriptions were not acknowledged: \(some)")
        }
        if early > 0 { odd.append("\(early) messages came before the acknowledgement of their subscription") }
        return odd.isEmpty
            ? ProbeFinding(
                topic, .same, "\(ackCount) subscriptions, each acknowledged before its first message")
            : ProbeFinding(topic, .differs, odd.joined(separator: "; "))
    }

    private var refusals: ProbeFinding {
        var odd = otherRefusals.isEmpty ? [] : [otherRefusals.text]
        if !hasRefusedTwice { odd.append("a second subscription was not refused as `Already subscribed`") }
        if !hasRefusedNonsense { odd.append("an unknown method was not refused as an error of parsing") }
        return odd.isEmpty
            ? ProbeFinding(
                "refusals", .same, "a double subscription and an unknown method, both in the known words")
            : ProbeFinding("refusals", .differs, odd.joined(separator: "; "))
    }

    private var heartbeat: ProbeFinding {
        var odd: [String] = []
        if pongMs == nil { odd.append("no pong came") }
        if protocolPings > 0 { odd.append("\(protocolPings) pings of the WebSocket protocol") }
        return odd.isEmpty
            ? ProbeFinding("heartbeat", .same, "pong after \(pongMs ?? 0) ms")
            : ProbeFinding("heartbeat", .differs, odd.joined(separator: "; "))
    }

    private func shape(_ topic: String, _ oddities: Oddities, _ count: Int, _ more: String) -> ProbeFinding {
        if count == 0 { return ProbeFinding(topic, .unseen, "none came") }
        return oddities.isEmpty
            ? ProbeFinding(topic, .same, "\(count) of the known shape\(more.isEmpty ? "" : ", \(more)")")
            : ProbeFinding(topic, .differs, "\(count) messages: \(oddities.text)")
    }

    private var rest: ProbeFinding {
        var odd = frames.isEmpty ? [] : [frames.text]
        if let end { odd.append("the connection ended after \(end.afterMs) ms: \(end.0)") }
        return odd.isEmpty
            ? ProbeFinding("connection", .same, "stood all the time, and no message was unknown")
            : ProbeFinding("connection", .differs, odd.joined(separator: "; "))
    }

    private static func subscribe(_ type: String, _ coin: String) -> String {
        #"{"method":"subscribe","subscription":{"type":"\#(type)","coin":\#(JSONText.quoted(coin))}}"#
    }
}
