import Glibc
import SoakFaults
import Testing

@Suite struct PowerCutAfterLiesTests {
    let bench = Bench()

    @Test func whatWasOnlySaidToBeSyncedIsGone() throws {
        let ground = TestGround(bench)
        let script = """
            while :; do
              echo 0123456789 | dd of=\(ground.signals) oflag=append conv=notrunc,fdatasync 2> /dev/null
            done
            """
        try ground.startEngine(traced: ["fdatasync", "fsync"], script: script)
        var fault = PowerCutAfterLies(TestGround.plan(.powerCutAfterLies, k: 4, bytes: 4))
        try ground.make(&fault)
        let proof = try ground.outcome(&fault)
        guard case .number(let before)? = proof["size_before"], case .number(let synced)? = proof["synced"]
        else {
            Issue.record("no sizes: \(proof)")
            return
        }
        // Four lines, of which three were said to be synced.
        #expect(before == synced + 4 * 11)
        #expect(try FileTail(ground.signals).size == synced + 4)
    }
}
