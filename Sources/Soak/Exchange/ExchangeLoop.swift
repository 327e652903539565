import CClockPage
import NIOCore
import SoakMarket
import SoakTruth

/// The exchange at work, on one event loop: every real millisecond it takes from the market what is due in
/// virtual time, sends it, and pays out the clock's leash as far as it has sent.
///
/// For sessions and the truth, "now" is the virtual time up to which everything has been sent.
final class ExchangeLoop {
    /// How long a client may take to close after our close frame.
    private static let closeGrace = TimeAmount.seconds(5)

    let universe: ExchangeUniverse
    let configuration: ExchangeConfiguration
    private(set) var leash: ClockLeash
    private(set) var board: MarketBoard
    var derivedClock: DerivedClock
    private(set) var connections: [ClientConnection] = []
    var gate: BacklogGate
    var tally: ExchangeTally
    var network = NetworkTrouble()
    var misbehaviour = Misbehaviour()
    /// Set before the first client comes, where there is one.
    var doorway: Doorway?
    var certificates: VenueCertificates?

    private let rules: SessionRules
    private let page: ClockPage
    let kernel = KernelBacklog()
    private let frames: StreamFrames
    private let info: InfoResponder
    private var limits: SourceLimits
    private let truth: TruthRecorder?
    private var scratch = FrameScratch()
    private var stream: MarketStream
    private var delivery = DeliveryClock()
    private var absence = AbsenceBound()
    private var sentUpToNs: Int64
    private var connectionsMade = 0
    private var subscriptionsMade = 0
    private var isStopped = false

    /// The wall clock of the machine that it plays, as HTTP answers tell it; the market has a time of its own.
    var serverClockMs: Int64 { HTTPDate.wallMs + configuration.clockOffMs }

    init(configuration: ExchangeConfiguration, page: ClockPage, truthFiles: TruthFiles?) {
        self.configuration = configuration
        let model = MarketModel(
            seed: configuration.seed, fromMs: configuration.startMs, markets: configuration.markets)
        universe = ExchangeUniverse(
            markets: model.facts, delistedCoins: configuration.delistedCoins, incidents: model.incidents)
        board = MarketBoard(universe: universe, markets: model.facts, seed: configuration.seed)
        derivedClock = DerivedClock(seed: configuration.seed, fromMs: configuration.startMs)
        stream = MarketStream(model: model, universe: universe)
        frames = StreamFrames(coins: Array(universe.coins.names.prefix(universe.streamed)))
        info = InfoResponder(universe: universe)
        sentUpToNs = configuration.startMs * 1_000_000
        leash = ClockLeash(originNs: sentUpToNs, rate: configuration.speed, realNs: clock_real_ns())
        rules = configuration.rules.at(speed: configuration.speed)
        self.page = page
        page.write(leash)
        gate = BacklogGate(isEnabled: configuration.holdsForBacklog)
        tally = ExchangeTally()
        limits = SourceLimits(rules: configuration.rules)
        let keys = universe.marketKeys
        truth = truthFiles.map { TruthRecorder(files: $0, configuration: configuration, marketKeys: keys) }
        if !configuration.waitsForClient { startClock() }
    }

    /// Virtual ms up to which everything has been sent.
    var nowMs: Int64 { sentUpToNs / 1_000_000 }

    /// A client asks for something: the clock starts, or need not wait for it any longer.
    func startClock() {
        absence.returned()
        guard !leash.isRunning, !isStopped else { return }
        leash.start(realNs: clock_real_ns())
        page.write(leash)
    }

    // MARK: The pump

