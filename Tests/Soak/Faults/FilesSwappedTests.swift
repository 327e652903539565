import SoakFaults
import Testing

@Suite struct FilesSwappedTests {
    @Test func thePathLeadsToTheFollowups() throws {
        let trial = try DamageTrial(FilesSwapped(DamageTrial.plan(.filesSwapped)))
        #expect(trial.after.starts(with: Array("{\"followup\":1}".utf8)))
    }

    @Test func aFileWithTooLittleInItIsLeftAlone() throws {
        try DamageTrial.expectPatience(FilesSwapped(DamageTrial.plan(.filesSwapped)), text: "")
    }
}
