import SoakFaults
import Testing

@Suite struct SigabrtTests {
    let bench = Bench()

    @Test func itEndsByTheSignal() throws {
        let ground = TestGround(bench)
        try ground.startEngine(script: "sleep 600")
        var fault = Sigabrt(TestGround.plan(.sigabrt))
        try ground.make(&fault)
        #expect(try ground.outcome(&fault)["code"] == .number(134))
        #expect(fault.plansEnd(nil) && fault.end == .engineBack)
    }

    @Test func anotherEndIsAMiss() throws {
        let ground = TestGround(bench)
        try ground.startEngine(script: "trap '' ABRT; echo up >&2; exit 3")
        #expect(eventually { bench.text("engine.err") == "up\n" })
        var fault = Sigabrt(TestGround.plan(.sigabrt))
        try fault.make(on: ground)
        let miss = #expect(throws: FaultMiss.self) { try ground.outcome(&fault) }
        #expect(miss?.why.contains("exit 3") == true)
    }
}