    func pump() {
        guard leash.isRunning, !isStopped else { return }
        let realNs = clock_real_ns()
        tendNetwork(realNs: realNs)
        if gate.mustAsk(realNs: realNs) { askBacklog(realNs: realNs) }
        guard !gate.mustHold, truth?.isBehind != true,
            network.keepsClientsAway || !absence.holds(virtualNs: sentUpToNs, realNs: realNs)
        else { return }
        let nowNs = leash.nowNs(realNs: realNs)
        let deliveryNs = delivery.ns(realNs: realNs)
        while let event = stream.next(upToMs: nowNs / 1_000_000) {
            pushDerived(upToMs: event.atMs)
            deliver(event, deliveryNs: deliveryNs)
        }
        pushDerived(upToMs: nowNs / 1_000_000)
        sentUpToNs = nowNs
        for connection in connections { connection.flush(realNs: realNs) }
        truth?.pumped(upToMs: nowMs, realNs: deliveryNs)
        endSessions()
        leash.sent(upToNs: sentUpToNs, realNs: clock_real_ns())
        page.write(leash)
    }

    private func deliver(_ event: MarketEvent, deliveryNs: Int64) {
        tally.events += 1
        let trades = board.take(event)
        let subscription = Subscription(channel: event.update.channel, market: event.market)
        var bytes = 0
        var wentToEngine = false
        let isMute = misbehaviour.mutes(subscription)
        var times = 0
        for connection in connections where connection.session.subscriptions.contains(subscription) {
            if isMute {
                misbehaviour.count("muted_frames")
                continue
            }
            if bytes == 0 { frames.write(event, to: &scratch) }
            let frame = scratch.finished()
            bytes = frame.count
            if times == 0 { times = misbehaviour.doublesFrame() ? 2 : 1 }
            for _ in 0..<times { connection.append(frame: frame) }
            connection.session.sentData(atMs: event.atMs)
            tally.framesSent += times
            tally.bytesSent += bytes * times
            if connection.number == truth?.connection { wentToEngine = true }
        }
        network.withhold(subscription)
        if !trades.isEmpty { send(trades, of: event.market, atMs: event.atMs) }
        guard let truth else { return }
        if wentToEngine {
            for _ in 0..<times { truth.sent(event, bytes: bytes, realNs: deliveryNs) }
        } else {
            truth.streamed(event, realNs: deliveryNs)
        }
    }

    private func askBacklog(realNs: Int64) {
        var backlog: Int64 = 0
        var lagNs: Int64 = 0
        var engineLagNs: Int64 = 0
        for connection in connections {
            connection.observe(kernel: kernel)
            let lag = connection.track.lagNs(realNs: realNs)
            backlog = max(backlog, connection.track.backlogBytes)
            lagNs = max(lagNs, lag)
            if connection.number == truth?.connection { engineLagNs = lag }
        }
        gate.asked(realNs: realNs, backlogBytes: backlog, lagNs: lagNs)
        delivery.observe(lagNs: engineLagNs, realNs: realNs)
        for connection in connections where connection.unsentBytes > ClientConnection.unsentMax {
            end(connection, .cut)
        }
    }

    private func endSessions() {
        for connection in connections {
            if let ending = connection.session.due(nowMs: nowMs) { end(connection, ending) }
        }
    }

    // MARK: Clients

    /// Whether a client from there may have one connection more. Time goes on for one who is told no, too: the
    /// minute must end some day.
    func admits(_ address: String?) -> Bool {
        startClock()
        let open = connections.count { $0.address == address }
        let isAdmitted = limits.connect(from: address ?? "", open: open, nowMs: nowMs)
        if !isAdmitted { tally.connectionsOverLimit += 1 }
        return isAdmitted
    }

    /// A client's upgrade is through; `context` is that of the frame encoder.
    func connected(_ context: ChannelHandlerContext) -> ClientConnection {
        startClock()
        connectionsMade += 1
        let session = ClientSession(
            number: connectionsMade, openedMs: nowMs, seed: configuration.seed,
            markets: universe.coins.names.count, rules: rules)
        let connection = ClientConnection(session: session, context: context)
        connections.append(connection)
        tally.connections += 1
        if let truth, truth.connection == nil { follow(connection, in: truth) }
        greet(connection)
        return connection
    }

