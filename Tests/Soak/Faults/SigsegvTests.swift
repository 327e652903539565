import SoakFaults
import Testing

@Suite struct SigsegvTests {
    let bench = Bench()

    @Test func itEndsByTheSignal() throws {
        let ground = TestGround(bench)
        try ground.startEngine(script: "sleep 600")
        var fault = Sigsegv(TestGround.plan(.sigsegv))
        try ground.make(&fault)
        #expect(try ground.outcome(&fault)["code"] == .number(139))
        #expect(fault.plansEnd(nil) && fault.end == .engineBack)
    }

    @Test func anotherEndIsAMiss() throws {
        let ground = TestGround(bench)
        try ground.startEngine(script: "exit 3")
        var fault = Sigsegv(TestGround.plan(.sigsegv))
        try fault.make(on: ground)
        let miss = #expect(throws: FaultMiss.self) { try ground.outcome(&fault) }
        #expect(miss?.why.contains("exit 3") == true)
    }
}
