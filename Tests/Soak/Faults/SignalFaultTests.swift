import Glibc
import SoakFaults
import Testing

@Suite struct SigkillTests {
    let bench = Bench()

    @Test func itEndsByTheSignal() throws {
        let ground = TestGround(bench)
        try ground.startEngine(script: "sleep 600")
        var fault = Sigkill(TestGround.plan(.sigkill))
        try ground.make(&fault)
        #expect(try ground.outcome(&fault)["code"] == .number(137))
        #expect(fault.plansEnd(nil))
    }
}

@Suite struct SigtermTests {
    let bench = Bench()

    @Test(arguments: [0, 9]) func onlyAnEndInOrderIsAProof(code: Int32) throws {
        let ground = TestGround(bench)
        let script = "trap 'exit \(code)' TERM; echo up >&2; while :; do sleep 0.01; done"
        try ground.startEngine(script: script)
        #expect(eventually { bench.text("engine.err") == "up\n" })
        var fault = Sigterm(TestGround.plan(.sigterm))
        try ground.make(&fault)
        if code == 0 {
            #expect(try ground.outcome(&fault)["code"] == .number(0))
        } else {
            #expect(throws: FaultMiss.self) { try ground.outcome(&fault) }
        }
    }

    @Test func oneThatDoesNotEndIsAMiss() throws {
        let ground = TestGround(bench)
        try ground.startEngine(script: "trap '' TERM; echo up >&2; while :; do sleep 0.01; done")
        #expect(eventually { bench.text("engine.err") == "up\n" })
        var fault = Sigterm(TestGround.plan(.sigterm))
        try ground.make(&fault)
        ground.now = fault.plan.until
        #expect(throws: FaultMiss.self) { try ground.outcome(&fault) }
    }
}

@Suite struct SigstopTests {
    let bench = Bench()

    func isStopped(_ ground: TestGround) -> Bool {
        ground.engineState.pid.flatMap { ProcessFacts.state($0) }.map { "Tt".contains($0) } ?? false
    }

    @Test(arguments: [[], ["write"]]) func itStandsStillAndGoesOn(traced: [String]) throws {
        let ground = TestGround(bench)
        try ground.startEngine(traced: traced, script: WriteErrorTests.script(ground.signals))
        #expect(eventually { ground.signalLines.count > 2 })
        var fault = Sigstop(TestGround.plan(.sigstop, lengthRealMs: 1500))
        try ground.make(&fault)
        #expect(eventually { isStopped(ground) })
        #expect(try fault.prove(on: ground) == nil)
        ground.pass(ms: 1500)
        let proof = try #require(try fault.prove(on: ground))
        #expect(proof["stopped_ms"] == .number(1500))
        let lines = ground.signalLines.count
        try fault.lift(on: ground)
        #expect(eventually { ground.signalLines.count > lines + 2 })
    }

    @Test func oneThatWasLetGoIsAMiss() throws {
        let ground = TestGround(bench)
        try ground.startEngine(script: "sleep 600")
        var fault = Sigstop(TestGround.plan(.sigstop, lengthRealMs: 1500))
        try ground.make(&fault)
        #expect(eventually { isStopped(ground) })
        #expect(try fault.prove(on: ground) == nil)
        ground.signalEngine(SIGCONT)
        #expect(eventually { !isStopped(ground) })
        ground.pass(ms: 1500)
        #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
    }
}
