import SoakFaults
import Testing

@Suite struct StartedTwiceTests {
    let bench = Bench()

    private func made(_ ground: TestGround, second: String?) throws -> StartedTwice {
        try ground.startEngine(script: "sleep 600")
        ground.secondScript = second
        var fault = StartedTwice(TestGround.plan(.startedTwice))
        try ground.make(&fault)
        return fault
    }

    @Test func theSecondOneRefusesAndSaysWhy() throws {
        let ground = TestGround(bench)
        var fault = try made(ground, second: "echo another engine holds it >&2; exit 75")
        let proof = try ground.outcome(&fault)
        #expect(proof["code"] == .number(75) && proof["words"] == .text("another engine holds it"))
        try fault.lift(on: ground)
    }

    @Test(arguments: [0, 1, 70]) func anyOtherEndIsAMiss(code: Int) throws {
        let ground = TestGround(bench)
        var fault = try made(ground, second: "exit \(code)")
        #expect(throws: FaultMiss.self) { try ground.outcome(&fault) }
    }

    @Test func twoThatRunSideBySideAreAMissAndOneIsEnded() throws {
        let ground = TestGround(bench)
        var fault = try made(ground, second: "echo $$ > \(bench.path("spool/pid")); sleep 600")
        #expect(eventually { bench.text("spool/pid").hasSuffix("\n") })
        #expect(try fault.prove(on: ground) == nil)
        ground.now = fault.plan.until
        #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
        try fault.lift(on: ground)
        let pid = try #require(Int32(bench.text("spool/pid").dropLast()))
        #expect(eventually { ProcessFacts.state(pid) == nil })
    }

    @Test func oneThatCantBeStartedIsAMiss() throws {
        let ground = TestGround(bench)
        #expect(throws: FaultMiss.self) { try made(ground, second: nil) }
    }
}
