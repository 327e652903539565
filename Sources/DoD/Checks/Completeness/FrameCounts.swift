import DoDFormat

/// Frames sent by the exchange against frames received by the engine, over minutes in which the connection
/// was up from end to end on both sides.
///
/// An engine that tells of frames that nobody sent, or is silent about some that it lost, need not lose a signal
/// by that: on a quiet market only these counts give it away.
struct FrameCounts {
    private(set) var minutes: Int64 = 0
    private(set) var sent: Int64 = 0
    private(set) var received: Int64 = 0
    /// In words, by market.
    private(set) var differences: [String] = []

    /// Frames that may be on their way when a minute ends, or of which the ledger says that it could not read
    /// them: so many and a twentieth more are no difference.
    private static let slack: Int64 = 60
    private static let slackDivisor: Int64 = 20

    private struct Whole {
        var markets: [MarketKey: Int64] = [:]
        var unread: Int64
    }

    init(_ truth: Truth, _ ledger: Ledger) {
        var whole: [Int64: Whole] = [:]
        for minute in ledger.minutes
        where minute.observedMS == MinuteRecord.milliseconds
            && minute.feed.connectedMS == MinuteRecord.milliseconds
        {
            var counts = Whole(unread: minute.feed.unknown + minute.feed.malformed)
            for market in minute.markets { counts.markets[market.market] = market.bbo + market.ctx }
            whole[minute.minuteMS] = counts
        }
        let common = truth.minutes.filter {
            $0.connectedMS == MinuteRecord.milliseconds && whole[$0.minuteMS] != nil
        }
        compare(common, whole)
    }

    private mutating func compare(_ common: [TruthMinute], _ whole: [Int64: Whole]) {
        let known = Set(common.map(\.minuteMS))
        var markets: [MarketKey: (sent: Int64, received: Int64)] = [:]
        var unread: Int64 = 0
        var compared = 0
        for minute in common {
            guard let counts = whole[minute.minuteMS] else { continue }
            minutes += 1
            sent += minute.markets.reduce(0) { $0 + $1.bbo + $1.ctx }
            received += counts.markets.values.reduce(0, +)
            // Before a connection is known to be lost, frames go astray that were sent.
            let step = MinuteRecord.milliseconds
            guard known.contains(minute.minuteMS - step), known.contains(minute.minuteMS + step) else {
                continue
            }
            compared += 1
            unread += counts.unread
            for market in minute.markets {
                markets[market.market, default: (0, 0)].sent += market.bbo + market.ctx
                markets[market.market, default: (0, 0)].received += counts.markets[market.market] ?? 0
            }
        }
        for (market, count) in markets.sorted(by: { $0.key < $1.key }) {
            let difference = (count.sent - count.received).magnitude
            guard difference > UInt64(Self.slack + unread + count.sent / Self.slackDivisor) else { continue }
            differences.append(
                "\(market): \(count.sent) frames were sent to the engine, its ledger says \(count.received), in \(compared) whole minutes"
            )
        }
    }

    func report(_ findings: inout Findings) {
        for difference in differences { findings.fail(difference) }
    }
}
