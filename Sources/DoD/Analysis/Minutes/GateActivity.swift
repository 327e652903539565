package import DoDFormat

/// What each gate did in a window: how many signals it kept back, and for how long it blocked how many markets.
/// By the minutes' records; one run's plus another's is the whole's.
package struct GateActivity: Hashable, Sendable {
    package struct Tally: Hashable, Sendable {
        package fileprivate(set) var signals: Int64 = 0
        /// Market time: two markets blocked for a minute are two minutes.
        package fileprivate(set) var blockedMS: Int64 = 0
        package fileprivate(set) var markets: [MarketKey: Int64] = [:]

        /// The one that it blocked longest, the first of the list among equals.
        package var longest: (market: MarketKey, ms: Int64)? {
            markets.filter { $0.value > 0 }.min { ($1.value, $0.key) < ($0.value, $1.key) }
                .map { ($0.key, $0.value) }
        }
    }

    /// Of the gates that were on in some process, and of any that blocked.
    package private(set) var byGate: [String: Tally] = [:]
    /// The gates as the config names them, in its order.
    package private(set) var names: [String] = []
    /// False when some line is of an engine that counted signals and not time.
    package private(set) var isTimed = true

    package init() {}

    /// Every minute line that has a moment in `window`.
    package init(_ ledger: Ledger, in window: TimeWindow) {
        for process in ledger.processes {
            for gate in process.start.config.gates { note(gate.name) }
        }
        for record in ledger.minutes
        where record.minuteMS < window.toMS && record.minuteMS + MinuteRecord.milliseconds > window.fromMS {
            for market in record.markets { add(market) }
        }
    }

    private mutating func note(_ name: String) {
        guard byGate[name] == nil else { return }
        byGate[name] = Tally()
        names.append(name)
    }

    private mutating func add(_ minute: MarketMinute) {
        for blocked in minute.blocked {
            note(blocked.name)
            byGate[blocked.name]?.signals += blocked.count
            byGate[blocked.name]?.markets[minute.market, default: 0] += 0
        }
        guard let times = minute.blockedMS else {
            isTimed = false
            return
        }
        for time in times {
            note(time.name)
            byGate[time.name]?.blockedMS += time.count
            byGate[time.name]?.markets[minute.market, default: 0] += time.count
        }
    }

    package mutating func merge(_ other: GateActivity) {
        for name in other.names {
            note(name)
            guard let tally = other.byGate[name] else { continue }
            byGate[name]?.signals += tally.signals
            byGate[name]?.blockedMS += tally.blockedMS
            byGate[name]?.markets.merge(tally.markets, uniquingKeysWith: +)
        }
        isTimed = isTimed && other.isTimed
    }
}
