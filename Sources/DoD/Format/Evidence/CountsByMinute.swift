/// Counts by market and minute, in a short row for each market: a day of 128 markets has 180,000 of them.
package struct CountsByMinute: Hashable, Sendable {
    private struct Entry: Hashable, Sendable {
        var minuteMS: Int64
        var count: Int64
    }

    /// By time, each minute once.
    private var rows: [MarketKey: [Entry]] = [:]

    package init() {}

    /// How many minutes of markets have one.
    package var count: Int { rows.values.reduce(0) { $0 + $1.count } }

    /// Nil where nothing was counted.
    package subscript(key: MarketMinuteKey) -> Int64? {
        guard let row = rows[key.market] else { return nil }
        let place = Self.position(of: key.minuteMS, in: row)
        return place < row.count && row[place].minuteMS == key.minuteMS ? row[place].count : nil
    }

    package mutating func add(_ count: Int64, to key: MarketMinuteKey) {
        Self.add(count, key.minuteMS, to: &rows[key.market, default: []])
    }

    private static func add(_ count: Int64, _ minuteMS: Int64, to row: inout [Entry]) {
        // Nearly always it is the newest one.
        let place =
            row.last.map { $0.minuteMS < minuteMS } ?? true ? row.count : position(of: minuteMS, in: row)
        if place < row.count, row[place].minuteMS == minuteMS {
            row[place].count += count
        } else {
            row.insert(Entry(minuteMS: minuteMS, count: count), at: place)
        }
    }

    package mutating func merge(_ other: CountsByMinute) {
        for (market, row) in other.rows {
            for entry in row { Self.add(entry.count, entry.minuteMS, to: &rows[market, default: []]) }
        }
    }

    /// Of the first minute that is not before.
    private static func position(of minuteMS: Int64, in row: [Entry]) -> Int {
        var low = 0
        var high = row.count
        while low < high {
            let middle = (low + high) / 2
            if row[middle].minuteMS < minuteMS { low = middle + 1 } else { high = middle }
        }
        return low
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
            for entry in row { body(MarketMinuteKey(market: market, minuteMS: entry.minuteMS), entry.count) }
        }
    }
}
