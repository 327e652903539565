import Glibc

/// The data directory may not be written (mode 0555). Open files don't feel that; no new one can be made.
package struct DirectoryMode: Hindrance {
    package let plan: PlannedFault
    package var since = HindranceTime.notYet
    package static let refusal = EACCES
    private var before: mode_t?

    package init(_ plan: PlannedFault) { self.plan = plan }

    package var about: String {
        "from \(plan.armAt.text) to \(plan.until.text) the data directory has mode 0555"
    }

    package var undoing: String { "chmod 0755 data" }

    package func impossible(on ground: any FaultGround) -> String? {
        (ground.engineUser?.uid ?? geteuid()) == 0 ? "the engine runs as root, and root ignores modes" : nil
    }

    package mutating func hinder(on ground: any FaultGround) throws(SystemFailure) {
        before = try PathStatus.read(ground.dataDirectory).st_mode & 0o7777
        if chmod(ground.dataDirectory, 0o555) != 0 {
            throw SystemFailure("chmod", ground.dataDirectory, errno: errno)
        }
    }

    package mutating func undo(on ground: any FaultGround) throws(SystemFailure) {
        guard let mode = before else { return }
        if chmod(ground.dataDirectory, mode) != 0 {
            throw SystemFailure("chmod back", ground.dataDirectory, errno: errno)
        }
        before = nil
    }

    package func facts(on ground: any FaultGround) throws(SystemFailure) -> [(String, FaultProof.Fact)] {
        let status = try PathStatus.read(ground.dataDirectory)
        return [("mode", .text(String(status.st_mode & 0o7777, radix: 8)))]
    }
}