    func received(_ frame: some Collection<UInt8>, from connection: ClientConnection) {
        tally.messages += 1
        guard limits.message(from: connection.address ?? "", nowMs: nowMs) else {
            tally.messagesOverLimit += 1
            return
        }
        let reply = connection.session.receive(
            frame, coins: universe.coins, nowMs: nowMs, mayHoldMore: mayHoldMore(connection))
        switch reply {
        case .pong: connection.append(text: ReplyText.pong)
        case .subscribed(let subscription, let ack): subscribed(connection, subscription, ack: ack)
        case .unsubscribed(let subscription, let ack):
            connection.append(text: ack)
            guard subscription.market < universe.streamed, truth?.connection == connection.number else {
                break
            }
            truth?.unsubscribed(subscription)
        case .subscribedDerived(let subscription, let ack):
            connection.append(text: ack)
            replay(subscription, to: connection)
        case .unsubscribedDerived(let ack): connection.append(text: ack)
        case .overLimit: tally.subscriptionsOverLimit += 1
        case .refused(let text): connection.append(text: ReplyText.error(text))
        case .post(let id, let payload):
            let answer = answer(payload, from: connection.address)
            let type = payload["type"]?.asText ?? ""
            tell(answer, to: connection.address)
            connection.append(text: ReplyText.post(id: id, type: type, answer: answer))
        case .nothing: break
        }
    }

    private func mayHoldMore(_ connection: ClientConnection) -> Bool {
        var held = 0
        for other in connections where other.address == connection.address {
            held += other.session.subscriptionCount
        }
        return held < configuration.rules.subscriptionsMax
    }

    private func subscribed(_ connection: ClientConnection, _ subscription: Subscription, ack: String) {
        if !misbehaviour.losesAcknowledgement() { connection.append(text: ack) }
        guard subscription.market < universe.streamed else { return }
        subscriptionsMade += 1
        connection.subscribedOrder = subscriptionsMade
        if let truth {
            if truth.connection == connection.number {
                truth.subscribed(subscription)
            } else {
                follow(connection, in: truth)
            }
        }
        sendSnapshot(of: subscription, to: connection)
    }

    /// The book as it was last sent: a bbo soon after the ack. A context comes within a second by itself.
    private func sendSnapshot(of subscription: Subscription, to connection: ClientConnection) {
        guard subscription.channel == .bbo, let bbo = board.bbo(market: subscription.market),
            !misbehaviour.mutes(subscription)
        else { return }
        let event = MarketEvent(atMs: nowMs, market: subscription.market, update: .bbo(bbo))
        frames.write(event, to: &scratch)
        let frame = scratch.finished()
        connection.append(frame: frame)
        connection.session.sentData(atMs: nowMs)
        tally.framesSent += 1
        tally.bytesSent += frame.count
        guard let truth, truth.connection == connection.number else { return }
        truth.sent(event, bytes: frame.count, realNs: delivery.ns(realNs: clock_real_ns()))
    }

    /// The client sent a close frame: answered in kind.
    func left(_ connection: ClientConnection) {
        connection.appendClose(code: 1000, reason: "")
        remove(connection, .client)
        connection.closeAfterFlush(realNs: clock_real_ns())
    }

    /// The socket is gone without a word.
    func vanished(_ connection: ClientConnection) {
        remove(connection, .lost)
        network.gone(connection)
    }

    func end(_ connection: ClientConnection, _ ending: SessionEnding) {
        close(connection, code: 1000, reason: ending.reason, end: ending == .cut ? .lost : .expired)
    }

    private func close(_ connection: ClientConnection, code: UInt16, reason: String?, end: ConnectionEnd) {
        remove(connection, end)
        guard let reason else { return connection.closeAfterFlush(realNs: clock_real_ns()) }
        connection.appendClose(code: code, reason: reason)
        connection.flush(realNs: clock_real_ns())
        let channel = connection.channel
        channel.eventLoop.scheduleTask(in: Self.closeGrace) { channel.close(promise: nil) }
    }

