import SoakFaults
import Testing

@Suite struct WrongDayInFileTests {
    @Test func oneSignalIsOfTheDayBefore() throws {
        let trial = try DamageTrial(WrongDayInFile(DamageTrial.plan(.wrongDayInFile)))
        let (now, then) = (trial.linesAfter[34], trial.linesBefore[34])
        #expect(now == then.replacing("1768923034000", with: "1768836634000"))
        #expect(now != then && now.contains("_1768836634000_"))
        #expect(trial.linesAfter.filter { $0.contains("17688366") }.count == 1)
    }

    @Test func aFileWithTooLittleInItIsLeftAlone() throws {
        try DamageTrial.expectPatience(
            WrongDayInFile(DamageTrial.plan(.wrongDayInFile)), text: "{}\\n{}\\n{}\\n")
    }
}
