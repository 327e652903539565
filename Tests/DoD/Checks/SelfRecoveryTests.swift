import DoDChecks
import DoDFormat
import Testing

@Suite("Self-recovery")
struct SelfRecoveryTests {
    func judge(
        _ day: WatchedDay = WatchedDay(), _ policy: Policy = WatchedDay.policy(),
        _ edit: (inout WatchedDay) -> Void = { _ in }
    ) throws -> CriterionResult {
        var day = day
        edit(&day)
        return try day.judge(SelfRecoveryCriterion(), policy)
    }

    let rehearsal = WatchedDay(rate: 300, isLive: false)

    @Test("The exchange ends each connection, and it comes back: normal")
    func expired() throws {
        let result = try judge()
        #expect(result.outcome == .pass)
        #expect(result.measured["connections_lost"] == .count(8))
        #expect(result.measured["by_cause"] == .counts([(name: "expired", count: 8)]))
        #expect(result.measured["recovery_seconds_max"] == .count(2))
    }

    @Test("A time in which nothing was recorded tells nothing")
    func nothingAsked() throws {
        let result = try judge { day in
            day.askedWindow = TimeWindow(fromMS: day.at(9_000), toMS: day.at(9_000 + 1_440))
        }
        #expect(result.outcome == .unknown)
        #expect(result.summary.contains("nothing was recorded in the time that was asked for"))
    }

    @Test("A connection that never comes back")
    func lostForEver() throws {
        let result = try judge { day in
            let fromMS = day.at(1_200)
            day.events.removeAll { line in
                guard case .connection = line.event else { return false }
                return line.atMS > fromMS
            }
            day.lose(day.at(1_300), cause: "closed", connection: 9, backAfterMS: nil)
            for minute in 1..<20 {
                day.lose(day.at(1_300 + minute), cause: "refused", connection: 9, backAfterMS: nil)
            }
        }
        #expect(result.outcome == .fail)
        #expect(
            result.summary.contains(
                "no connection came back after 2026-01-21T04:53:00.000Z (closed), 19 tries"),
            "\(result.summary)")
    }

    @Test("A process that was started again and never got a connection")
    func neverUpAgain() throws {
        let result = try judge(WatchedDay(minutes: 100)) { day in
            day.say(day.at(50), .connection(ConnectionEvent(.lost, connection: 1, cause: "shutdown")))
            let totals = Totals(
                day: UTCDay(containing: day.at(50)), files: [], signals: 0, followups: 0, dropped: 0)
            day.say(day.at(50), .stop(totals))
            day.say(day.at(51), .start(day.start))
        }
        #expect(result.outcome == .fail)
        #expect(
            result.evidence.contains { $0.hasPrefix("no connection came back after 2026-01-20T08:03") },
            "\(result.evidence)")
    }

    @Test("Lost half a minute before the orderly end: there was no time")
    func lostAtTheEnd() throws {
        let result = try judge { day in
            day.lose(day.at(1_441, 30), cause: "expired", connection: 9, backAfterMS: nil)
        }
        #expect(result.outcome == .pass, "\(result.summary)")
        #expect(result.evidence.contains { $0.contains("the engine was stopped then") })
    }

    @Test("A kill in a fault is explained")
    func fault() throws {
        let result = try judge(rehearsal) { day in
            day.fault("torn-1", from: 199, to: 202)
            day.restart(at: 200, during: "torn-1")
        }
        #expect(result.outcome == .pass, "\(result.summary)")
        #expect(result.measured["restarts"] == .count(1))
        #expect(result.measured["restarts_explained"] == .count(1))
    }

    @Test("A restart that nothing explains")
    func unexplained() throws {
        let result = try judge(rehearsal) { $0.restart(at: 200) }
        #expect(result.outcome == .fail)
        #expect(result.summary.contains("engine 1 ended (signal 9)"), "\(result.summary)")
        #expect(result.summary.contains("explained by nothing"), "\(result.summary)")
        let allowed = try judge(
            rehearsal, WatchedDay.policy([.selfRecoveryUnexplainedRestartsMax: 1_00])
        ) {
            $0.restart(at: 200)
        }
        #expect(allowed.outcome == .pass)
    }

    @Test("A fault that was not in force then explains nothing")
    func wrongFault() throws {
        let never = try judge(rehearsal) { $0.restart(at: 200, during: "torn-1") }
        #expect(never.outcome == .fail)
        let earlier = try judge(rehearsal) { day in
            day.fault("torn-1", from: 10, to: 12)
            day.restart(at: 200, during: "torn-1")
        }
        #expect(earlier.outcome == .fail)
    }

    @Test("On a live feed the way it ended explains it; no way does not")
    func live() throws {
        let result = try judge { $0.restart(at: 200, code: 137, signal: nil) }
        #expect(result.outcome == .pass, "\(result.summary)")
        #expect(result.evidence.contains { $0.contains("exit code 137") }, "\(result.evidence)")
        #expect(try judge { $0.restart(at: 200, code: nil, signal: nil) }.outcome == .fail)
    }

    @Test("A start in the ledger that the runner did not make")
    func strange() throws {
        let result = try judge(rehearsal) { $0.restart(at: 200, isJournaled: false) }
        #expect(result.outcome == .fail)
        #expect(result.summary.contains("more than the 1 that the runner made"), "\(result.summary)")
    }

    @Test("An operator's action, and an operator's word")
    func operated() throws {
        let action = try judge { $0.tell(300, .operatorAction(action: "restarted", note: "it hung")) }
        #expect(action.outcome == .fail)
        #expect(action.summary.contains("operator: restarted, it hung"), "\(action.summary)")
        let word = try judge { $0.tell(300, .operatorAction(action: "note", note: "looks fine")) }
        #expect(word.outcome == .pass)
        #expect(word.measured["operator_notes"] == .count(1))
    }

    @Test("Without a journal restarts are counted, and the operator is not known")
    func noJournal() throws {
        let result = try judge { day in
            day.restart(at: 200)
            day.hasJournal = false
        }
        #expect(result.outcome == .unknown)
        #expect(result.measured["restarts"] == .count(1))
        #expect(result.evidence.contains { $0.contains("whether an operator had a hand in it") })
    }

    @Test("A journal that does not say how the run ended")
    func openJournal() throws {
        #expect(try judge { $0.journal.removeLast() }.outcome == .unknown)
    }
}
