import SoakFaults
import Testing

@Suite struct TruncateToZeroTests {
    @Test func nothingIsLeft() throws {
        let trial = try DamageTrial(TruncateToZero(DamageTrial.plan(.truncateToZero)))
        #expect(trial.after.isEmpty && trial.proof["offset"] == .number(0))
    }

    @Test func aFileWithTooLittleInItIsLeftAlone() throws {
        try DamageTrial.expectPatience(TruncateToZero(DamageTrial.plan(.truncateToZero)), text: "")
    }
}
