import Glibc
import SoakFaults
import Testing

/// Made, proven only after long enough, lifted twice.
func biteAndLift(_ fault: inout some Fault, on ground: TestGround) throws -> FaultProof {
    try ground.startEngine()
    try ground.make(&fault)
    #expect(try fault.prove(on: ground) == nil)  // an engine that looks once a second has not met it yet
    ground.pass(ms: 3000)
    let proof = try #require(try fault.prove(on: ground))
    try fault.lift(on: ground)
    try fault.lift(on: ground)
    return proof
}

@Suite struct DirectoryModeTests {
    let bench = Bench()

    @Test func noFileCanBeMade() throws {
        let ground = TestGround(bench)
        var fault = DirectoryMode(TestGround.plan(.directoryMode))
        let proof = try biteAndLift(&fault, on: ground)
        #expect(proof["errno"] == .number(13) && proof["mode"] == .text("555"))
        #expect(try PathStatus.read(ground.dataDirectory).st_mode & 0o7777 == 0o755)
        #expect(try ground.probeCreate(ground.dataDirectory + "/x").errno == 0)
    }

    @Test func anEngineOfRootsWouldNotFeelIt() throws {
        let ground = TestGround(bench, user: Bench.isRoot ? UserIdentity(uid: 0, gid: 0) : Bench.user)
        try ground.startEngine()
        var fault = DirectoryMode(TestGround.plan(.directoryMode))
        if Bench.isRoot {
            let miss = #expect(throws: FaultMiss.self) { try fault.prepare(on: ground) }
            #expect(miss?.why.contains("root ignores modes") == true)
        } else {
            #expect(try fault.prepare(on: ground))
        }
    }

    @Test func whatIsOpenedAgainBehindOurBackIsAMiss() throws {
        let ground = TestGround(bench)
        try ground.startEngine()
        var fault = DirectoryMode(TestGround.plan(.directoryMode))
        try ground.make(&fault)
        chmod(ground.dataDirectory, 0o777)
        ground.pass(ms: 3000)
        #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
        try fault.lift(on: ground)
    }
}

@Suite struct DirectoryRemovedTests {
    let bench = Bench()

    @Test func itIsGoneAndPutBackWithAllThatWasWrittenMeanwhile() throws {
        let ground = TestGround(bench)
        var fault = DirectoryRemoved(TestGround.plan(.directoryRemoved))
        let proof = try biteAndLift(&fault, on: ground)
        #expect(proof["errno"] == .number(2))
        #expect(access(ground.dataDirectory + ".removed", F_OK) != 0)
        #expect(!ground.signalLines.isEmpty)
    }

    @Test func oneThatIsStillThereIsAMiss() throws {
        let ground = TestGround(bench)
        try ground.startEngine()
        var fault = DirectoryRemoved(TestGround.plan(.directoryRemoved))
        try ground.make(&fault)
        mkdir(ground.dataDirectory, 0o777)
        chmod(ground.dataDirectory, 0o777)
        ground.pass(ms: 3000)
        let miss = #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
        #expect(miss?.why.contains("could still be created") == true)
    }
}
