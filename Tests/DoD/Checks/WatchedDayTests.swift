import DoDChecks
import DoDFormat
import Testing

/// What is right is green; otherwise no red of the criteria of time, markets and the machine says anything.
@Suite("A watched day that is right")
struct WatchedDayTests {
    @Test("Every criterion is green, with its numbers")
    func green() throws {
        let day = WatchedDay()
        for criterion in RunCriteria.all {
            let result = try day.judge(criterion)
            #expect(result.outcome == .pass, "\(result.id): \(result.summary) \(result.evidence)")
            #expect(!result.summary.isEmpty && result.id == criterion.id)
        }
    }

    @Test("The same as an accelerated rehearsal")
    func rehearsal() throws {
        let day = WatchedDay(rate: 300, isLive: false)
        for criterion in RunCriteria.all {
            let result = try day.judge(criterion)
            #expect(result.outcome == .pass, "\(result.id): \(result.summary) \(result.evidence)")
        }
    }

    @Test("Nothing looked at is unknown", arguments: RunCriteria.all.map(\.id))
    func nothing(id: String) throws {
        let criterion = try #require(RunCriteria.all.first { $0.id == id })
        var blind = WatchedDay(minutes: 10)
        blind.hasLedger = false
        var silent = WatchedDay(minutes: 10)
        silent.records = []
        for evidence in [Evidence(runs: []), blind.evidence, silent.evidence] {
            let result = try criterion.judge(evidence, policy: WatchedDay.policy())
            if id == "self-recovery", evidence.runs.first?.ledger != nil { continue }
            #expect(result.outcome == .unknown, "\(id): \(result.summary)")
        }
    }

    @Test("Every criterion of the definition of done has somebody who judges it")
    func all() {
        let ids = StandardCriteria.all.map(\.id)
        #expect(Set(ids) == Set(CriterionID.allCases.map(\.rawValue)))
        #expect(ids.count == CriterionID.allCases.count)
    }
}
