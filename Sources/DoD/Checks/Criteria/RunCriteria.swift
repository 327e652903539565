package import DoDCalendar

/// The criteria that look at time, markets and the machine.
package enum RunCriteria {
    package static let all = all(.newYork)

    package static func all(_ calendar: TradingCalendar) -> [any Criterion] {
        [
            DurationCriterion(), CoverageCriterion(), SelfRecoveryCriterion(),
            USSessionCriterion(calendar: calendar), MarketsCriterion(), IndicatorsCriterion(),
            RateLimitsCriterion(), ErrorsCriterion(), ResourcesCriterion(),
        ]
    }
}
