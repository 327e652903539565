import Foundation
import Glibc
import SoakFaults
import Testing

/// On a thread of its own, which is in a mount namespace of its own where that can be had: as the run is.
func onMounts(_ mount: DataMount, _ body: @escaping @Sendable (TestGround) throws -> Void)
    async throws
{
    try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
        let thread = Thread {
            done.resume(
                with: Result {
                    let ground = TestGround(Bench())
                    do throws(SystemFailure) {
                        try PrivateMounts.enter()
                        if case .tmpfs(let bytes) = mount {
                            try PrivateMounts.tmpfs(on: ground.dataDirectory, bytes: bytes)
                            if let user = Bench.user { chown(ground.dataDirectory, user.uid, user.gid) }
                        }
                        if case .loop(let bytes) = mount {
                            ground.loopDisk = try LoopDisk.make(
                                ground.bench.path("disk"), bytes: bytes, on: ground.dataDirectory,
                                user: Bench.user, injector: Bench.injector)
                        }
                    } catch { ground.mountObstacle = "\(error)" }
                    try body(ground)
                })
        }
        thread.start()
    }
}

/// Where no mount can be made it says so, and nothing else: never a proof.
func expectSkip(_ fault: inout some Fault, _ ground: TestGround) throws -> Bool {
    guard ground.mountObstacle != nil else { return false }
    let miss = #expect(throws: FaultMiss.self) { try fault.prepare(on: ground) }
    #expect(miss?.why.hasPrefix("skipped, make a mount namespace") == true)
    return true
}

@Suite struct DiskFullTests {
    @Test func theDiskIsReallyFullAndHeals() async throws {
        try await onMounts(.tmpfs(bytes: 4 << 20)) { ground in
            var fault = DiskFull(TestGround.plan(.diskFull))
            if try expectSkip(&fault, ground) { return }
            try ground.startEngine(script: WriteErrorTests.script(ground.signals))
            #expect(eventually { ground.signalLines.count > 2 })
            try ground.make(&fault)
            #expect(eventually { ground.bench.text("engine.err").contains("failed") })
            let size = ground.bench.bytes("data/signals_2026-01-20.jsonl").count
            ground.pass(ms: 3000)
            let proof = try #require(try fault.prove(on: ground))
            #expect(proof["errno"] == .number(28) && proof["free_bytes"] == .number(0))
            #expect(proof["size_bytes"] == .number(4 << 20))
            try fault.lift(on: ground)
            #expect(eventually { ground.bench.bytes("data/signals_2026-01-20.jsonl").count > size })
        }
    }
}

@Suite struct ReadOnlyMountTests {
    @Test func noFileCanBeMadeAndOpenOnesGoOn() async throws {
        try await onMounts(.namespaceOnly) { ground in
            var fault = ReadOnlyMount(TestGround.plan(.readOnlyMount))
            if try expectSkip(&fault, ground) { return }
            let script = "exec 4>> \(ground.signals); while :; do echo 0123456789 >&4; sleep 0.003; done"
            try ground.startEngine(script: script)
            #expect(eventually { ground.signalLines.count > 2 })
            try ground.make(&fault)
            let lines = ground.signalLines.count
            #expect(eventually { ground.signalLines.count > lines })
            ground.pass(ms: 3000)
            let proof = try #require(try fault.prove(on: ground))
            #expect(proof["errno"] == .number(30) && proof["read_only"] == .number(1))
            // Nobody outside of this thread sees it.
            #expect(!ground.bench.isMounted(ground.dataDirectory))
            try fault.lift(on: ground)
            #expect(try ground.probeCreate(ground.dataDirectory + "/x").errno == 0)
        }
    }
}
