import Glibc

/// The power goes, really: the data directory is an ext4 file system of its own, the engine is killed, the file system
/// is shut down without writing its journal, and mounted again as after a boot. Only what was synced is left.
///
/// Proof: nothing could be written any more once it was shut down, and what the files hold before and after.
package struct PowerCut: Fault {
    package let plan: PlannedFault
    package let end = FaultEnd.engineBack

    private enum State { case untouched, killed, done }

    private var state = State.untouched
    static let bytes: Int64 = 96 << 20

    package init(_ plan: PlannedFault) { self.plan = plan }

    package var about: String {
        "at \(plan.armAt.text) the power goes: the engine is killed, and its file system loses what was not synced"
    }

    package var undoing: String { "the file system is mounted again, and the engine started" }
    package var mount: DataMount? { .loop(bytes: Self.bytes) }
    package func impossible(on ground: any FaultGround) -> String? { LoopDisk.obstacle(on: ground) }
    package func plansEnd(_ bite: InjectorBite?) -> Bool { if case .killed = state { true } else { false } }

    package mutating func prepare(on ground: any FaultGround) throws(FaultMiss) -> Bool {
        if let why = impossible(on: ground) { throw FaultMiss.impossible(why) }
        if case .running = ground.engineState { return true } else { return false }
    }

    package mutating func make(on ground: any FaultGround) throws(FaultMiss) {
        state = .killed
        ground.killEngine()
    }

    package mutating func prove(on ground: any FaultGround) throws(FaultMiss) -> FaultProof? {
        guard case .killed = state, ground.engineState.exit != nil, var disk = ground.loopDisk else {
            return nil
        }
        state = .done
        do {
            let before = try Self.bytes(in: ground.dataDirectory)
            try disk.cutPower()
            let refusal = try ground.probeCreate(ground.dataDirectory + "/" + HindranceTime.probeName).errno
            try disk.mountAgain()
            ground.loopDisk = disk
            let after = try Self.bytes(in: ground.dataDirectory)
            guard refusal != 0 else { throw FaultMiss("a file could still be made without power") }
            return FaultProof(
                "with the power gone, creating a file gave \(SystemFailure.name(refusal)) (\(refusal)); mounted again, "
                    + "the files hold \(after) of \(before) bytes",
                facts: [
                    ("errno", .number(Int64(refusal))), ("bytes_before", .number(before)),
                    ("bytes_after", .number(after)), ("signal", .number(Int64(SIGKILL))),
                ])
        } catch let miss as FaultMiss { throw miss } catch { throw FaultMiss("\(error)") }
    }

    package mutating func lift(on ground: any FaultGround) throws(FaultMiss) {}

    private static func bytes(in folder: String) throws(SystemFailure) -> Int64 {
        var sum: Int64 = 0
        for name in try FolderNames.read(folder) {
            let status = try PathStatus.read(folder + "/" + name)
            if status.st_mode & S_IFMT == S_IFREG { sum += Int64(status.st_size) }
        }
        return sum
    }
}
