import SoakFaults
import Testing

@Suite struct LineDeletedTests {
    @Test func aLineIsGone() throws {
        let trial = try DamageTrial(LineDeleted(DamageTrial.plan(.lineDeleted)))
        var lines = trial.linesBefore
        lines.remove(at: 34)
        #expect(trial.linesAfter == lines)
    }

    @Test func aFileWithTooLittleInItIsLeftAlone() throws {
        try DamageTrial.expectPatience(LineDeleted(DamageTrial.plan(.lineDeleted)), text: "{}\\n{}\\n{}\\n")
    }
}
