import Glibc
import SoakFaults
import Testing

@Suite struct TornWriteTests {
    let bench = Bench()

    func plan(k: Int64) -> PlannedFault {
        PlannedFault(
            id: "torn", kind: .tornWrite, armAt: VirtualTime("2026-01-20T15:30:00Z")!,
            until: VirtualTime("2026-01-20T16:00:00Z")!, k: k, bytes: 17)
    }

    func start(_ ground: TestGround, k: Int64) throws {
        try ground.startEngine(traced: ["write"])
    }

    @Test func itProvesItselfByTheFileAndTheInjector() throws {
        let ground = TestGround(bench, now: "2026-01-20T15:30:00Z")
        try start(ground, k: 5)
        var fault = TornWrite(plan(k: 5))
        #expect(try fault.prepare(on: ground))
        try fault.make(on: ground)
        var proof: FaultProof?
        var miss: FaultMiss?
        #expect(
            eventually {
                ground.update()
                do throws(FaultMiss) { proof = try fault.prove(on: ground) } catch { miss = error }
                return proof != nil || miss != nil
            })
        #expect(miss == nil)
        let found = try #require(proof)
        #expect(found.facts.first { $0.name == "done" }?.value == .number(17))
        #expect(found.facts.first { $0.name == "matched" }?.value == .number(5))
        #expect(bench.bytes("data/signals_2026-01-20.jsonl").last != UInt8(ascii: "\n"))
        #expect(ground.engineState.exit == .signal(SIGKILL))
    }

    @Test func itIsNotReadyWhileTheEngineIsDown() throws {
        let ground = TestGround(bench, now: "2026-01-20T15:30:00Z")
        var fault = TornWrite(plan(k: 1))
        #expect(try !fault.prepare(on: ground))
    }

    @Test func aWriteThatNeverComesIsAMissWithTheCount() throws {
        let ground = TestGround(bench, now: "2026-01-20T15:30:00Z")
        let script =
            "while [ ! -e \(bench.path("go")) ]; do sleep 0.005; done; for i in 1 2 3; do echo 0123456789 >> \(ground.signals); done; echo done >&2; sleep 600"
        try ground.startEngine(traced: ["write"], script: script)
        var fault = TornWrite(plan(k: 50))
        #expect(try fault.prepare(on: ground))
        try fault.make(on: ground)
        #expect(
            eventually {
                ground.update(); return ground.isArmed
            })
        bench.write("", to: "go")
        #expect(eventually { bench.text("engine.err") == "done\n" })
        #expect(try fault.prove(on: ground) == nil)
        ground.now = plan(k: 50).until
        let miss = #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
        #expect(miss?.why.contains("number 50 of write of signals files never came: 3") == true)
    }

    @Test func anEngineThatDiedOfSomethingElseIsArmedAnewInItsNextLife() throws {
        let ground = TestGround(bench, now: "2026-01-20T15:30:00Z")
        try ground.startEngine(traced: ["write"], script: "sleep 600")
        var fault = TornWrite(plan(k: 1))
        #expect(try fault.prepare(on: ground))
        try fault.make(on: ground)
        ground.killEngine()
        #expect(
            eventually {
                ground.update(); return ground.engineState.exit != nil
            })
        #expect(try fault.prove(on: ground) == nil)
        try ground.startEngine(traced: ["write"])
        #expect(try fault.prove(on: ground) == nil)
        #expect(ground.armings == 2)
        #expect(
            eventually {
                ground.update(); return ground.bite != nil
            })
    }

    @Test func aReportWithoutATornFileIsNoProof() throws {
        let ground = TestGround(bench, now: "2026-01-20T15:30:00Z")
        bench.write("whole\n", to: "data/signals_2026-01-20.jsonl")
        ground.engineState = .down(.signal(SIGKILL))
        var fault = TornWrite(plan(k: 1))
        ground.spent = InjectorTally(matched: 1, bites: 1)
        ground.bite = InjectorBite(path: ground.signals, asked: 20, done: 6, offset: 0, matched: 1)
        #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
        bench.write("torn", to: "data/signals_2026-01-20.jsonl")
        ground.bite = InjectorBite(path: ground.signals, asked: 20, done: 6, offset: 0, matched: 1)
        #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }  // 4 bytes there, 6 claimed
        ground.bite = InjectorBite(path: ground.signals, asked: 20, done: 4, offset: 0, matched: 1)
        ground.engineState = .down(.code(0))
        #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }  // it was not killed
        ground.engineState = .down(.signal(SIGKILL))
        #expect(try fault.prove(on: ground) != nil)
    }
}
