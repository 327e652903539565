import Glibc
import SoakFaults
import Testing

@Suite struct FileSystemTurnedReadOnlyTests {
    @Test func openFilesFeelItAndANewMountHeals() async throws {
        try await onMounts(.loop(bytes: 16 << 20)) { ground in
            var fault = FileSystemTurnedReadOnly(TestGround.plan(.fileSystemTurnedReadOnly))
            guard ground.loopDisk != nil else {
                let miss = #expect(throws: FaultMiss.self) { try fault.prepare(on: ground) }
                #expect(miss?.why.hasPrefix("skipped") == true)
                return
            }
            let file = ground.signals
            try ground.startEngine(
                script:
                    "exec 4>> \(file); while echo 0123456789 >&4; do sleep 0.003; done; echo no >&2; sleep 600"
            )
            #expect(eventually { ((try? FileTail(file).size) ?? 0) > 30 })
            try ground.make(&fault)
            #expect(eventually { ground.bench.text("engine.err").contains("no\n") })
            ground.pass(ms: 3000)
            #expect(try fault.prove(on: ground) == nil && !fault.plansEnd(nil))  // its time is not over
            ground.now = fault.plan.until
            let proof = try ground.outcome(&fault)
            #expect(proof["errno"] == .number(30))
            #expect(try ground.probeCreate(ground.dataDirectory + "/x").errno == 0)
            try ground.loopDisk?.remove()
        }
    }
}
