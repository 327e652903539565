import SoakFaults
import Testing

@Suite struct NulBlockTests {
    @Test func aBlockOfSettledLinesIsNul() throws {
        let trial = try DamageTrial(NulBlock(DamageTrial.plan(.nulBlock)))
        #expect(trial.after.count == trial.before.count)
        let first = try #require(trial.changed.first)
        #expect(trial.changed.allSatisfy { trial.after[$0] == 0 } && trial.before[first - 1] == 10)
        #expect(trial.changed.count == trial.before.count - first)  // less than a block behind it
    }

    @Test func aFileWithTooLittleInItIsLeftAlone() throws {
        try DamageTrial.expectPatience(NulBlock(DamageTrial.plan(.nulBlock)), text: "{}\\n{}\\n{}\\n")
    }
}
