package import DoDFormat

/// Whether Phase B may be decided on: stands beside the verdict and is no part of it.
package struct Readiness: Hashable, Sendable {
    package enum Answer: String, Hashable, Comparable, Sendable {
        case pass, unknown, fail

        private var rank: Int { self == .pass ? 0 : self == .unknown ? 1 : 2 }
        package static func < (left: Answer, right: Answer) -> Bool { left.rank < right.rank }
    }

    package struct Condition: Hashable, Sendable {
        /// As in verdict.json: `positive-markets`.
        package var id: String
        package var claim: String
        package var answer: Answer
        package var why: String
    }

    package static let positiveMarketsMin = 2
    /// Of the bbo of a market, those with a side missing.
    package static let bboNullPercentMax: Int64 = 5
    package static let followupHoursMin = 24
    /// Of the follow-ups that fell due.
    package static let followupsTakenPercentMin: Int64 = 99
    /// Of the watched market time that one gate blocked, over all and in its worst hour.
    package static let gateBlockedPercentMax: Int64 = 5
    package static let gateBlockedHourPercentMax: Int64 = 20

    package let conditions: [Condition]

    /// The worst of them.
    package var answer: Answer { conditions.map(\.answer).max() ?? .unknown }

    package init(
        _ signals: SignalAnalysis, _ indicators: [MarketKey: MarketIndicators], _ gates: GateHours,
        _ followups: FollowupCount, isLive: Bool, label: (MarketKey) -> String
    ) {
        conditions = [
            Self.liveFeed(isLive), Self.positiveMarkets(signals.choice, label),
            Self.intervals(indicators, label), Self.bboNull(indicators, label),
            Self.followups(signals, followups), Self.gatesStable(gates),
        ]
    }

    private static func liveFeed(_ isLive: Bool) -> Condition {
        Condition(
            id: "live-evidence", claim: "the prices are the venue's own", answer: isLive ? .pass : .unknown,
            why: isLive
                ? "live evidence at real speed"
                : "the feed was synthetic, accelerated or untold: its prices say nothing of the venue")
    }

    private static func positiveMarkets(_ choice: ThresholdChoice, _ label: (MarketKey) -> String)
        -> Condition
    {
        let positive = choice.positive
        let answer: Answer
        let why: String
        if choice.chosenOn == nil {
            answer = .unknown
            let days = choice.hoursByDay.filter { $0.value >= ThresholdChoice.hoursMin }.count
            why =
                "\(days) UTC dates with \(ThresholdChoice.hoursMin) hours or more of episodes; a threshold is chosen on "
                + "one and judged on another"
        } else {
            let tried = "\(choice.tried) thresholds of \(choice.markets.count) markets were tried"
            let names = positive.prefix(3).map { market -> String in
                let n = choice.markets[market]?.judged.n ?? 0
                return "\(label(market)) (n = \(n))"
            }
            let found =
                positive.isEmpty
                ? "no market"
                : "\(positive.count) markets (\(names.joined(separator: ", ")))"
            why =
                "\(found) of \(choice.told.count) with \(Estimate.episodesMin) episodes or more have an interval above "
                + "zero on days that nothing was chosen on; \(tried)"
            answer =
                positive.count >= positiveMarketsMin
                ? .pass : choice.told.count < positiveMarketsMin ? .unknown : .fail
        }
        return Condition(
            id: "positive-markets",
            claim: "\(positiveMarketsMin) markets or more with an expected value above zero, out of sample",
            answer: answer, why: why)
    }

    private static func intervals(
        _ indicators: [MarketKey: MarketIndicators], _ label: (MarketKey) -> String
    ) -> Condition {
        let fed = indicators.filter(\.value.isFed)
        let without = fed.filter { $0.value.ctxAgeMS.total == 0 || $0.value.intervalMS.total == 0 }.keys
            .sorted()
        return Condition(
            id: "intervals-known", claim: "the intervals of ctx and bbo are known",
            answer: fed.isEmpty ? .unknown : without.isEmpty ? .pass : .fail,
            why: fed.isEmpty
                ? "no minute of a ledger tells of a market"
                : without.isEmpty
                    ? "P50, P95 and P99 of both for \(fed.count) of \(fed.count) markets"
                    : "\(without.count) of \(fed.count) markets lack them, \(label(without[0])) among them")
    }

    private static func bboNull(
        _ indicators: [MarketKey: MarketIndicators], _ label: (MarketKey) -> String
    ) -> Condition {
        let fed = indicators.filter { $0.value.bbo > 0 }
        let above = fed.filter { $0.value.bboNull * 100 > bboNullPercentMax * $0.value.bbo }.keys.sorted()
        return Condition(
            id: "bbo-null-rate",
            claim: "at most \(bboNullPercentMax) % of each market's bbo lack a side",
            answer: fed.isEmpty ? .unknown : above.isEmpty ? .pass : .fail,
            why: fed.isEmpty
                ? "no minute of a ledger tells of a bbo"
                : above.isEmpty
                    ? "\(fed.count) of \(fed.count) markets keep it, over \(fed.values.reduce(0) { $0 + $1.bbo }) bbo"
                    : "\(above.count) of \(fed.count) markets are above it, \(label(above[0])) among them")
    }

    private static func followups(_ signals: SignalAnalysis, _ count: FollowupCount) -> Condition {
        let hours = signals.hoursWithFollowups
        let isEnough = hours >= followupHoursMin
        var answer: Answer = isEnough ? .pass : .fail
        var why =
            "\(hours) hours have episodes with a follow-up after 5 s (n = \(signals.total.net.fiveSeconds.n))"
        if count.due == 0 {
            if isEnough { answer = .unknown }
            why += "; no minute of a ledger tells how many were due"
        } else {
            if count.taken * 100 < followupsTakenPercentMin * count.due { answer = .fail }
            why += "; \(count.taken) of \(count.due) that fell due were taken"
        }
        if signals.isEmpty { answer = .unknown }
        return Condition(
            id: "followups",
            claim:
                "\(followupHoursMin) hours of follow-ups, \(followupsTakenPercentMin) % of those due taken",
            answer: answer, why: why)
    }

    private static func gatesStable(_ gates: GateHours) -> Condition {
        var answer: Answer = .pass
        var why: [String] = []
        let watched = gates.watchedTotalMS
        if watched == 0 || gates.names.isEmpty || !gates.isTimed {
            answer = .unknown
            why.append(
                gates.isTimed
                    ? "no minute of a ledger with a gate" : "not every minute tells how long a gate blocked")
        } else {
            for name in gates.names {
                if gates.totalMS(name) * 100 > gateBlockedPercentMax * watched {
                    answer = .fail
                    why.append("\(name) blocked more than \(gateBlockedPercentMax) % of the market time")
                } else if let worst = gates.worstHour(name),
                    worst.blockedMS * 100 > gateBlockedHourPercentMax * worst.watchedMS
                {
                    answer = .fail
                    why.append("\(name) blocked more than \(gateBlockedHourPercentMax) % of one hour")
                }
            }
            if why.isEmpty {
                why.append("\(gates.names.count) gates kept it over \(gates.watchedMS.count) hours")
            }
        }
        return Condition(
            id: "gates-stable",
            claim:
                "each gate blocks at most \(gateBlockedPercentMax) % of the market time and \(gateBlockedHourPercentMax) % of an hour",
            answer: answer, why: why.joined(separator: "; "))
    }
}

/// Follow-ups by the minutes' records.
package struct FollowupCount: Hashable, Sendable {
    package var due: Int64 = 0
    package var taken: Int64 = 0

    package init(due: Int64 = 0, taken: Int64 = 0) {
        self.due = due
        self.taken = taken
    }
}
