import SoakFaults
import Testing

@Suite struct CarriageReturnsTests {
    @Test func everyLineEndsInTwoBytes() throws {
        let trial = try DamageTrial(CarriageReturns(DamageTrial.plan(.carriageReturns)))
        #expect(trial.linesAfter.dropLast().allSatisfy { $0.hasSuffix("\r") })
        #expect(trial.linesAfter.dropLast().map { String($0.dropLast()) } == trial.linesBefore.dropLast())
    }

    @Test func aFileWithTooLittleInItIsLeftAlone() throws {
        try DamageTrial.expectPatience(CarriageReturns(DamageTrial.plan(.carriageReturns)), text: "")
    }
}
