import SoakFaults
import Testing

@Suite struct BitFlipNewlineTests {
    @Test func twoLinesAreOne() throws {
        let trial = try DamageTrial(BitFlipNewline(DamageTrial.plan(.bitFlipNewline)))
        let place = try #require(trial.changed.first)
        #expect(trial.changed.count == 1 && trial.before[place] == 10)
        #expect((trial.before[place] ^ trial.after[place]).nonzeroBitCount == 1)
        #expect(trial.linesAfter.count == trial.linesBefore.count - 1)
    }

    @Test func aFileWithTooLittleInItIsLeftAlone() throws {
        try DamageTrial.expectPatience(
            BitFlipNewline(DamageTrial.plan(.bitFlipNewline)), text: "{}\\n{}\\n{}\\n")
    }
}
