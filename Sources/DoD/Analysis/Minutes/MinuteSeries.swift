package import DoDFormat

/// The minutes of one ledger that lie in a window, each once. They are read anew at each look: only where they are
/// is kept, and so a month takes no more memory than a day.
///
/// Minutes of another directory don't belong in the same series: two engines that watched the same minute
/// would add up to more than it had.
package struct MinuteSeries: Sendable {
    private struct Place {
        var minuteMS: Int64
        /// Of the line among the ledger's minutes.
        var number: Int
    }

    private let lines: LedgerMinutes
    /// By time, and the lines of one minute in their order.
    private var places: [Place] = []
    package let count: Int

    /// Every minute that has a moment in `window`.
    package init(_ ledger: Ledger, in window: TimeWindow) {
        lines = ledger.minutes
        for (number, minuteMS) in lines.timesMS {
            let whole = TimeWindow(fromMS: minuteMS, toMS: minuteMS + MinuteRecord.milliseconds)
            guard whole.intersection(window) != nil else { continue }
            places.append(Place(minuteMS: minuteMS, number: number))
        }
        places.sort { ($0.minuteMS, $0.number) < ($1.minuteMS, $1.number) }
        var count = 0
        for position in places.indices where Self.isFirst(position, of: places) { count += 1 }
        self.count = count
    }

    private static func isFirst(_ position: Int, of places: [Place]) -> Bool {
        position == 0 || places[position - 1].minuteMS != places[position].minuteMS
    }

    package var isEmpty: Bool { places.isEmpty }

    /// By time, without their markets: those who want all markets want totals.
    package var minutes: some Sequence<MinuteTally> { tallies(withMarkets: false) }

    private func tallies(withMarkets: Bool) -> some Sequence<MinuteTally> {
        places.indices.lazy.filter { Self.isFirst($0, of: places) }
            .map { tally(at: $0, withMarkets: withMarkets) }
    }

    package subscript(minuteMS: Int64) -> MinuteTally? {
        var low = 0
        var high = places.count
        while low < high {
            let middle = (low + high) / 2
            if places[middle].minuteMS < minuteMS { low = middle + 1 } else { high = middle }
        }
        return low < places.count && places[low].minuteMS == minuteMS ? tally(at: low) : nil
    }

    /// `first`: where its first line is among the places.
    private func tally(at first: Int, withMarkets: Bool = true) -> MinuteTally {
        let minuteMS = places[first].minuteMS
        var tally = MinuteTally(minuteMS: minuteMS)
        for place in places[first...] {
            guard place.minuteMS == minuteMS else { break }
            tally.add(lines[place.number], withMarkets: withMarkets)
        }
        return tally
    }

    /// What each market came to over the whole series.
    package var totals: [MarketKey: MarketTally] { Self.totals(of: tallies(withMarkets: true)) }

    /// What each market came to in the whole minutes of a stretch.
    package func totals(in window: TimeWindow) -> [MarketKey: MarketTally] {
        Self.totals(of: Self.wholeMinutes(of: window).lazy.compactMap { self[$0] })
    }

    private static func totals(of tallies: some Sequence<MinuteTally>) -> [MarketKey: MarketTally] {
        var totals: [MarketKey: MarketTally] = [:]
        for tally in tallies {
            for (market, minute) in tally.markets { totals[market, default: MarketTally()].merge(minute) }
        }
        return totals
    }

    /// The whole minutes of a window: those it holds from begin to end.
    package static func wholeMinutes(of window: TimeWindow) -> StrideTo<Int64> {
        let length = MinuteRecord.milliseconds
        let rest = window.fromMS % length
        let first = rest == 0 ? window.fromMS : window.fromMS - rest + length
        return stride(from: first, to: max(first, window.toMS - length + 1), by: Int64.Stride(length))
    }
}
