import DoDAnalysis
import DoDCalendar
import DoDFormat

/// One whole regular session held against the policy, market by market.
struct SessionAudit {
    /// One US equity market in the session.
    private struct MarketSession {
        var coin: String
        var minutes = CoverageCount()
        var slots = CoverageCount()
        /// Nil when it is covered and alive.
        var problem: String?
    }

    let session: Session
    private let markets: [MarketSession]
    let isGood: Bool
    private let words: String

    init(_ session: Session, _ equities: USEquities, policy: Policy) {
        self.session = session
        let slots = Self.slots(of: session, equities, policy)
        markets = equities.equities.map { Self.audit($0, session, equities, slots, policy) }
        let good = markets.count { $0.problem == nil }
        isGood = policy.isReached(.usSessionMarketsPercentMin, Int64(good), of: Int64(markets.count))
        words = "\(good) of \(markets.count) US equity markets covered and alive"
    }

    private static func audit(
        _ equity: USEquities.Equity, _ session: Session, _ equities: USEquities, _ slots: [USEquities.Slot],
        _ policy: Policy
    ) -> MarketSession {
        var result = MarketSession(coin: equity.coin, problem: equity.absence)
        guard let market = equity.market, equity.absence == nil else { return result }
        let hours = TimeWindow(fromMS: session.openMs, toMS: session.closeMs)
        // Minutes in which it was not listed are not covered either: the session has to be whole.
        result.minutes = CoverageCount(
            covered: equities.coverage.count(market, in: hours).covered, expected: Int64(session.minutes))
        result.slots = aliveSlots(market, slots)
        if !policy.isReached(
            .usSessionMinutesPercentMin, result.minutes.covered, of: result.minutes.expected)
        {
            result.problem =
                "\(equity.coin): \(result.minutes.covered) of \(result.minutes.expected) minutes covered"
        } else if !policy.isReached(
            .usSessionSlotsAlivePercentMin, result.slots.covered, of: result.slots.expected)
        {
            result.problem =
                "\(equity.coin): alive in \(result.slots.covered) of \(result.slots.expected) slots (oracle changed, book with both sides)"
        }
        return result
    }

    private static func slots(
        of session: Session, _ equities: USEquities, _ policy: Policy
    ) -> [USEquities.Slot] {
        let length = max(1, policy.whole(.usSessionSlotMinutes)) * MinuteRecord.milliseconds
        return stride(from: session.openMs, to: session.closeMs, by: Int64.Stride(length)).map { fromMS in
            equities.slot(TimeWindow(fromMS: fromMS, toMS: min(fromMS + length, session.closeMs)))
        }
    }

    /// ctx flows once a second even when the oracle stands still, so coverage alone shows no market.
    private static func aliveSlots(_ market: MarketKey, _ slots: [USEquities.Slot]) -> CoverageCount {
        var count = CoverageCount()
        for slot in slots {
            let tally = slot.tally(market)
            count.expected += 1
            if tally.oracleChanges > 0, tally.twoSidedMS > 0 { count.covered += 1 }
        }
        return count
    }

    var summary: String { "\(session.text): \(words)" }

    func report(_ findings: inout Findings) {
        let first = markets.compactMap(\.problem).first.map { ", first \($0)" } ?? ""
        findings.fail("\(session.text): \(words)\(first)")
    }

    func note(_ findings: inout Findings) {
        for market in markets {
            guard let problem = market.problem else { continue }
            findings.note("\(session.text): \(problem)")
        }
    }

    var measured: Facts {
        let judged = markets.filter { $0.minutes.expected > 0 }
        return [
            "session": .text(session.text), "minutes": .count(session.minutes),
            "markets": .count(markets.count),
            "markets_good": .count(markets.count { $0.problem == nil }),
            "covered_minutes_min": judged.map(\.minutes.covered).min().map { .count($0) } ?? .null,
            "slots": judged.first.map { .count($0.slots.expected) } ?? .null,
            "slots_alive_min": judged.map(\.slots.covered).min().map { .count($0) } ?? .null,
        ]
    }
}
