import Glibc

/// A disk with room for bytes and none for files: the data directory is a tmpfs with so many inodes, and empty files
/// take what is left of them. What is open can be written; no new file can be made.
package struct InodesGone: Hindrance {
    package let plan: PlannedFault
    package var since = HindranceTime.notYet
    package static let refusal = ENOSPC
    private var ballast: [String] = []

    package init(_ plan: PlannedFault) { self.plan = plan }

    package var about: String {
        "from \(plan.armAt.text) to \(plan.until.text) empty files take all inodes that are left of the disk"
    }

    package var undoing: String { "the empty files are removed" }
    package var mount: DataMount? { .tmpfs(bytes: DiskFull.bytes) }
    package func impossible(on ground: any FaultGround) -> String? { ground.mountObstacle }

    package mutating func hinder(on ground: any FaultGround) throws(SystemFailure) {
        let folder = ground.dataDirectory + "/.ballast"
        if mkdir(folder, 0o700) != 0 { throw SystemFailure("mkdir", folder, errno: errno) }
        ballast.append(folder)
        for number in 0...PrivateMounts.inodesMax {
            let path = "\(folder)/\(number)"
            let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            if file < 0 {
                if errno == ENOSPC { return }
                throw SystemFailure("create", path, errno: errno)
            }
            close(file)
            ballast.append(path)
        }
        throw SystemFailure("take all inodes of", ground.dataDirectory, errno: ENFILE)
    }

    package mutating func undo(on ground: any FaultGround) throws(SystemFailure) {
        while let path = ballast.popLast() {
            let failed = ballast.isEmpty ? rmdir(path) != 0 : unlink(path) != 0
            if failed, errno != ENOENT { throw SystemFailure("remove", path, errno: errno) }
        }
    }

    package func facts(on ground: any FaultGround) throws(SystemFailure) -> [(String, FaultProof.Fact)] {
        var space = statvfs()
        guard statvfs(ground.dataDirectory, &space) == 0 else {
            throw SystemFailure("statvfs", ground.dataDirectory, errno: errno)
        }
        return [
            ("inodes", .number(Int64(space.f_files))), ("inodes_free", .number(Int64(space.f_favail))),
            ("free_bytes", .number(Int64(space.f_bavail) * Int64(space.f_frsize))),
        ]
    }
}
