import Glibc

/// The data directory is read-only: a read-only bind mount of itself lies over it. Files that are open don't
/// feel that; no new one can be made, and none opened for writing.
package struct ReadOnlyMount: Hindrance {
    package let plan: PlannedFault
    package var since = HindranceTime.notYet
    package static let refusal = EROFS
    private var isMounted = false

    package init(_ plan: PlannedFault) { self.plan = plan }

    package var about: String {
        "from \(plan.armAt.text) to \(plan.until.text) a read-only mount of the data directory lies over it"
    }

    package var undoing: String { "umount -l data, in the runner's private mount namespace" }
    package var mount: DataMount? { .namespaceOnly }
    package func impossible(on ground: any FaultGround) -> String? { ground.mountObstacle }

    package mutating func hinder(on ground: any FaultGround) throws(SystemFailure) {
        try PrivateMounts.bindReadOnly(ground.dataDirectory)
        isMounted = true
    }

    package mutating func undo(on ground: any FaultGround) throws(SystemFailure) {
        guard isMounted else { return }
        try PrivateMounts.unmount(ground.dataDirectory)
        isMounted = false
    }

    package func facts(on ground: any FaultGround) throws(SystemFailure) -> [(String, FaultProof.Fact)] {
        var space = statvfs()
        guard statvfs(ground.dataDirectory, &space) == 0 else {
            throw SystemFailure("statvfs", ground.dataDirectory, errno: errno)
        }
        return [("read_only", .number(space.f_flag & UInt(ST_RDONLY) != 0 ? 1 : 0))]
    }
}
