import Glibc
import SoakFaults
import Testing

@Suite struct StopAndGoTests {
    let bench = Bench()

    private func state(_ ground: TestGround) -> Character? {
        ground.engineState.pid.flatMap { ProcessFacts.state($0) }
    }

    @Test func itIsStoppedAndLetGoInTurn() throws {
        let ground = TestGround(bench)
        try ground.startEngine(script: WriteErrorTests.script(ground.signals))
        var fault = StopAndGo(TestGround.plan(.stopAndGo, lengthRealMs: 500))
        try ground.make(&fault)
        var proof: FaultProof?
        for turn in 0..<12 where proof == nil {
            let isStopped = turn % 2 == 0
            #expect(eventually { (state(ground) == "T") == isStopped })
            ground.pass(ms: 50)
            proof = try fault.prove(on: ground)
        }
        #expect(proof?["stops"] == .number(5))
        try fault.lift(on: ground)
        #expect(eventually { state(ground) != "T" })
    }

    @Test func oneThatNeverStopsIsAMiss() throws {
        let ground = TestGround(bench)
        try ground.startEngine(script: "sleep 600")
        var fault = StopAndGo(TestGround.plan(.stopAndGo, lengthRealMs: 500))
        try ground.make(&fault)
        let miss = #expect(throws: FaultMiss.self) {
            for _ in 0..<12 {
                ground.signalEngine(SIGCONT)
                #expect(eventually { state(ground) != "T" })
                ground.pass(ms: 50)
                _ = try fault.prove(on: ground)
            }
        }
        #expect(miss?.why.contains("0 times") == true)
    }
}