    /// One that was stalled goes on where the market is now.
    func goOn(_ connection: ClientConnection) {
        startClock()
        connections.append(connection)
        if let truth, truth.connection == nil { follow(connection, in: truth) }
    }

    /// Nobody is here: how long time goes on without them begins to count.
    func clientsLeft() { absence.left(virtualNs: sentUpToNs, realNs: clock_real_ns()) }

    func remove(_ connection: ClientConnection, _ end: ConnectionEnd) {
        guard let index = connections.firstIndex(where: { $0 === connection }) else { return }
        connections.remove(at: index)
        if connections.isEmpty { clientsLeft() }
        guard let truth, truth.connection == connection.number else { return }
        truth.down(end, atMs: nowMs, realNs: delivery.ns(realNs: clock_real_ns()))
        let next = connections.max { $0.subscribedOrder < $1.subscribedOrder }
        if let next { follow(next, in: truth) }
    }

    /// The truth follows the connection that subscribed last: an engine's new one takes over from its old.
    private func follow(_ connection: ClientConnection, in truth: TruthRecorder) {
        let realNs = delivery.ns(realNs: clock_real_ns())
        truth.down(.client, atMs: nowMs, realNs: realNs)
        truth.up(connection.number, address: connection.address, atMs: nowMs, realNs: realNs)
        for subscription in connection.session.subscriptions.all where subscription.market < universe.streamed
        {
            truth.subscribed(subscription)
        }
    }

    // MARK: Info and the end

    /// The answer, and how long to wait before it is sent: what it says of the venue's tables must not overtake
    /// the frames that were sent before, or an engine would judge those by what it can't know yet.
    func answer(info body: some Sequence<UInt8>, from address: String?) -> (InfoAnswer, wait: TimeAmount) {
        startClock()
        tally.infoRequests += 1
        let request = try? JSONParser.parse(body)
        let answer = request.map { self.answer($0, from: address) } ?? .brokenJSON
        if misbehaviour.infoTrouble?.answer != nil { return troubled(answer, wait: .zero) }
        tell(answer, to: address)
        let wait = TimeAmount.milliseconds(Int64(ExchangeConfiguration.deliveryRealMs))
        return troubled(answer, wait: answer.table == nil ? .zero : wait)
    }

    private func answer(_ request: JSONValue, from address: String?) -> InfoAnswer {
        let weight = InfoResponder.weight(of: request)
        guard limits.request(weight: weight, from: address ?? "", nowMs: nowMs) else {
            tally.infoRequestsOverLimit += 1
            return .tooMany
        }
        return info.answer(request, board: board, nowMs: nowMs)
    }

    private func tell(_ answer: InfoAnswer, to address: String?) {
        switch answer.table {
        case .perpDexs: truth?.answered(caps: universe, to: address, atMs: nowMs)
        case .meta(let dex) where dex == universe.dexes[0].name:
            guard let entries = universe.universe(dex: dex, atMs: nowMs) else { return }
            truth?.answered(entries.prefix(universe.streamed), to: address, atMs: nowMs)
        case .meta, nil: break
        }
    }

    /// Takes leave of everybody and closes the truth's books; returns what the run was.
    func stop() -> ExchangeSummary {
        isStopped = true
        for connection in connections {
            close(connection, code: 1001, reason: "Going away", end: .expired)
        }
        truth?.finish(atMs: nowMs)
        return summary
    }

    var summary: ExchangeSummary {
        ExchangeSummary(
            seed: configuration.seed, fromMs: configuration.startMs, toMs: nowMs, speed: configuration.speed,
            framesToEngine: truth?.framesSent ?? 0, bytesToEngine: truth?.bytesSent ?? 0,
            heldMs: leash.heldNs(realNs: clock_real_ns()) / 1_000_000, counts: truth?.counts ?? TruthCounts(),
            markets: universe.streamed, tally: tally)
    }
}
