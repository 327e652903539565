import SoakFaults
import Testing

@Suite struct ReadErrorTests {
    let bench = Bench()

    @Test func theOrderIsForReadsOfTheNextLife() throws {
        let ground = TestGround(bench)
        var fault = ReadError(TestGround.plan(.readError, times: 1))
        try KillDuringRecoveryTests.torn(&fault, ground)
        let order = try #require(fault.orderAtStart(on: ground))
        #expect(order.isArmed && order.call == "pread64" && order.path == ground.dataDirectory)
        ground.generation += 1
        #expect(fault.orderAtStart(on: ground) == nil)  // not for the life after it
        ground.spent = InjectorTally(matched: 1, bites: 1)
        ground.bite = InjectorBite(
            path: ground.signals, call: "pread64", asked: -1, done: -5, offset: -1, matched: 1)
        #expect(try fault.prove(on: ground)?["errno"] == .number(5))
    }

    @Test func anotherAnswerIsAMiss() throws {
        let ground = TestGround(bench)
        var fault = ReadError(TestGround.plan(.readError, times: 1))
        try KillDuringRecoveryTests.torn(&fault, ground)
        ground.generation += 1
        ground.spent = InjectorTally(matched: 1, bites: 1)
        ground.bite = InjectorBite(
            path: ground.signals, call: "pread64", asked: -1, done: 100, offset: -1, matched: 1)
        #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
    }
}
