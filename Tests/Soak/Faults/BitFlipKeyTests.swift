import SoakFaults
import Testing

@Suite struct BitFlipKeyTests {
    @Test func oneBitOfAKey() throws {
        let trial = try DamageTrial(BitFlipKey(DamageTrial.plan(.bitFlipKey)))
        let place = try #require(trial.changed.first)
        #expect(trial.changed.count == 1 && trial.before[place] ^ trial.after[place] == 1)
        let quote = trial.after[place...].firstIndex(of: 34) ?? 0
        #expect(trial.after[quote + 1] == 58)  // a colon behind the text that it stands in
    }

    @Test func aFileWithTooLittleInItIsLeftAlone() throws {
        try DamageTrial.expectPatience(BitFlipKey(DamageTrial.plan(.bitFlipKey)), text: "{}\\n{}\\n{}\\n")
    }
}
