import SoakFaults
import Testing

@Suite struct TruncateAnywhereTests {
    @Test func theCutIsInsideASettledLine() throws {
        let trial = try DamageTrial(TruncateAnywhere(DamageTrial.plan(.truncateAnywhere)))
        #expect(trial.before.starts(with: trial.after) && trial.after.last != 10)
        #expect(trial.linesAfter.count == 40 - 5)
    }

    @Test func aFileWithTooLittleInItIsLeftAlone() throws {
        try DamageTrial.expectPatience(
            TruncateAnywhere(DamageTrial.plan(.truncateAnywhere)), text: "{}\\n{}\\n{}\\n")
    }
}
