package import DoDFormat

/// The indicators by UTC day and market.
package struct DailyIndicators: Hashable, Sendable {
    package struct Key: Hashable, Comparable, Sendable {
        package var day: UTCDay
        package var market: MarketKey

        package static func < (left: Key, right: Key) -> Bool {
            (left.day, left.market) < (right.day, right.market)
        }
    }

    package private(set) var byMarketDay: [Key: MarketIndicators] = [:]

    package init() {}

    /// Every minute line that has a moment in `window`.
    package init(_ ledger: Ledger, in window: TimeWindow) {
        for record in ledger.minutes
        where record.minuteMS < window.toMS && record.minuteMS + MinuteRecord.milliseconds > window.fromMS {
            let day = UTCDay(containing: record.minuteMS)
            for minute in record.markets {
                byMarketDay[Key(day: day, market: minute.market), default: MarketIndicators()].add(minute)
            }
        }
    }

    package mutating func merge(_ other: DailyIndicators) {
        for (key, indicators) in other.byMarketDay {
            byMarketDay[key, default: MarketIndicators()].merge(indicators)
        }
    }

    /// By day, then by market.
    package var keys: [Key] { byMarketDay.keys.sorted() }
}
