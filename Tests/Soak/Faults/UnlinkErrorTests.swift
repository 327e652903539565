import Glibc
import SoakFaults
import Testing

@Suite struct UnlinkErrorTests {
    let bench = Bench()

    @Test func whatWasToGoStays() throws {
        let ground = TestGround(bench)
        let file = ground.dataDirectory + "/probe"
        try ground.startEngine(
            traced: ["unlink"], script: "while :; do : > \(file); rm \(file); sleep 0.003; done")
        var fault = UnlinkError(TestGround.plan(.unlinkError, error: .EACCES))
        try ground.make(&fault)
        let proof = try ground.outcome(&fault)
        #expect(proof["errno"] == .number(13) && proof["call"] == .text("unlink"))
        #expect(proof["path"] == .text("probe") && access(file, F_OK) == 0)
        try fault.lift(on: ground)
        #expect(eventually { access(file, F_OK) != 0 })
    }
}
