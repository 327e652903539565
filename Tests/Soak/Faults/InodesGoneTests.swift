import Glibc
import SoakFaults
import Testing

@Suite struct InodesGoneTests {
    @Test func noFileCanBeMadeAndBytesAreLeft() async throws {
        try await onMounts(.tmpfs(bytes: 4 << 20)) { ground in
            var fault = InodesGone(TestGround.plan(.inodesGone))
            if try expectSkip(&fault, ground) { return }
            let proof = try biteAndLift(&fault, on: ground)
            #expect(proof["errno"] == .number(28) && proof["inodes_free"] == .number(0))
            guard case .number(let free)? = proof["free_bytes"] else {
                Issue.record("no free bytes")
                return
            }
            #expect(free > 1 << 20)
            #expect(try ground.probeCreate(ground.dataDirectory + "/x").errno == 0)
            #expect(access(ground.dataDirectory + "/.ballast", F_OK) != 0)
        }
    }
}
