import Glibc

/// The file system under the data directory meets an error and turns read-only, while files are open: each write
/// fails. Only a check and a new mount help, with the engine down.
///
/// Proof: a process of the engine's user could make a file before, gets EROFS afterwards, and can again when it is
/// mounted anew.
package struct FileSystemTurnedReadOnly: Fault {
    package let plan: PlannedFault
    package let end = FaultEnd.engineBack

    private enum State {
        case untouched
        case readOnly(sinceRealMs: Int64)
        case killed(readOnlyMs: Int64)
        case done
    }

    private var state = State.untouched

    package init(_ plan: PlannedFault) { self.plan = plan }

    package var about: String {
        "from \(plan.armAt.text) to \(plan.until.text) the file system of the data directory is read-only after an "
            + "error of its own"
    }

    package var undoing: String {
        "the engine is killed, the file system mounted again, and the engine started"
    }
    package var mount: DataMount? { .loop(bytes: PowerCut.bytes) }
    package func impossible(on ground: any FaultGround) -> String? { LoopDisk.obstacle(on: ground) }
    package func plansEnd(_ bite: InjectorBite?) -> Bool { if case .killed = state { true } else { false } }

    package mutating func prepare(on ground: any FaultGround) throws(FaultMiss) -> Bool {
        if let why = impossible(on: ground) { throw FaultMiss.impossible(why) }
        guard case .running = ground.engineState else { return false }
        let code = try probe(ground)
        guard code == 0 else { throw FaultMiss("nothing could be made there even before: errno \(code)") }
        return true
    }

    package mutating func make(on ground: any FaultGround) throws(FaultMiss) {
        do { try ground.loopDisk?.fail() } catch { throw FaultMiss("it could not be made: \(error)") }
        state = .readOnly(sinceRealMs: ground.realMs)
        try expectReadOnly(ground)
    }

    package mutating func prove(on ground: any FaultGround) throws(FaultMiss) -> FaultProof? {
        switch state {
        case .untouched, .done: return nil
        case .readOnly(let sinceRealMs):
            let length = ground.realMs - sinceRealMs
            guard length >= HindranceTime.lastsRealMsMin, ground.now >= plan.until else { return nil }
            try expectReadOnly(ground)
            state = .killed(readOnlyMs: length)
            ground.killEngine()
            return nil
        case .killed(let length):
            guard ground.engineState.exit != nil, var disk = ground.loopDisk else { return nil }
            state = .done
            do { try disk.mountAgain() } catch { throw FaultMiss("\(error)") }
            ground.loopDisk = disk
            let code = try probe(ground)
            guard code == 0 else {
                throw FaultMiss("mounted again, yet the engine's user gets errno \(code)")
            }
            return FaultProof(
                "creating a file gave EROFS (\(EROFS)) at the beginning and after \(length) ms; the same user could "
                    + "before, and can on the new mount",
                facts: [("errno", .number(Int64(EROFS))), ("read_only_ms", .number(length))])
        }
    }

    package mutating func lift(on ground: any FaultGround) throws(FaultMiss) {}

    private func expectReadOnly(_ ground: any FaultGround) throws(FaultMiss) {
        let code = try probe(ground)
        guard code == EROFS else { throw FaultMiss("creating a file gives errno \(code), wanted \(EROFS)") }
    }

    private func probe(_ ground: any FaultGround) throws(FaultMiss) -> Int32 {
        do { return try ground.probeCreate(ground.dataDirectory + "/" + HindranceTime.probeName).errno } catch
        { throw FaultMiss("the probe did not run: \(error)") }
    }
}
