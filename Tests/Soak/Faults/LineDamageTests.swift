import SoakFaults
import Testing

@Suite struct LineDamageTests {
    @Test func onlyWholeSettledLinesCount() {
        let file = SettledLines(Array("1\n22\n333\n44".utf8), settled: 7)
        #expect(file.lines == [0..<2, 2..<5])
        #expect(file.line(back: 0) == 2..<5 && file.line(back: 1) == nil)
    }

    @Test func keysAndValuesAreToldApart() {
        let text = #"{"ab":12,"c":"d3","e":{"f":4}}"#
        let file = SettledLines(Array(text.utf8), settled: text.utf8.count)
        let all = 0..<text.utf8.count
        func words(_ part: JSONPart, _ suits: (UInt8) -> Bool) -> String {
            String(decoding: file.places(part, in: all, where: suits).map { file.bytes[$0] }, as: UTF8.self)
        }
        #expect(words(.key) { (97...122).contains($0) } == "abcef")
        #expect(words(.value) { (48...57).contains($0) } == "1234")
        #expect(words(.value) { (97...122).contains($0) } == "d")
    }

    @Test func aFileThatIsWhatItWasIsAMiss() {
        let miss = #expect(throws: FaultMiss.self) {
            try DamageProof.of("/d/f", deed: "nothing", before: [1, 2], after: [1, 2], settled: 2)
        }
        #expect(miss?.why.contains("nothing is damaged") == true)
    }

    /// What was in flight may be there or not: damage to it is nobody's fault.
    @Test func damageToWhatWasNotSettledIsAMiss() {
        #expect(throws: FaultMiss.self) {
            try DamageProof.of("/d/f", deed: "cut", before: [1, 2, 3], after: [1, 2], settled: 2)
        }
    }
}
