import Glibc
import SoakFaults
import Testing

@Suite struct PowerCutTests {
    @Test func onlyWhatWasSyncedIsLeft() async throws {
        try await onMounts(.loop(bytes: 16 << 20)) { ground in
            var fault = PowerCut(TestGround.plan(.powerCut))
            guard ground.loopDisk != nil else {
                let miss = #expect(throws: FaultMiss.self) { try fault.prepare(on: ground) }
                #expect(miss?.why.hasPrefix("skipped") == true)
                return
            }
            let (synced, unsynced) = (ground.signals, ground.dataDirectory + "/unsynced")
            try ground.startEngine(
                script: "echo whole | dd of=\(synced) conv=fsync 2> /dev/null; sync \(ground.dataDirectory); "
                    + "echo lost > \(unsynced); echo up >&2; sleep 600")
            #expect(eventually { ground.bench.text("engine.err") == "up\n" })
            try ground.make(&fault)
            #expect(
                eventually {
                    ground.update(); return ground.engineState.exit != nil
                })
            #expect(fault.plansEnd(nil))
            let proof = try #require(try fault.prove(on: ground))
            #expect(try WholeFile.read(synced) == Array("whole\n".utf8))
            // The name may be there; the bytes never were.
            #expect(((try? WholeFile.read(unsynced)) ?? []).isEmpty)
            #expect(proof["bytes_before"] == .number(11) && proof["bytes_after"] == .number(6))
            #expect(try ground.probeCreate(ground.dataDirectory + "/x").errno == 0)
            try ground.loopDisk?.remove()
        }
    }
}
