import SoakFaults
import Testing

@Suite struct DiskStallTests {
    let bench = Bench()

    @Test func oneSyncHangsAndIsDoneAllTheSame() throws {
        let ground = TestGround(bench)
        let script = """
            while :; do
              echo 0123456789 | dd of=\(ground.signals) oflag=append conv=notrunc,fdatasync 2> /dev/null
            done
            """
        try ground.startEngine(traced: ["fdatasync", "fsync"], script: script)
        var fault = DiskStall(TestGround.plan(.diskStall, delayMs: 30))
        try ground.make(&fault)
        let proof = try ground.outcome(&fault)
        #expect(proof["bites"] == .number(1) && proof["delay_ms"] == .number(30))
        let lines = ground.signalLines.count
        try fault.lift(on: ground)
        #expect(eventually { ground.signalLines.count > lines })
    }

    @Test func itHangsForSecondsUnlessAskedOtherwise() {
        let plan = PlannedFault(
            id: "s", kind: .diskStall, armAt: VirtualTime(ms: 0), until: VirtualTime(ms: 1))
        #expect(plan.delayMs == 3000 && plan.times == 1)
    }
}
