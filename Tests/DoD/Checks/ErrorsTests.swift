import DoDChecks
import DoDFormat
import Testing

@Suite("Errors")
struct ErrorsTests {
    func judge(
        _ day: WatchedDay = WatchedDay(minutes: 120), _ policy: Policy = WatchedDay.policy(),
        _ edit: (inout WatchedDay) -> Void
    ) throws -> CriterionResult {
        var day = day
        edit(&day)
        return try day.judge(ErrorsCriterion(), policy)
    }

    func error(in minute: Int) -> (inout WatchedDay) -> Void {
        { $0.edit(minute) { $0.process.logErrors = 3 } }
    }

    func failing(_ day: WatchedDay, _ minute: Int) -> (Int64, LedgerEvent) {
        (
            day.at(minute, 30),
            .storage(StorageEvent(.failing, operation: "open", path: "signals.jsonl", errno: 13))
        )
    }

    @Test("An error in the log that no fault explains")
    func unexplained() throws {
        let result = try judge { error(in: 50)(&$0) }
        #expect(result.outcome == .fail)
        #expect(
            result.summary
                == "3 errors that no fault explains, first 3 errors in the log in the minute of 2026-01-20T08:03:00.000Z",
            "\(result.summary)")
        let allowed = try judge(policy([.unexplainedErrorsMax: 3_00])) { error(in: 50)(&$0) }
        #expect(allowed.outcome == .pass)
        #expect(allowed.measured["unexplained"] == .count(3))
    }

    func policy(_ hundredths: [Threshold: Int64]) -> Policy { WatchedDay.policy(hundredths) }
    func judge(_ policy: Policy, _ edit: (inout WatchedDay) -> Void) throws -> CriterionResult {
        try judge(WatchedDay(minutes: 120), policy, edit)
    }

    @Test("Within a fault, and a recovery margin behind it", arguments: [1, 300] as [Int64])
    func explained(rate: Int64) throws {
        let day = WatchedDay(minutes: 120, rate: rate, isLive: false)
        // A minute and 5 s, or a minute and 25 of them.
        let margin = rate == 1 ? 1 : 26
        for (minute, outcome) in [
            (38, Outcome.fail), (39, .fail), (40, .pass), (44, .pass), (45 + margin, .pass),
            (46 + margin, .fail),
        ] {
            let result = try judge(day) { day in
                day.fault("taken", from: 40, to: 45)
                error(in: minute)(&day)
            }
            #expect(result.outcome == outcome, "\(minute): \(result.summary)")
        }
    }

    @Test("A fault that was missed was still tried; one that was never armed explains nothing")
    func missed() throws {
        let tried = try judge { day in
            day.fault("taken", from: 40, to: 45, isMissed: true)
            error(in: 42)(&day)
        }
        #expect(tried.outcome == .pass)
        let planned = try judge { day in
            day.tell(40, .faultLifted(fault: "taken"))
            error(in: 40)(&day)
        }
        #expect(planned.outcome == .fail)
    }

    @Test("A storage failure inside and outside of a fault")
    func storage() throws {
        let inside = try judge { day in
            day.fault("taken", from: 40, to: 45)
            let (atMS, event) = failing(day, 41)
            day.say(atMS, event)
        }
        #expect(inside.outcome == .pass && inside.measured["storage_failures"] == .count(1))
        let outside = try judge { day in
            let (atMS, event) = failing(day, 41)
            day.say(atMS, event)
        }
        #expect(outside.outcome == .fail)
        #expect(outside.summary.contains("open signals.jsonl, errno 13"), "\(outside.summary)")
        let unjournaled = try judge { day in
            let (atMS, event) = failing(day, 41)
            day.say(atMS, event)
            day.hasJournal = false
        }
        #expect(unjournaled.outcome == .fail)
    }

    @Test(
        "The engine's time of a failure may be a little older than the fault, and no more than that",
        arguments: [(1, 1, Outcome.pass), (1, 2, .fail), (60, 7, .pass), (60, 8, .fail)]
            as [(Int64, Int64, Outcome)])
    func datedEarlier(rate: Int64, seconds: Int64, outcome: Outcome) throws {
        let result = try judge(WatchedDay(minutes: 120, rate: rate, isLive: false)) { day in
            day.fault("limited", from: 40, to: 45)
            let (_, event) = failing(day, 39)
            day.say(day.at(40) - seconds * 1_000, event)
        }
        #expect(result.outcome == outcome, "\(result.summary)")
    }

    @Test("A crash is an error, a kill from outside is none")
    func crash() throws {
        for (code, signal, isError) in [
            (nil, 11, true), (nil, 6, true), (1, nil, true), (134, nil, true), (nil, 9, false),
            (137, nil, false), (nil, 15, false), (0, nil, false),
        ] as [(Int64?, Int64?, Bool)] {
            let result = try judge { $0.restart(at: 60, code: code, signal: signal) }
            #expect(result.outcome == (isError ? .fail : .pass), "\(result.summary)")
        }
        let planned = try judge { day in
            day.fault("abort", from: 59, to: 63)
            day.restart(at: 60, signal: 6, during: "abort")
        }
        #expect(planned.outcome == .pass)
    }

    @Test("The restart after a kill, however late the fault was lifted")
    func restart() throws {
        let result = try judge(WatchedDay(minutes: 120, isLive: false)) { day in
            day.fault("torn", from: 60, to: 61)
            day.restart(at: 60, downMinutes: 10, during: "torn")
            error(in: 70)(&day)
        }
        #expect(result.outcome == .pass, "\(result.summary)")
    }

    @Test("An end without stop that no journal tells of")
    func noJournal() throws {
        let result = try judge { day in
            day.restart(at: 60)
            day.hasJournal = false
        }
        #expect(result.outcome == .unknown)
        let plain = try judge { $0.hasJournal = false }
        #expect(plain.outcome == .pass)
    }
}
