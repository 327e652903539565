import SoakFaults
import Testing

@Suite struct BitFlipValueTests {
    @Test func oneBitOfADigit() throws {
        let trial = try DamageTrial(BitFlipValue(DamageTrial.plan(.bitFlipValue)))
        let place = try #require(trial.changed.first)
        #expect(trial.changed.count == 1 && trial.before[place] ^ trial.after[place] == 1)
        #expect((48...57).contains(trial.before[place]) && (48...57).contains(trial.after[place]))
        let keys = { (line: String) in line.split(separator: "\"").filter { $0.contains("_") } }
        #expect(keys(trial.linesAfter[34]).first == keys(trial.linesBefore[34]).first)
    }

    @Test func aFileWithTooLittleInItIsLeftAlone() throws {
        try DamageTrial.expectPatience(BitFlipValue(DamageTrial.plan(.bitFlipValue)), text: "{}\\n{}\\n{}\\n")
    }
}
