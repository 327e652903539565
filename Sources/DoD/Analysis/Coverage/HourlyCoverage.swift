package import DoDFormat

/// Which minutes of which market were covered: by market and hour, in a bit a minute. One shard's plus
/// another's is the whole's, in any order.
package struct HourlyCoverage: Hashable, Sendable {
    package static let hourMS: Int64 = 3_600_000
    private static let minuteMS = MinuteRecord.milliseconds

    /// By market, then by hour since the epoch.
    private var masks: [MarketKey: [Int64: MinuteMask]] = [:]
    /// Expected: the minute is judged. Covered: some line tells of it.
    private var recorded: [Int64: MinuteMask] = [:]
    /// What did arrive in minutes that are not covered, as milliseconds.
    private var fedMS: [MarketMinuteKey: Int64] = [:]

    package init() {}

    /// The whole minutes of `window`, by the markets that were listed in each and had a book.
    package init(
        _ minutes: MinuteSeries, universe: MarketUniverse, window: TimeWindow, rule: CoverageRule,
        without bookless: Set<MarketKey> = []
    ) {
        let markets = universe.markets.filter { rule.counts($0, universe) && !bookless.contains($0) }
        // One row for each market while the minutes go by: they are read only once.
        var rows = markets.map { _ in [Int64: MinuteMask]() }
        for minuteMS in MinuteSeries.wholeMinutes(of: window) {
            let tally = minutes[minuteMS]
            note(recordOf: minuteMS, isThere: tally != nil)
            let span = TimeWindow(fromMS: minuteMS, toMS: minuteMS + Self.minuteMS)
            let (hour, minute) = Self.place(minuteMS)
            for (position, market) in markets.enumerated() {
                guard universe.isListed(market, throughout: span) else { continue }
                let isCovered = tally.map { rule.isCovered($0, market) } ?? false
                rows[position][hour, default: MinuteMask()].note(minute: minute, isCovered: isCovered)
                guard !isCovered, let tally, let contexts = tally.markets[market]?.contexts else { continue }
                noteFed(market, minuteMS, min(tally.connectedMS, contexts * Self.contextMS))
            }
        }
        for (market, row) in zip(markets, rows) where !row.isEmpty { masks[market] = row }
    }

    /// A context comes about once a second.
    private static let contextMS: Int64 = 1_000

    package mutating func note(_ market: MarketKey, _ minuteMS: Int64, isCovered: Bool) {
        let (hour, minute) = Self.place(minuteMS)
        masks[market, default: [:]][hour, default: MinuteMask()].note(minute: minute, isCovered: isCovered)
    }

    private mutating func note(recordOf minuteMS: Int64, isThere: Bool) {
        let (hour, minute) = Self.place(minuteMS)
        recorded[hour, default: MinuteMask()].note(minute: minute, isCovered: isThere)
    }

    private mutating func noteFed(_ market: MarketKey, _ minuteMS: Int64, _ ms: Int64) {
        guard ms > 0 else { return }
        let key = MarketMinuteKey(market: market, minuteMS: minuteMS)
        fedMS[key] = max(fedMS[key] ?? 0, min(ms, Self.minuteMS))
    }

    private static func place(_ minuteMS: Int64) -> (hour: Int64, minute: Int64) {
        (minuteMS / hourMS, minuteMS % hourMS / Self.minuteMS)
    }

    package mutating func merge(_ other: HourlyCoverage) {
        for (market, hours) in other.masks {
            for (hour, mask) in hours { masks[market, default: [:]][hour, default: MinuteMask()].merge(mask) }
        }
        for (hour, mask) in other.recorded { recorded[hour, default: MinuteMask()].merge(mask) }
        fedMS.merge(other.fedMS, uniquingKeysWith: max)
    }

    /// By dex and index.
    package var markets: [MarketKey] { masks.keys.sorted() }
    /// The beginnings of the hours from the first to the last, without a hole; empty when nothing is judged.
    package var hoursMS: [Int64] {
        guard let first = recorded.keys.min(), let last = recorded.keys.max() else { return [] }
        return (first...last).map { $0 * Self.hourMS }
    }
    package func count(_ market: MarketKey, hourMS: Int64) -> CoverageCount {
        masks[market]?[hourMS / Self.hourMS]?.count ?? CoverageCount()
    }
    package func count(_ market: MarketKey) -> CoverageCount {
        (masks[market] ?? [:]).values.reduce(CoverageCount()) { $0 + $1.count }
    }
    package var total: CoverageCount { masks.keys.reduce(CoverageCount()) { $0 + count($1) } }
    /// Minutes that some line tells of, of all minutes that are judged.
    package var minutesRecorded: CoverageCount { recorded.values.reduce(CoverageCount()) { $0 + $1.count } }

    /// Of one market in the whole minutes of a stretch. Minutes that were never judged are not expected.
    package func count(_ market: MarketKey, in window: TimeWindow) -> CoverageCount {
        var count = CoverageCount()
        for minuteMS in MinuteSeries.wholeMinutes(of: window) {
            let (hour, minute) = Self.place(minuteMS)
            guard let mask = masks[market]?[hour] else { continue }
            count = count + mask.limited(to: minute..<minute + 1).count
        }
        return count
    }

    /// The gaps of one market, by time.
    package func gaps(of market: MarketKey) -> [CoverageGap] {
        let missing = (masks[market] ?? [:]).mapValues(\.missing)
        return Self.runs(missing).map { window in
            let last = window.toMS - Self.minuteMS
            let first = fed(market, window.fromMS)
            let arrived = first + (last > window.fromMS ? fed(market, last) : 0)
            return CoverageGap(
                market: market, window: window, durationMS: max(0, window.durationMS - arrived))
        }
    }

    private func fed(_ market: MarketKey, _ minuteMS: Int64) -> Int64 {
        fedMS[MarketMinuteKey(market: market, minuteMS: minuteMS)] ?? 0
    }

    /// Minutes in which no market was covered that had to be.
    package var wholeGaps: [CoverageGap] {
        Self.runs(united().mapValues(\.missing)).map {
            CoverageGap(market: nil, window: $0, durationMS: $0.durationMS)
        }
    }

    /// Minutes in which some market was not covered, but others were.
    package var partialGaps: [TimeWindow] {
        let all = united()
        var some: [Int64: UInt64] = [:]
        for hours in masks.values {
            for (hour, mask) in hours { some[hour, default: 0] |= mask.missing }
        }
        return Self.runs(some.merging(all.mapValues(\.missing)) { $0 & ~$1 })
    }

    private func united() -> [Int64: MinuteMask] {
        var united: [Int64: MinuteMask] = [:]
        for hours in masks.values {
            for (hour, mask) in hours { united[hour, default: MinuteMask()].merge(mask) }
        }
        return united
    }

    /// Set bits in a row, over the edges of hours, as windows.
    private static func runs(_ bits: [Int64: UInt64]) -> [TimeWindow] {
        var windows: [TimeWindow] = []
        for (hour, mask) in bits.sorted(by: { $0.key < $1.key }) where mask != 0 {
            for minute in 0..<Int64(60) where mask & (1 << UInt64(minute)) != 0 {
                let begin = hour * hourMS + minute * minuteMS
                if windows.last?.toMS == begin {
                    windows[windows.count - 1].toMS = begin + minuteMS
                } else {
                    windows.append(TimeWindow(fromMS: begin, toMS: begin + minuteMS))
                }
            }
        }
        return windows
    }
}
