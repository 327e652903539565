import SoakFaults
import Testing

@Suite struct ByteOrderMarkTests {
    @Test func threeBytesStandBeforeTheFirstLine() throws {
        let trial = try DamageTrial(ByteOrderMark(DamageTrial.plan(.byteOrderMark)))
        #expect(trial.after == [0xef, 0xbb, 0xbf] + trial.before)
    }

    @Test func aFileWithTooLittleInItIsLeftAlone() throws {
        try DamageTrial.expectPatience(ByteOrderMark(DamageTrial.plan(.byteOrderMark)), text: "")
    }
}
