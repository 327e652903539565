import SoakFaults
import Testing

@Suite struct LinesSwappedTests {
    @Test func twoLinesHaveChangedPlaces() throws {
        let trial = try DamageTrial(LinesSwapped(DamageTrial.plan(.linesSwapped)))
        var lines = trial.linesBefore
        lines.swapAt(34, 35)
        #expect(trial.linesAfter == lines && trial.after.count == trial.before.count)
    }

    @Test func aFileWithTooLittleInItIsLeftAlone() throws {
        try DamageTrial.expectPatience(LinesSwapped(DamageTrial.plan(.linesSwapped)), text: "{}\\n{}\\n{}\\n")
    }
}
