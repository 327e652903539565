/// Every criterion of the definition of done, in the order of the verdict. A verdict needs an answer to
/// each: one that nobody gave is unknown.
///
/// `ByteCriteria.all` looks at bytes and records, `RunCriteria.all` at time, markets and the machine.
package enum CriterionID: String, CaseIterable, Hashable, Sendable {
    case evidence
    case duration
    case coverage
    case selfRecovery = "self-recovery"
    case usSession = "us-session"
    case integrity
    case completeness
    case semantics
    case markets
    case indicators
    case rateLimits = "rate-limits"
    case errors
    case resources
    case faults
}
