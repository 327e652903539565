/// The criteria that look at time, markets and the machine.
package enum RunCriteria {
    package static let all: [any Criterion] = [
        DurationCriterion(), CoverageCriterion(), SelfRecoveryCriterion(), USSessionCriterion(),
        MarketsCriterion(), IndicatorsCriterion(), RateLimitsCriterion(), ErrorsCriterion(),
        ResourcesCriterion(),
    ]
}
