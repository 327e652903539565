import Glibc
import SoakFaults
import Testing

@Suite struct OutOfMemoryTests {
    let bench = Bench()

    private func limited(_ ground: TestGround) throws -> OutOfMemory {
        try ground.startEngine(script: "exec sleep 600")
        // Not the injector's copy of itself, and not the shell: a limit of their size would end what comes after them.
        let pid = try #require(ground.engineState.pid)
        try #require(eventually { (try? WholeFile.readText("/proc/\(pid)/comm")) == "sleep\n" })
        var fault = OutOfMemory(TestGround.plan(.outOfMemory))
        try ground.make(&fault)
        return fault
    }

    /// The soft limits of its address space and its data, as the kernel words them; none of a process that is gone.
    private func limits(_ ground: TestGround) -> [Substring] {
        let text = (try? WholeFile.readText("/proc/\(ground.engineState.pid ?? 0)/limits")) ?? ""
        return ["Max address space", "Max data size"].compactMap { name in
            let line = text.split(separator: "\n").first { $0.hasPrefix(name) }
            return line?.split(separator: " ").dropFirst(3).first
        }
    }

    @Test func itMayHaveWhatItHasAndDiesOfWantingMore() throws {
        let ground = TestGround(bench)
        var fault = try limited(ground)
        #expect(try fault.prove(on: ground) == nil && ground.presses == 1)
        ground.signalEngine(SIGABRT)  // what a program does that gets no memory
        let proof = try ground.outcome(&fault)
        #expect(proof["signal"] == .number(Int64(SIGABRT)))
        guard case .number(let bytes)? = proof["limit"] else {
            Issue.record("no limit")
            return
        }
        guard case .number(let data)? = proof["data_limit"] else {
            Issue.record("no limit of the data")
            return
        }
        #expect(bytes > 65_536 && data > 0 && data < bytes)
    }

    @Test func theLimitIsTheSizeAndIsTakenBackFromOneThatLives() throws {
        let ground = TestGround(bench)
        var fault = try limited(ground)
        #expect(limits(ground).count == 2 && !limits(ground).contains("unlimited"))
        ground.now = fault.plan.until
        #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
        try fault.lift(on: ground)
        try fault.lift(on: ground)
        #expect(limits(ground) == ["unlimited", "unlimited"] && ground.presses == 0)
    }

    @Test func anotherEndIsNoDeathOfMemory() throws {
        let ground = TestGround(bench)
        var fault = try limited(ground)
        ground.killEngine()
        let miss = #expect(throws: FaultMiss.self) { try ground.outcome(&fault) }
        #expect(miss?.why.contains("no death of memory") == true)
    }
}
