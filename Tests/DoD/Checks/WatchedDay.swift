import DoDChecks
import DoDFormat

/// A whole day as values, right in all that time, markets and the machine can show: minutes, connections, a
/// runner's journal. A test changes one thing and sees what the criteria make of it.
struct WatchedDay {
    static let minuteMS: Int64 = 60_000
    /// The exchange ends a connection after so long.
    static let lifetimeMinutes = 167
    static let coins = ["xyz:XYZ100", "xyz:TSLA", "xyz:NVDA"]

    let fromMS: Int64
    let minutes: Int
    var start: EngineStart
    var universe: [UniverseMarket]
    /// By time; two of one minute add up.
    var records: [MinuteRecord]
    /// Of the ledger, beside the minutes. Kept in the order of their times.
    var events: [(atMS: Int64, event: LedgerEvent)] = []
    var journal: [(atMS: Int64, event: JournalEvent)] = []
    var hasJournal = true
    var hasLedger = true
    var askedWindow: TimeWindow?
    var truth: Truth?
    var signals = RecordFacts()

    /// 24 h and 2 min from 2026-01-20T07:13Z, unless told otherwise.
    init(
        from: String = "2026-01-20T07:13", minutes: Int = 1_442, coins: [String] = WatchedDay.coins,
        rate: Int64 = 1, isLive: Bool = true
    ) {
        fromMS = ISOTime.milliseconds(from)!
        self.minutes = minutes
        let feed =
            isLive
            ? FeedOrigin(host: "api.hyperliquid.xyz", port: 443, synthetic: false, seed: nil)
            : FeedOrigin(host: "127.0.0.1", port: 4000, synthetic: true, seed: "7")
        let amount = Amount(units: rate * Amount.unitsPerOne)
        start = EngineStart(
            runID: "e1",
            clock: rate == 1 ? .system : EngineClock(source: "page", rate: amount, originMS: 0), feed: feed)
        universe = coins.enumerated().map { index, coin in
            UniverseMarket(
                market: MarketKey(dex: "xyz", index: index), coin: coin, sizeDecimals: 2, isDelisted: false)
        }
        let begin = fromMS
        let markets = coins.indices.map { Self.marketMinute(MarketKey(dex: "xyz", index: $0)) }
        records = (0..<minutes).map { minute in
            MinuteRecord(
                minuteMS: begin + Int64(minute) * Self.minuteMS, feed: MinuteFeed(messagesOut: 2),
                process: MinuteProcess(residentBytes: 20_000_000, openFiles: 12, logInfos: 6),
                markets: markets)
        }
        tell(
            0,
            .runStarted(
                RunStarted(
                    runID: "r1", feed: feed,
                    window: TimeWindow(fromMS: begin, toMS: begin + Int64(minutes) * Self.minuteMS),
                    rate: amount, faults: [])))
        tell(0, .engineStarted(pid: 11, generation: 1, reason: "first"))
        sayStart(atMS: begin, connection: 1)
        for (index, minute) in stride(from: Self.lifetimeMinutes, to: minutes, by: Self.lifetimeMinutes)
            .enumerated()
        {
            lose(at(minute, 20), cause: "expired", connection: Int64(index) + 1, backAfterMS: 2_000)
        }
        say(toMS, .connection(ConnectionEvent(.lost, connection: 99, cause: "shutdown")))
        say(
            toMS,
            .stop(Totals(day: UTCDay(containing: toMS), files: [], signals: 0, followups: 0, dropped: 0)))
        journal.append(
            (toMS, .engineExited(EngineExit(pid: 11, generation: 1, code: 0, signal: nil, during: nil))))
        journal.append((toMS, .runEnded(outcome: "completed", engineExit: "code 0")))
    }

    var toMS: Int64 { fromMS + Int64(minutes) * Self.minuteMS }
    func at(_ minute: Int, _ second: Int64 = 0) -> Int64 {
        fromMS + Int64(minute) * Self.minuteMS + second * 1_000
    }
    /// The minute of a time of day such as `2026-01-20T14:30`.
    func minute(_ text: String) -> Int { Int((ISOTime.milliseconds(text)! - fromMS) / Self.minuteMS) }

    static func histogram(_ pairs: [(Int64, Int64)]) -> LogHistogram {
        try! LogHistogram(pairs: pairs.map { (bucket: $0.0, count: $0.1) })
    }

    static func marketMinute(_ market: MarketKey) -> MarketMinute {
        var minute = MarketMinute(market: market)
        minute.bbo = 100
        minute.ctx = 58
        minute.bboNull = 1
        minute.twoSidedMS = 59_000
        minute.oracleChanges = 20
        minute.crossesBuy = 1
        minute.ctxAgeMS = histogram([(0, 60), (10, 40)])
        minute.bboAgeMS = histogram([(0, 60), (9, 40)])
        minute.intervalMS = histogram([(9, 99)])
        minute.crossTicks = histogram([(2, 1)])
        return minute
    }

