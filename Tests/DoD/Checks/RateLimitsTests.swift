import DoDChecks
import DoDFormat
import Testing

@Suite("Rate limits")
struct RateLimitsTests {
    func judge(_ edit: (inout WatchedDay) -> Void) throws -> CriterionResult {
        var day = WatchedDay(minutes: 60)
        edit(&day)
        return try day.judge(RateLimitsCriterion())
    }

    @Test("At the limit, and one above it")
    func limits() throws {
        func minute(_ change: @escaping (inout MinuteFeed) -> Void) throws -> CriterionResult {
            try judge { $0.edit(7) { change(&$0.feed) } }
        }
        #expect(try minute { $0.messagesOut = 2_000 }.outcome == .pass)
        let messages = try minute { $0.messagesOut = 2_001 }
        #expect(messages.outcome == .fail)
        #expect(
            messages.summary
                == "2026-01-20T07:20:00.000Z: 2001 messages sent in the minute, at most 2000 are allowed")
        #expect(try minute { $0.postsInFlightMax = 100 }.outcome == .pass)
        #expect(try minute { $0.postsInFlightMax = 101 }.outcome == .fail)
        #expect(try minute { $0.reconnects = [NamedCount(name: "refused", count: 29)] }.outcome == .pass)
        let reconnects = try minute {
            $0.reconnects = [NamedCount(name: "refused", count: 20), NamedCount(name: "closed", count: 10)]
        }
        #expect(reconnects.outcome == .fail && reconnects.summary.contains("30 reconnects in the minute"))
    }

    @Test("Two lines of one minute add up")
    func restart() throws {
        let result = try judge { day in
            day.edit(7) { $0.feed.messagesOut = 1_001 }
            guard let line = day.records.first(where: { $0.minuteMS == day.at(7) }) else { return }
            day.records.insert(line, at: 8)
        }
        #expect(result.outcome == .fail && result.summary.contains("2002 messages"), "\(result.summary)")
    }

    @Test("Thirty connections in 60 s over the edge of a minute")
    func slidingMinute() throws {
        func connections(_ count: Int64) throws -> CriterionResult {
            try judge { day in
                for index in 0..<count {
                    let atMS = day.at(9, 45) + index * 1_000
                    day.say(atMS, .connection(ConnectionEvent(.connected, connection: index + 2)))
                }
            }
        }
        #expect(try connections(29).outcome == .pass)
        let result = try connections(30)
        #expect(result.outcome == .fail)
        #expect(result.summary.contains("30 connections in the 60 s from 2026-01-20T07:22:45"))
    }
}
