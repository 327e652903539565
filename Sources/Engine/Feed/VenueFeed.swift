package import EngineCore
import EngineWire
package import NIOCore
import NIOWebSocket

/// The feed: `FeedMachine` with a socket. Everything but `init`, `start` and `stop` happens on its event
/// loop, where the delegate is called too; that confinement is why it may be passed around.
package final class VenueFeed: @unchecked Sendable {
    /// A timer sleeps at least this long, so that a clock that stands still does not make it spin.
    static let timerMinNanoseconds: Int64 = 500_000
    /// How many different unknown things are told one by one; all are counted.
    static let unknownToldMax = 64

    package let eventLoop: any EventLoop
    package let address: VenueAddress

    private let clock: any EngineClock
    private let delegate: any FeedDelegate
    private let tap: (any FrameTap)?
    private let connector: SocketConnector
    private var markets: [Market]
    private var decoder: VenueDecoder
    private var machine: FeedMachine
    private var tally = FeedTally()
    /// Of the minutes that were taken.
    private var past = FeedCounts()
    /// When the last message came; nil before the first. On the event loop only.
    package private(set) var lastFrameMS: Int64?
    private var socket: FeedSocket?
    private var timer: Scheduled<Void>?
    private let stopped: EventLoopPromise<Void>
    private var malformedTold = false
    private var unknownTold: Set<String> = []
    private var errorsTold: Set<String> = []
    private var writer = LineWriter(reserving: 128)

    /// - Parameters:
    ///   - markets: what to watch; a slot in messages is a position here.
    ///   - tap: hears every frame, when somebody wants to keep them.
    package init(
        address: VenueAddress, markets: [Market], settings: FeedSettings, clock: any EngineClock,
        eventLoop: any EventLoop, delegate: any FeedDelegate, tap: (any FrameTap)? = nil
    ) throws(TrustError) {
        self.eventLoop = eventLoop
        self.address = address
        self.clock = clock
        self.delegate = delegate
        self.tap = tap
        let probeMS: Int64 = 1_000_000
        let probeNanoseconds = max(1, clock.realNanoseconds(forVirtualMS: probeMS))
        let patient = settings.patient(
            virtualMSPerRealSecond: Int64(Double(probeMS) * 1e9 / Double(probeNanoseconds)))
        connector = try SocketConnector(
            address: address, caFile: settings.caFile, eventLoop: eventLoop,
            timeout: .nanoseconds(clock.realNanoseconds(forVirtualMS: patient.connectTimeoutMS)))
        self.markets = markets
        decoder = VenueDecoder(markets: markets)
        machine = FeedMachine(coins: markets.map(\.coin), settings: patient)
        stopped = eventLoop.makePromise()
    }

    /// Begins to connect, and goes on until it is stopped. Must be followed by `stop`.
    package func start() {
        eventLoop.execute {
            self.machine.start(nowMS: self.clock.nowMS)
            self.carryOut()
        }
    }

    /// Ends in order: a close frame, the other side's answer or a deadline. What came before that answer is
    /// still delivered. Done when nothing more will be told to the delegate. May be called more than once.
    package func stop() -> EventLoopFuture<Void> {
        eventLoop.execute {
            self.machine.stop(nowMS: self.clock.nowMS)
            self.carryOut()
        }
        return stopped.futureResult
    }

    /// What the feed did until `endMS`, since the last call. On the event loop only.
    package func takeTally(endMS: Int64) -> FeedTally {
        eventLoop.preconditionInEventLoop()
        let minute = tally.take(endMS: endMS)
        past.add(minute)
        return minute
    }

    /// What the feed did so far. On the event loop only.
    package var counts: FeedCounts {
        eventLoop.preconditionInEventLoop()
        var counts = past
        counts.add(tally)
        return counts
    }

    // MARK: A universe that changes. On the event loop only

    /// One market more, at the next slot; subscribed on the connection that lives.
    package func add(_ market: Market) {
        change(markets + [market]) { $0.add(coin: market.coin, nowMS: $1) }
    }

    /// The market has another name from now on.
    package func rename(slot: Int, to market: Market) {
        var renamed = markets
        renamed[slot] = market
        change(renamed) { $0.rename(slot: slot, to: market.coin, nowMS: $1) }
    }

    /// Whether silence of the market is a fault: not while it is halted or delisted.
    package func expect(slot: Int, speaks: Bool) {
        change(markets) { $0.expect(slot: slot, speaks: speaks, nowMS: $1) }
    }

    /// The venue's tables say something new of the market: if it was left out, it is tried again.
    package func reconsider(slot: Int) {
        change(markets) { $0.reconsider(slot: slot, nowMS: $1) }
    }

    private func change(_ markets: [Market], _ body: (inout FeedMachine, Int64) -> Void) {
        eventLoop.preconditionInEventLoop()
        if markets != self.markets {
            self.markets = markets
            decoder = VenueDecoder(markets: markets)
        }
        body(&machine, clock.nowMS)
        carryOut()
    }

    // MARK: What the socket tells

    func opened(_ socket: FeedSocket) {
        guard self.socket === socket else { return }
        machine.opened(nowMS: clock.nowMS)
        carryOut()
    }

    func refused(_ socket: FeedSocket, _ detail: String) {
        guard self.socket === socket else { return }
        self.socket = nil
        machine.refused(detail, nowMS: clock.nowMS)
        carryOut()
    }

    /// The time of a socket read.
    func readBegan() -> Int64 {
        delegate.feedReadBegan(arrivedNs: NIODeadline.now().uptimeNanoseconds)
        return clock.nowMS
    }

    @inline(__always)
    func received(_ bytes: UnsafeRawBufferPointer, nowMS: Int64) {
        tally.framesIn += 1
        lastFrameMS = nowMS
        let message = decoder.decode(bytes)
        machine.received(message, nowMS: nowMS)
        if !machine.actions.isEmpty { carryOut() }
        // Behind what the machine reported, so that a recording keeps the order in which the delegate heard it.
        if let tap { tap.frame(bytes, nowMS: nowMS) }
        switch message {
        case .bbo, .context: delegate.feedReceived(message, nowMS: nowMS)
        case .malformed(let text): noteMalformed(text, nowMS: nowMS)
        case .unknown(let text): noteUnknown(text, nowMS: nowMS)
        case .error(let text): noteError(text, nowMS: nowMS)
        case .subscribed, .unsubscribed, .pong: break
        }
    }

    /// A frame whose form is wrong, though its content can be read.
    func receivedOdd(_ text: String, nowMS: Int64) { noteMalformed(text, nowMS: nowMS) }

    func receivedUnreadable(_ text: String, nowMS: Int64) {
        tally.framesIn += 1
        noteMalformed(text, nowMS: nowMS)
    }

    /// Whether a ping of the protocol may be answered now; counts the answer.
    func takePong(nowMS: Int64) -> Bool {
        guard machine.takePong(nowMS: nowMS) else { return false }
        tally.messagesOut += 1
        return true
    }

    func readEnded(nowMS: Int64) { delegate.feedReadEnded(nowMS: nowMS) }

    /// The other side's close frame, or the end of the socket without one.
    func closed(_ socket: FeedSocket, code: Int?, reason: String) {
        guard self.socket === socket else { return }
        self.socket = nil
        machine.closed(code: code, reason: reason, nowMS: clock.nowMS)
        carryOut()
    }

    func failed(_ socket: FeedSocket, _ detail: String) {
        guard self.socket === socket else { return }
        machine.failed(detail, nowMS: clock.nowMS)
        carryOut()
    }

    // MARK: What the machine wants

    private func carryOut() {
        for action in machine.drainActions() { carryOut(action) }
        socket?.flush()
        schedule()
    }

    private func carryOut(_ action: FeedAction) {
        switch action {
        case .connect:
            malformedTold = false
            let socket = FeedSocket(feed: self)
            self.socket = socket
            connector.connect(socket)
        case .send(let frame):
            writer.clear()
            frame.write(to: &writer)
            tally.messagesOut += 1
            socket?.send(writer.bytes)
        case .sendClose:
            socket?.sendClose()
        case .abandon:
            let abandoned = socket
            socket = nil
            abandoned?.abandon()
        case .report(let event):
            tally.note(event)
            delegate.feedConnectionChanged(event)
        case .note(let note):
            delegate.feedNoted(note, nowMS: clock.nowMS)
        case .pongMeasured(let roundTripMS):
            tally.notePong(roundTripMS: roundTripMS)
        case .stopped:
            stopped.succeed()
        }
    }

    private func schedule() {
        timer?.cancel()
        timer = nil
        let deadlineMS = machine.nextDeadlineMS
        guard deadlineMS != .max else { return }
        let real = clock.realNanoseconds(forVirtualMS: max(0, deadlineMS - clock.nowMS))
        timer = eventLoop.scheduleTask(
            in: .nanoseconds(max(VenueFeed.timerMinNanoseconds, real))
        ) {
            self.machine.tick(nowMS: self.clock.nowMS)
            self.carryOut()
        }
    }

    private func noteMalformed(_ text: String, nowMS: Int64) {
        tally.malformed += 1
        guard !malformedTold else { return }
        malformedTold = true
        delegate.feedNoted(.malformed(text), nowMS: nowMS)
    }

    private func noteUnknown(_ text: String, nowMS: Int64) {
        tally.unknown += 1
        guard unknownTold.count < VenueFeed.unknownToldMax, unknownTold.insert(text).inserted else { return }
        delegate.feedNoted(.unknown(text), nowMS: nowMS)
    }

    /// Told once each, and no more than so many: a venue that repeats itself must not fill the log.
    private func noteError(_ text: String, nowMS: Int64) {
        guard errorsTold.count < VenueFeed.unknownToldMax, errorsTold.insert(text).inserted else { return }
        delegate.feedNoted(.venueError(text), nowMS: nowMS)
    }
}