    mutating func say(_ atMS: Int64, _ event: LedgerEvent) {
        let position = events.firstIndex { $0.atMS > atMS } ?? events.endIndex
        events.insert((atMS, event), at: position)
    }

    mutating func tell(_ minute: Int, _ event: JournalEvent, second: Int64 = 0) {
        let atMS = at(minute, second)
        let position = journal.firstIndex { $0.atMS > atMS } ?? journal.endIndex
        journal.insert((atMS, event), at: position)
    }

    mutating func sayStart(atMS: Int64, connection: Int64) {
        say(atMS, .start(start))
        say(atMS, .universe(UniverseEvent(.snapshot, markets: universe)))
        for kind in [ConnectionEvent.Kind.connected, .subscribed, .ready] {
            say(atMS, .connection(ConnectionEvent(kind, connection: connection)))
        }
    }

    /// `backAfterMS` nil: it never comes back.
    mutating func lose(_ atMS: Int64, cause: String, connection: Int64, backAfterMS: Int64?) {
        say(atMS, .connection(ConnectionEvent(.lost, connection: connection, cause: cause)))
        guard let backAfterMS else { return }
        for kind in [ConnectionEvent.Kind.connected, .subscribed, .ready] {
            say(atMS + backAfterMS, .connection(ConnectionEvent(kind, connection: connection + 1)))
        }
    }

    /// The engine ends 5 s into `minute` and starts again `downMinutes` later at second 10.
    mutating func restart(
        at minute: Int, downMinutes: Int = 1, code: Int64? = nil, signal: Int64? = 9, during: String? = nil,
        isJournaled: Bool = true
    ) {
        let back = minute + downMinutes
        let down = TimeWindow(fromMS: at(minute), toMS: at(back))
        records.removeAll { down.contains($0.minuteMS) }
        edit(back) { record in
            record.observedMS = 50_000
            record.feed.connectedMS = 50_000
        }
        sayStart(atMS: at(back, 10), connection: 1)
        guard isJournaled else { return }
        let exit = EngineExit(pid: 11, generation: 1, code: code, signal: signal, during: during)
        tell(minute, .engineExited(exit), second: 5)
        tell(back, .engineStarted(pid: 12, generation: 2, reason: "restart"), second: 9)
    }

    mutating func fault(_ id: String, from minute: Int, to end: Int, isMissed: Bool = false) {
        tell(minute, .faultArmed(fault: id, kind: "torn-write", about: "a torn line", lift: "nothing"))
        if isMissed {
            tell(end, .faultMissed(fault: id, why: "too late"))
        } else {
            tell(minute, .faultBitten(fault: id, proof: "24 bytes", facts: []), second: 2)
            tell(end, .faultLifted(fault: id))
        }
    }

    mutating func edit(_ minute: Int, _ change: (inout MinuteRecord) -> Void) {
        let minuteMS = at(minute)
        for index in records.indices where records[index].minuteMS == minuteMS { change(&records[index]) }
    }

    mutating func edit(
        _ minutes: some Sequence<Int>, market: Int, _ change: (inout MarketMinute) -> Void
    ) {
        let wanted = Set(minutes.map { at($0) })
        for index in records.indices where wanted.contains(records[index].minuteMS) {
            change(&records[index].markets[market])
        }
    }

    static func silence(_ minute: inout MarketMinute) { minute = MarketMinute(market: minute.market) }

    var run: RunEvidence {
        var lines: [(atMS: Int64, event: LedgerEvent)] = []
        var rest = events[...]
        for record in records {
            let end = record.minuteMS + Self.minuteMS - 1
            while let next = rest.first, next.atMS <= end { lines.append(rest.removeFirst()) }
            lines.append((end, .minute(record)))
        }
        lines += rest
        let ledger = lines.enumerated().map { index, line in
            LedgerLine(
                place: LinePlace(file: "ledger.jsonl", line: Int64(index) + 1, byteOffset: 0),
                seq: Int64(index), atMS: line.atMS, event: line.event)
        }
        let words = journal.enumerated().map { index, line in
            JournalLine(
                place: LinePlace(file: "journal.jsonl", line: Int64(index) + 1, byteOffset: 0),
                seq: Int64(index), wallMS: line.atMS, virtualMS: line.atMS, event: line.event)
        }
        return RunEvidence(
            ledger: hasLedger ? Ledger(lines: ledger) : nil, records: signals,
            journal: hasJournal ? Journal(lines: words) : nil, truth: truth)
    }

    var evidence: Evidence { Evidence(runs: [run], askedWindow: askedWindow) }

    static func policy(_ hundredths: [Threshold: Int64] = [:], equities: [String] = ["xyz:TSLA", "xyz:NVDA"])
        -> Policy
    {
        Policy(name: "test", hundredths: hundredths, usEquities: equities, mayPass: true)
    }

    func judge(_ criterion: any Criterion, _ policy: Policy = WatchedDay.policy()) throws -> CriterionResult {
        try criterion.judge(evidence, policy: policy)
    }
}
