import Glibc
import SoakFaults
import Testing

@Suite struct DataDirTakenTests {
    let bench = Bench()
    let plan = PlannedFault(
        id: "incident", kind: .dataDirTaken, armAt: VirtualTime("2026-01-20T23:30:00Z")!,
        until: VirtualTime("2026-01-21T00:30:00Z")!)

    @Test func itBitesOverMidnightAndIsLifted() throws {
        let ground = TestGround(bench, now: "2026-01-20T23:30:00Z")
        var fault = DataDirTaken(plan)
        #expect(try fault.prepare(on: ground))
        try fault.make(on: ground)
        #expect(try fault.prove(on: ground) == nil)  // no proof before there is a file to create
        ground.now = VirtualTime("2026-01-21T00:00:01Z")!
        let proof = try #require(try fault.prove(on: ground))
        #expect(
            proof.sentence.contains(
                "signals_2026-01-21.jsonl as uid \(Bench.user?.uid ?? getuid()) gives EACCES (13)"))
        #expect(proof.facts.first { $0.name == "errno" }?.value == .number(13))
        try fault.lift(on: ground)
        #expect(try ground.probeCreate(ground.signals).errno == 0)
        try fault.lift(on: ground)  // twice does no harm
        var status = stat()
        #expect(stat(ground.dataDirectory, &status) == 0)
        #expect(status.st_uid == (Bench.user?.uid ?? getuid()))
        #expect(status.st_mode & 0o7777 == 0o755)
    }

    @Test func aDirectoryThatWasNeverWritableProvesNothing() throws {
        let ground = TestGround(bench, now: "2026-01-20T23:30:00Z")
        if Bench.isRoot { chown(ground.dataDirectory, 0, 0) } else { chmod(ground.dataDirectory, 0o555) }
        var fault = DataDirTaken(plan)
        #expect(throws: FaultMiss.self) { try fault.prepare(on: ground) }
        chmod(ground.dataDirectory, 0o755)
    }

    @Test func whatDoesNotHinderTheEngineIsAMiss() throws {
        let ground = TestGround(bench, now: "2026-01-20T23:30:00Z")
        var fault = DataDirTaken(plan)
        #expect(try fault.prepare(on: ground))
        try fault.make(on: ground)
        // Somebody opens it again behind our back.
        chmod(ground.dataDirectory, 0o777)
        let miss = #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
        #expect(miss?.why.contains("could still be created") == true)
    }

    @Test func aFileOfTheNewDayThatExistsIsAMiss() throws {
        let ground = TestGround(bench, now: "2026-01-20T23:30:00Z")
        bench.write("", to: "data/signals_2026-01-21.jsonl")
        var fault = DataDirTaken(plan)
        #expect(try fault.prepare(on: ground))
        try fault.make(on: ground)
        #expect(try fault.prove(on: ground) == nil)
        ground.now = VirtualTime("2026-01-21T00:00:00Z")!
        let miss = #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
        #expect(miss?.why.contains("exists") == true)
        try fault.lift(on: ground)
    }
}
