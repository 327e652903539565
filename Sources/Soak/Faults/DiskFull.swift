import Glibc

/// A disk that is really full: the data directory is a tmpfs of a set size, and a ballast file takes what is
/// left of it. The first symptom is a short write, ENOSPC comes with the next.
package struct DiskFull: Hindrance {
    package let plan: PlannedFault
    package var since = HindranceTime.notYet
    package static let refusal = ENOSPC
    static let bytes: Int64 = 96 << 20
    private var ballast: String?

    package init(_ plan: PlannedFault) { self.plan = plan }

    package var about: String {
        "from \(plan.armAt.text) to \(plan.until.text) a ballast file takes all that is left of the disk"
    }

    package var undoing: String { "the ballast file is removed" }
    package var mount: DataMount? { .tmpfs(bytes: Self.bytes) }
    package func impossible(on ground: any FaultGround) -> String? { ground.mountObstacle }

    package mutating func hinder(on ground: any FaultGround) throws(SystemFailure) {
        let path = ground.dataDirectory + "/.ballast"
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw SystemFailure("create", path, errno: errno) }
        defer { close(file) }
        ballast = path
        let block = [UInt8](repeating: 0, count: 1 << 20)
        var count = block.count
        while count > 0 {
            let wrote = write(file, block, count)
            if wrote < 0, errno != ENOSPC { throw SystemFailure("write", path, errno: errno) }
            if wrote <= 0 { count /= 2 }
        }
    }

    package mutating func undo(on ground: any FaultGround) throws(SystemFailure) {
        guard let path = ballast else { return }
        if unlink(path) != 0, errno != ENOENT { throw SystemFailure("unlink", path, errno: errno) }
        ballast = nil
    }

    package func facts(on ground: any FaultGround) throws(SystemFailure) -> [(String, FaultProof.Fact)] {
        var space = statvfs()
        guard statvfs(ground.dataDirectory, &space) == 0 else {
            throw SystemFailure("statvfs", ground.dataDirectory, errno: errno)
        }
        let unit = Int64(space.f_frsize)
        return [
            ("size_bytes", .number(Int64(space.f_blocks) * unit)),
            ("free_bytes", .number(Int64(space.f_bavail) * unit)),
        ]
    }
}
