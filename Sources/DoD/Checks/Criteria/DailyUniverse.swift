import DoDFormat

/// The markets on each day, as the ledger tells: what the engine's table of that day may rightly hold.
///
/// The engine writes the table a moment after each `universe` line, and anew at midnight; a kill in that moment
/// leaves the one before. So a day has one state, or, where nothing shows that the newest was written, several.
struct DailyUniverse {
    typealias State = [MarketKey: UniverseMarket]

    struct Day {
        /// In their order; the last one holds at the end.
        var states: [State] = []
        /// A table was certainly there.
        var isWritten = false
    }

    /// The next group commit writes the table; one may be under way. So many seals show that it is over.
    private static let sealsNeeded = 2
    /// Without seals: after so much of the engine's time, which is seconds at any speed.
    private static let writtenMS: Int64 = 10 * 60_000
    /// An end in order writes what is due, but for what became due with it.
    private static let stopMS: Int64 = 1_000

    private(set) var days: [UTCDay: Day] = [:]
    /// True when the clock was set from one day to another: which day's table was written is not sure then.
    private(set) var hasUnsureDays = false
    /// True when the last word on the storage is that it fails: tables may wait in the spool.
    private(set) var endsSpooling = false

    private var day: UTCDay?
    /// Nil while no engine watches.
    private var state: State?
    private var due: (sinceMS: Int64, seals: Int)?
    /// Every number of decimals that any line names.
    private var decimals: [MarketKey: Set<Int64>] = [:]
    private var watched: Set<MarketKey> = []
    private var tellsOfDecimals = true

    init(_ ledger: Ledger?) {
        for line in ledger?.lines ?? [] { add(line) }
    }

    /// Whether some line names these decimals for the market. When they changed is told by the gate, if at all.
    func knows(_ row: UniverseMarket) -> Bool { decimals[row.market, default: []].contains(row.sizeDecimals) }

    /// Whether changed decimals of the market must be in the ledger: the gate is on, and the market is watched.
    func wouldTell(of market: MarketKey) -> Bool { tellsOfDecimals && watched.contains(market) }

    private mutating func add(_ line: LedgerLine) {
        turn(to: UTCDay(containing: line.atMS), atMS: line.atMS)
        if let due, line.atMS - due.sinceMS >= Self.writtenMS { settle() }
        switch line.event {
        case .start(let start):
            state = nil
            due = nil
            let gates = start.config.gates.map(\.name)
            tellsOfDecimals = tellsOfDecimals && gates.contains("parameter_change")
        case .universe(let event): add(event, atMS: line.atMS)
        case .gate(let event): add(event)
        case .seal:
            due?.seals += 1
            if let due, due.seals >= Self.sealsNeeded { settle() }
        case .stop:
            if let due, line.atMS - due.sinceMS >= Self.stopMS { settle() }
            state = nil
            due = nil
        case .storage(let event):
            switch event.kind {
            case .failing, .spooling: endsSpooling = true
            case .recovered, .drained: endsSpooling = false
            case .dropped, .shrunk: break
            }
        case .clock(let step):
            hasUnsureDays =
                hasUnsureDays || UTCDay(containing: step.fromMS) != UTCDay(containing: step.toMS)
        case .adopted, .repair, .minute, .connection, .dayEnd, .unknown: break
        }
    }

    /// With a new day a table is due, if anything is watched.
    private mutating func turn(to next: UTCDay, atMS: Int64) {
        guard next != day else { return }
        day = next
        due = nil
        guard let state else { return }
        days[next, default: Day()].states.append(state)
        due = (atMS, 0)
    }

    private mutating func add(_ event: UniverseEvent, atMS: Int64) {
        if event.kind == .snapshot { state = [:] }
        guard state != nil, let day else { return }
        for market in event.markets {
            state![market.market] = market
            decimals[market.market, default: []].insert(market.sizeDecimals)
            if event.kind != .excluded { watched.insert(market.market) }
        }
        days[day, default: Day()].states.append(state!)
        due = (atMS, 0)
    }

    /// `sz_decimals 3 -> 2, max_leverage 20 -> 10`
    private mutating func add(_ event: GateEvent) {
        guard event.gate == "parameter_change", let detail = event.detail else { return }
        for change in detail.split(separator: ",") {
            let words = change.split(separator: " ")
            guard words.first == "sz_decimals" else { continue }
            decimals[event.market, default: []].formUnion(words.compactMap { Int64($0) })
        }
    }

    private mutating func settle() {
        due = nil
        guard let day, let last = days[day]?.states.last else { return }
        days[day] = Day(states: [last], isWritten: true)
    }
}
