import EngineCore
import EngineFeed
import EngineStore
import EngineWire

/// Takes the lines that an observation leads to, in order.
protocol LineTaker: AnyObject {
    /// False when there was no room for it.
    @discardableResult
    func submit(_ submission: Submission) -> Bool
}

extension Store: LineTaker {}

/// What an observation makes of what it is told: each input goes to the observatory, and each of its actions as
/// a line to the store. It holds no clock, no socket and no thread, so the live loop and a replay drive the very
/// same code; everything that decides what is written comes through the calls below, in order.
///
/// Times are those of the feed's clock; what is written carries the wall's, which differs from it once the wall
/// clock was set.
final class ObservationCore {
    private let settings: DetectorSettings
    private let store: any LineTaker
    /// Keeps what comes, so that it can come again; frames reach it from the feed itself, as bytes.
    private let recorder: Recorder?
    /// Asked for each `minute` line, with the end of the minute by the feed's clock.
    var minuteFacts: (Int64) -> MinuteFacts = { _ in .unknown }

    private(set) var observatory: Observatory
    /// Added to the feed's time since the wall clock was set.
    private(set) var shiftMS: Int64 = 0
    /// When the socket read came that is being dealt with; nil outside of one.
    private var arrivedNs: Int64?
    private var line = LineWriter(reserving: 512)
    /// Of the minutes that are over.
    private var past = ObservationTotals()

    init(_ settings: DetectorSettings, store: any LineTaker, nowMS: Int64, recorder: Recorder? = nil) {
        self.settings = settings
        self.store = store
        self.recorder = recorder
        observatory = Observatory(markets: [], settings: settings, nowMS: nowMS)
    }

    /// What was done so far.
    var totals: ObservationTotals {
        var totals = past
        for slot in observatory.markets.indices { totals.add(observatory.runningTally(slot: slot)) }
        return totals
    }

    /// When `tick` has something to do, by the feed's clock.
    var nextDeadlineMS: Int64 { observatory.nextDeadlineMS - shiftMS }

    /// From here on these markets are watched. What was seen of the minute so far is closed.
    func begin(_ beginning: Beginning, nowMS: Int64) {
        recorder?.beginning(beginning, nowMS: nowMS)
        let atMS = nowMS + shiftMS
        observatory.stop(nowMS: atMS)
        carryOut()
        observatory = Observatory(markets: beginning.watched, settings: settings, nowMS: atMS)
        for (slot, market) in beginning.watched.enumerated() {
            for signal in beginning.earlierSignals where signal.marketKey == market.key {
                observatory.resumeNumbering(slot: slot, after: signal)
            }
            for pending in beginning.interrupted where pending.marketKey == market.key {
                observatory.addInterruptedFollowups(slot: slot, count: pending.count)
            }
        }
        say("universe", atMS, LedgerMembers.universe("snapshot", beginning.watched))
        let excluded = beginning.excluded
        if !excluded.isEmpty { say("universe", atMS, LedgerMembers.universe("excluded", excluded)) }
        keep(beginning.universe, atMS)
        for (slot, found) in beginning.terms.enumerated() {
            if let found { observatory.terms(slot: slot, found, nowMS: atMS) }
        }
        carryOut()
    }

    /// The venue's tables were asked again, and this is what they changed.
    func update(_ update: UniverseUpdate, nowMS: Int64) {
        recorder?.update(update, nowMS: nowMS)
        let atMS = nowMS + shiftMS
        observatory.tick(nowMS: atMS)
        carryOut()
        for market in update.added { observatory.add(market, nowMS: atMS) }
        for changed in update.changed { observatory.update(slot: changed.slot, changed.market) }
        for (event, markets) in [
            ("listed", update.listed), ("delisted", update.delisted), ("renamed", update.renamed),
        ] where !markets.isEmpty {
            say("universe", atMS, LedgerMembers.universe(event, markets))
        }
        if let table = update.table { keep(table, atMS) }
        for found in update.terms { observatory.terms(slot: found.slot, found.terms, nowMS: atMS) }
        carryOut()
    }

    /// The feed leaves the market out, or takes it back.
    func market(slot: Int, isLeftOut: Bool, nowMS: Int64) {
        recorder?.leftOut(slot: slot, isLeftOut, nowMS: nowMS)
        let members = LedgerMembers.universe(
            isLeftOut ? "excluded" : "listed", [observatory.markets[slot]])
        say("universe", nowMS + shiftMS, members)
    }

