import DoDChecks
import SoakStatus
import Testing

@Suite("What may be called red while a run goes on")
struct VerdictSoFarTests {
    private static let midRun = VerdictSoFar.Stage(isOver: false, hasEngine: true, canHaveSession: true)

    private func result(
        _ id: CriterionID, _ outcome: Outcome, _ evidence: [String] = [], _ measured: Facts = [:]
    )
        -> CriterionResult
    {
        CriterionResult(
            id: id.rawValue, outcome: outcome, summary: "s", measured: measured,
            required: ["gap_minutes_max": .count(5)], evidence: evidence)
    }

    private func answer(
        _ first: CriterionResult, _ second: CriterionResult, _ stage: VerdictSoFar.Stage = midRun
    ) -> VerdictSoFar.Answer {
        VerdictSoFar.tried([first], [second], stage: stage, triedMs: 0).criteria[0].answer
    }

    @Test("A short day is not yet a failure, and is one when the run is over")
    func duration() {
        let short = result(.duration, .fail, ["3 h"])
        #expect(answer(short, short) == .notYet)
        let over = VerdictSoFar.Stage(isOver: true, hasEngine: false, canHaveSession: false)
        #expect(answer(short, short, over) == .fail)
    }

    @Test("A session ahead is not yet, none ahead is red")
    func session() {
        let none = result(.usSession, .fail, ["the window ended"])
        #expect(answer(none, none) == .notYet)
        let late = VerdictSoFar.Stage(isOver: false, hasEngine: true, canHaveSession: false)
        #expect(answer(none, none, late) == .fail)
    }

    @Test("Damage that both looks find is red; what moves with the growing file is not")
    func damage() {
        let torn = result(.integrity, .fail, ["data/s:7 torn"])
        #expect(answer(torn, torn) == .fail)
        #expect(answer(result(.integrity, .fail, ["data/s:6 torn"]), torn) == .notYet)
        #expect(answer(result(.integrity, .pass), torn) == .notYet)
        #expect(VerdictSoFar.needsSecondLook([torn]))
        #expect(!VerdictSoFar.needsSecondLook([result(.duration, .fail)]))
    }

    @Test("While no engine lives, a torn end waits for the next one to mend it")
    func down() {
        let torn = result(.integrity, .fail, ["data/s:7 torn"])
        let stage = VerdictSoFar.Stage(isOver: false, hasEngine: false, canHaveSession: true)
        #expect(answer(torn, torn, stage) == .notYet)
    }

    @Test("Errors of a fault in force wait until it is lifted")
    func inForce() {
        let error = result(.errors, .fail, ["2 errors"])
        #expect(answer(error, error) == .fail)
        let stage = VerdictSoFar.Stage(
            isOver: false, hasEngine: true, hasFaultInForce: true, canHaveSession: true)
        #expect(answer(error, error, stage) == .notYet)
    }

    @Test("Dropped records and a gap beyond the limit never heal")
    func lost() {
        let dropped = result(.completeness, .fail, [], ["dropped": .count(3)])
        #expect(answer(dropped, dropped) == .fail)
        let counting = result(.completeness, .fail, ["one more in the file"], ["dropped": .count(0)])
        #expect(answer(counting, counting) == .notYet)
        let gap = result(.coverage, .fail, [], ["gap_seconds_max": .count(301)])
        #expect(answer(gap, gap) == .fail)
        let share = result(.coverage, .fail, [], ["gap_seconds_max": .count(300)])
        #expect(answer(share, share) == .notYet)
    }

    @Test("Unknown is not yet, and stays unknown at the end")
    func unknown() {
        let open = result(.evidence, .unknown)
        #expect(answer(open, open) == .notYet)
        let over = VerdictSoFar.Stage(isOver: true, hasEngine: false, canHaveSession: false)
        #expect(answer(open, open, over) == .unknown)
    }

    @Test("The word: a waived failure does not count")
    func word() {
        var waived = result(.integrity, .fail, ["x"])
        waived.isWaived = true
        let stage = Self.midRun
        #expect(VerdictSoFar.tried([waived], [waived], stage: stage, triedMs: 0).word == "all hold so far")
        let red = result(.integrity, .fail, ["x"])
        #expect(VerdictSoFar.tried([red], [red], stage: stage, triedMs: 0).word == "FAILING")
        let short = result(.duration, .fail)
        #expect(VerdictSoFar.tried([short], [short], stage: stage, triedMs: 0).word == "nothing wrong so far")
    }
}
