import DoDAnalysis
package import DoDFormat

/// It could go on for a month: memory and open files don't grow, and the log stays small.
///
/// A slope needs hours of real time. In an accelerated rehearsal an hour has a few real seconds, so there only
/// the maxima are held against the limits, and the answer says so.
package struct ResourcesCriterion: Criterion {
    package let id = CriterionID.resources.rawValue
    package let claim = "it could go on for a month"

    package init() {}

    package func judge(_ evidence: Evidence, policy: Policy) -> CriterionResult {
        var findings = Findings()
        var measured: Facts = [:]
        var summaries: [String] = []
        if evidence.runs.isEmpty { findings.doubt("nothing to judge") }
        for run in evidence.runs {
            let label = evidence.label(of: run)
            guard let ledger = run.ledger, let window = evidence.judgedWindow(of: run) else {
                findings.doubt("\(label)no ledger with a minute: nothing tells what it took")
                continue
            }
            let growth = ResourceGrowth(ledger, window, policy)
            let facts = growth.report(run, label: label, policy, &findings)
            measured["\(label)growth"] = .object(facts)
            summaries.append(label + growth.summary(isRealTime: run.isRealTime))
            if let journal = run.journal, let volume = LogVolume(journal, run, asked: window) {
                measured["\(label)log"] = .object(volume.report(policy, &findings))
                summaries.append(volume.summary)
            } else {
                findings.note("\(label)no samples of a runner: the volume of the log is not known")
            }
            if let forecast = DiskForecast(run) {
                measured["\(label)disk"] = .object(forecast.report(policy, &findings))
                summaries.append(forecast.summary)
            }
        }
        return findings.result(
            .resources, passed: summaries.joined(separator: "; "), measured: measured,
            required: [
                "memory_limit_mb": policy.fact(.memoryLimitMegabytes),
                "open_files_limit": policy.fact(.openFilesLimit),
                "growth_percent_max": policy.fact(.growthPercentMax), "growth_days": policy.fact(.growthDays),
                "hours_min": policy.fact(.growthHoursMin),
                "warm_up_minutes": policy.fact(.growthWarmUpMinutes),
                "point_minutes": policy.fact(.growthPointMinutes),
                "log_mb_per_day_max": policy.fact(.logMegabytesPerDayMax),
            ])
    }
}
