import SoakFaults
import Testing

@Suite struct InvalidUTF8Tests {
    @Test func oneByteIsNoUTF8() throws {
        let trial = try DamageTrial(InvalidUTF8(DamageTrial.plan(.invalidUTF8)))
        let place = try #require(trial.changed.first)
        #expect(trial.changed.count == 1 && trial.after[place] == 0xff)
        #expect(String(validating: trial.after, as: UTF8.self) == nil)
    }

    @Test func aFileWithTooLittleInItIsLeftAlone() throws {
        try DamageTrial.expectPatience(InvalidUTF8(DamageTrial.plan(.invalidUTF8)), text: "{}\\n{}\\n{}\\n")
    }
}
