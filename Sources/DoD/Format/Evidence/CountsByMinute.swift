/// Counts by market and minute, in a short row for each market: a day of 128 markets has 180,000 of them.
package struct CountsByMinute: Hashable, Sendable {
    private var rows: [MarketKey: MinuteRow] = [:]

    package init() {}

    /// How many minutes of markets have one.
    package var count: Int {
        var count = 0
        for row in rows.values { row.forEach { _, _ in count += 1 } }
        return count
    }

    /// 0 where nothing was counted.
    package subscript(key: MarketMinuteKey) -> Int64 { rows[key.market]?[key.minuteMS] ?? 0 }

    /// `key` is of a whole minute.
    package mutating func add(_ count: Int64, to key: MarketMinuteKey) {
        if count != 0 { rows[key.market, default: MinuteRow()].add(count, key.minuteMS) }
    }

    package mutating func merge(_ other: CountsByMinute) {
        for (market, row) in other.rows {
            row.forEach { minuteMS, count in rows[market, default: MinuteRow()].add(count, minuteMS) }
        }
    }

    /// Of all markets, in the minutes that begin in this time.
    package func sum(fromMS: Int64, toMS: Int64) -> Int64 {
        var sum: Int64 = 0
        forEach { key, count in
            if key.minuteMS >= fromMS, key.minuteMS < toMS { sum += count }
        }
        return sum
    }

    /// By market and time.
    package func forEach(_ body: (MarketMinuteKey, Int64) -> Void) {
        for (market, row) in rows.sorted(by: { $0.key < $1.key }) {
            row.forEach { body(MarketMinuteKey(market: market, minuteMS: $0), $1) }
        }
    }
}
