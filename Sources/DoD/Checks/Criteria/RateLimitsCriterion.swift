import DoDAnalysis
package import DoDFormat

/// The venue's limits were watched in every minute's record, and kept.
package struct RateLimitsCriterion: Criterion {
    package let id = CriterionID.rateLimits.rawValue
    package let claim = "limits were watched and kept"

    private struct Peaks {
        var minutes = 0
        var messages: Int64 = 0
        var posts: Int64 = 0
        var reconnects: Int64 = 0
        var connectionsInMinute: Int64 = 0
        var reconnectsAll: Int64 = 0
    }

    package init() {}

    package func judge(_ evidence: Evidence, policy: Policy) -> CriterionResult {
        var findings = Findings()
        var peaks = Peaks()
        if evidence.runs.isEmpty { findings.doubt("nothing to judge") }
        for run in evidence.runs {
            guard let ledger = run.ledger, let window = evidence.judgedWindow(of: run) else {
                findings.doubt("\(evidence.label(of: run))no ledger with a minute: nobody watched the limits")
                continue
            }
            let series = MinuteSeries(ledger, in: window)
            if series.isEmpty {
                findings.doubt("\(evidence.label(of: run))no minute is recorded in that time")
            }
            for minute in series.minutes { look(at: minute, policy, &findings, &peaks) }
            lookAtConnections(ledger, evidence, policy, &findings, &peaks)
        }
        return findings.result(
            .rateLimits,
            passed:
                "at most \(peaks.messages) messages and \(peaks.reconnects) reconnects in a minute, \(peaks.posts) posts in flight, over \(peaks.minutes) minutes",
            measured: [
                "minutes": .count(peaks.minutes), "messages_per_minute_max": .count(peaks.messages),
                "posts_in_flight_max": .count(peaks.posts),
                "reconnects_per_minute_max": .count(peaks.reconnects),
                "connections_in_60_s_max": .count(peaks.connectionsInMinute),
                "reconnects": .count(peaks.reconnectsAll),
            ],
            required: [
                "messages_per_minute_max": policy.fact(.messagesPerMinuteMax),
                "posts_in_flight_max": policy.fact(.postsInFlightMax),
                "reconnects_per_minute_max": policy.fact(.reconnectsPerMinuteMax),
            ])
    }

    private func look(
        at minute: MinuteTally, _ policy: Policy, _ findings: inout Findings, _ peaks: inout Peaks
    ) {
        peaks.minutes += 1
        peaks.messages = max(peaks.messages, minute.messagesOut)
        peaks.posts = max(peaks.posts, minute.postsInFlightMax)
        peaks.reconnects = max(peaks.reconnects, minute.reconnects)
        peaks.reconnectsAll += minute.reconnects
        for (count, what, limit) in [
            (minute.messagesOut, "messages sent", Threshold.messagesPerMinuteMax),
            (minute.postsInFlightMax, "posts in flight", .postsInFlightMax),
            (minute.reconnects, "reconnects", .reconnectsPerMinuteMax),
        ] where count > policy.whole(limit) {
            findings.fail(
                "\(ISOTime.text(minute.minuteMS)): \(count) \(what) in the minute, at most \(policy.text(limit)) are allowed"
            )
        }
    }

    /// Connections in any 60 seconds, by their own lines: a limit does not begin anew at each full minute,
    /// and a process that died never wrote its last minute.
    private func lookAtConnections(
        _ ledger: Ledger, _ evidence: Evidence, _ policy: Policy, _ findings: inout Findings,
        _ peaks: inout Peaks
    ) {
        var recent: [Int64] = []
        var worst: (count: Int64, fromMS: Int64) = (0, 0)
        for line in ledger.lines.rare where evidence.isAsked(line.atMS) {
            guard case .connection(let event) = line.event, event.kind == .connected else { continue }
            recent.append(line.atMS)
            recent.removeAll { $0 <= line.atMS - MinuteRecord.milliseconds }
            if Int64(recent.count) > worst.count { worst = (Int64(recent.count), recent[0]) }
        }
        peaks.connectionsInMinute = max(peaks.connectionsInMinute, worst.count)
        if worst.count > policy.whole(.reconnectsPerMinuteMax) {
            findings.fail(
                "\(worst.count) connections in the 60 s from \(ISOTime.text(worst.fromMS)), at most \(policy.text(.reconnectsPerMinuteMax)) are allowed"
            )
        }
    }
}
