import SoakFaults
import Testing

@Suite struct OpenErrorTests {
    let bench = Bench()

    /// Appends to a file that is there, and tries to make a new one each time.
    func script(_ ground: TestGround) -> String {
        "i=0; while :; do i=$((i+1)); echo x >> \(ground.signals); echo y > \(ground.dataDirectory)/new.$i; sleep 0.003; done"
    }

    @Test(arguments: [DiskError.ENOSPC, .EACCES, .EROFS])
    func noFileCanBeMadeAndThoseThatAreThereAreOpened(error: DiskError) throws {
        let ground = TestGround(bench)
        try ground.startEngine(traced: ["create"], script: script(ground))
        #expect(eventually { ground.signalLines.count > 2 })
        var fault = OpenError(TestGround.plan(.openError, error: error))
        try ground.make(&fault)
        let proof = try ground.outcome(&fault)
        #expect(proof["errno"] == .number(Int64(error.code)) && proof["call"] == .text("create"))
        guard case .text(let name) = proof["path"] else { return #expect(Bool(false), "no path") }
        #expect(name.hasPrefix("new.") && bench.bytes("data/" + name).isEmpty)
        let lines = ground.signalLines.count
        #expect(eventually { ground.signalLines.count > lines + 3 })
        try fault.lift(on: ground)
        #expect(eventually { bench.text("engine.err").contains(SystemFailure.name(error.code)) })
    }

    @Test func withNoDescriptorLeftNothingIsOpened() throws {
        let ground = TestGround(bench)
        try ground.startEngine(traced: ["openat"], script: script(ground))
        #expect(eventually { ground.signalLines.count > 2 })
        var fault = OpenError(TestGround.plan(.openError, error: .EMFILE))
        try ground.make(&fault)
        #expect(try ground.outcome(&fault)["errno"] == .number(24))
        let lines = ground.signalLines.count
        #expect(eventually { bench.text("engine.err").split(separator: "\n").count > 4 })
        #expect(ground.signalLines.count == lines)
        try fault.lift(on: ground)
        #expect(eventually { ground.signalLines.count > lines })
    }
}
