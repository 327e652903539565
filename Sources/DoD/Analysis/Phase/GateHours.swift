package import DoDFormat

/// How much of the watched market time each gate blocked, by hour.
package struct GateHours: Hashable, Sendable {
    /// Gates that were on, in the order in which they were met.
    package private(set) var names: [String] = []
    /// Blocked ms by gate, then by hour since the epoch.
    package private(set) var blockedMS: [String: [Int64: Int64]] = [:]
    /// Watched market time by hour.
    package private(set) var watchedMS: [Int64: Int64] = [:]
    /// False when some line does not tell the time.
    package private(set) var isTimed = true

    package init() {}

    /// Every minute line that has a moment in `window`.
    package init(_ ledger: Ledger, in window: TimeWindow) {
        for process in ledger.processes {
            for gate in process.start.config.gates { note(gate.name) }
        }
        for record in ledger.minutes
        where record.minuteMS < window.toMS && record.minuteMS + MinuteRecord.milliseconds > window.fromMS {
            let hour = record.minuteMS / EpisodeSums.hourMS
            watchedMS[hour, default: 0] += record.observedMS * Int64(record.markets.count)
            for market in record.markets {
                guard let times = market.blockedMS else {
                    isTimed = false
                    continue
                }
                for time in times {
                    note(time.name)
                    blockedMS[time.name, default: [:]][hour, default: 0] += time.count
                }
            }
        }
    }

    private mutating func note(_ name: String) {
        if !names.contains(name) { names.append(name) }
    }

    package mutating func merge(_ other: GateHours) {
        for name in other.names {
            note(name)
            blockedMS[name, default: [:]].merge(other.blockedMS[name] ?? [:], uniquingKeysWith: +)
        }
        watchedMS.merge(other.watchedMS, uniquingKeysWith: +)
        isTimed = isTimed && other.isTimed
    }

    package var watchedTotalMS: Int64 { watchedMS.values.reduce(0, +) }
    package func totalMS(_ gate: String) -> Int64 { (blockedMS[gate] ?? [:]).values.reduce(0, +) }

    /// The hour in which it blocked the largest share of the watched time, the first of equals.
    package func worstHour(_ gate: String) -> (hourMS: Int64, blockedMS: Int64, watchedMS: Int64)? {
        var worst: (hourMS: Int64, blockedMS: Int64, watchedMS: Int64)?
        for (hour, blocked) in (blockedMS[gate] ?? [:]).sorted(by: { $0.key < $1.key }) {
            guard blocked > 0, let watched = watchedMS[hour], watched > 0 else { continue }
            if let worst,
                Int128(blocked) * Int128(worst.watchedMS) <= Int128(worst.blockedMS) * Int128(watched)
            {
                continue
            }
            worst = (hour * EpisodeSums.hourMS, blocked, watched)
        }
        return worst
    }
}