    /// What comes up to `readEnded` came then. Real time, carried along to measure how long the way to the disk is.
    func readBegan(arrivedNs: Int64) { self.arrivedNs = arrivedNs }

    /// A message came; anything but a bbo or a context is none of the observatory's. What it leads to waits for
    /// `readEnded`.
    @inline(__always)
    func received(_ message: VenueMessage, nowMS: Int64) {
        let atMS = nowMS + shiftMS
        switch message {
        case .bbo(let slot, let bid, let ask, let timeMS):
            observatory.bbo(slot: slot, bid: bid, ask: ask, timeMS: timeMS, nowMS: atMS)
        case .context(let slot, let oracle, let mark, let openInterest):
            observatory.context(
                slot: slot, oracle: oracle, mark: mark, openInterest: openInterest, nowMS: atMS)
        default: break
        }
    }

    func connectionChanged(_ event: ConnectionEvent) {
        recorder?.connection(event)
        let atMS = event.atMS + shiftMS
        if event.cause != nil {
            observatory.connectionLost(nowMS: atMS)
        } else {
            observatory.tick(nowMS: atMS)
        }
        carryOut()
        say("connection", atMS, LedgerMembers.connection(event))
    }

    /// Time passed.
    func tick(nowMS: Int64) {
        recorder?.tick(nowMS: nowMS)
        observatory.tick(nowMS: nowMS + shiftMS)
        carryOut()
        store.submit(.time(nowMS + shiftMS))
    }

    /// The wall clock was set to `wallMS`: what was seen so far is closed, and time goes on from there. Gives the
    /// time that was left.
    func wallStepped(to wallMS: Int64, nowMS: Int64) -> Int64 {
        recorder?.wallStep(toMS: wallMS, nowMS: nowMS)
        let from = nowMS + shiftMS
        observatory.stop(nowMS: from)
        carryOut()
        shiftMS += wallMS - from
        say("clock", wallMS, LedgerMembers.clockStep(from: from, to: wallMS))
        observatory.restart(nowMS: wallMS)
        return from
    }

    /// Hands out what was seen of the last minute. Gives the time of the end; nothing may follow.
    func stop(nowMS: Int64) -> Int64 {
        recorder?.stop(nowMS: nowMS)
        observatory.stop(nowMS: nowMS + shiftMS)
        carryOut()
        return nowMS + shiftMS
    }

    /// One read of the socket is dealt with: makes lines of what its messages led to.
    func readEnded() {
        defer { arrivedNs = nil }
        guard !observatory.actions.isEmpty else { return }
        recorder?.readEnd()
        carryOut()
    }

    private func carryOut() {
        guard !observatory.actions.isEmpty else { return }
        let markets = observatory.markets
        observatory.drainActions { action in
            switch action {
            case .signal(_, let signal): keep(signal)
            case .followup(_, let followup):
                line.clear()
                followup.write(to: &line)
                store.submit(.record(Record(.followups, timeMs: followup.capturedAtMS, line: line.bytes)))
            case .gate(let change):
                say("gate", change.atMS, LedgerMembers.gate(change, of: markets[change.slot]))
            case .minute(let report):
                for tally in report.markets { past.add(tally) }
                let facts = minuteFacts(report.atMS + 1 - shiftMS)
                recorder?.minuteFacts(facts)
                say("minute", report.atMS, LedgerMembers.minute(report, markets, facts))
            }
        }
    }

    private func keep(_ universe: Universe, _ atMS: Int64) {
        var table = LineWriter(reserving: 8_192)
        universe.write(to: &table)
        store.submit(.markets(line: table.bytes, atMs: atMS))
    }

    private func keep(_ signal: Signal) {
        line.clear()
        signal.write(to: &line)
        let edge = EdgeText.of(signal.rawEdgeHundredths)
        let note = "market: \(signal.marketKey), side: \(signal.side.name), edge_bps: \(edge)"
        let record = Record(
            .signals, timeMs: signal.timestampMS, line: line.bytes, note: note, arrivedNs: arrivedNs)
        store.submit(.record(record))
    }

    private func say(_ type: String, _ atMS: Int64, _ members: [UInt8]) {
        store.submit(.ledger(LedgerEntry(type, atMs: atMS, members: members)))
    }
}

/// An edge as the log has always shown it: two decimals.
enum EdgeText {
    static func of(_ hundredths: Int64) -> String {
        let cents = hundredths.magnitude % 100
        return "\(hundredths < 0 ? "-" : "")\(hundredths.magnitude / 100).\(cents < 10 ? "0" : "")\(cents)"
    }
}
