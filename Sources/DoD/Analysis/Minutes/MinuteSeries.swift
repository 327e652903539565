package import DoDFormat

/// The minutes of one ledger that lie in a window, each once.
///
/// Minutes of another directory don't belong in the same series: two engines that watched the same minute
/// would add up to more than it had.
package struct MinuteSeries: Sendable {
    private var tallies: [Int64: MinuteTally] = [:]

    /// Every minute that has a moment in `window`.
    package init(_ ledger: Ledger, in window: TimeWindow) {
        for record in ledger.minutes {
            let whole = TimeWindow(
                fromMS: record.minuteMS, toMS: record.minuteMS + MinuteRecord.milliseconds)
            guard whole.intersection(window) != nil else { continue }
            tallies[record.minuteMS, default: MinuteTally(minuteMS: record.minuteMS)].add(record)
        }
    }

    package var count: Int { tallies.count }
    package var isEmpty: Bool { tallies.isEmpty }
    /// By time.
    package var minutes: [MinuteTally] { tallies.values.sorted { $0.minuteMS < $1.minuteMS } }
    package subscript(minuteMS: Int64) -> MinuteTally? { tallies[minuteMS] }

    /// What each market came to over the whole series.
    package var totals: [MarketKey: MarketTally] {
        var totals: [MarketKey: MarketTally] = [:]
        for tally in tallies.values {
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
