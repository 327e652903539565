import SoakFaults
import Testing

@Suite struct LineDuplicatedTests {
    @Test func aLineStandsThereTwice() throws {
        let trial = try DamageTrial(LineDuplicated(DamageTrial.plan(.lineDuplicated)))
        var lines = trial.linesBefore
        lines.insert(lines[34], at: 34)
        #expect(trial.linesAfter == lines)
    }

    @Test func aFileWithTooLittleInItIsLeftAlone() throws {
        try DamageTrial.expectPatience(
            LineDuplicated(DamageTrial.plan(.lineDuplicated)), text: "{}\\n{}\\n{}\\n")
    }
}
