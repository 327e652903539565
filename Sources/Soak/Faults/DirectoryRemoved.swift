import Glibc

/// The data directory is gone: somebody moved it away. Open files live on in it; no new one can be made. Later
/// it is put back.
package struct DirectoryRemoved: Hindrance {
    package let plan: PlannedFault
    package var since = HindranceTime.notYet
    package static let refusal = ENOENT
    private var isAway = false
    static let suffix = ".removed"

    package init(_ plan: PlannedFault) { self.plan = plan }

    package var about: String {
        "from \(plan.armAt.text) to \(plan.until.text) the data directory is gone (renamed to data\(Self.suffix))"
    }

    package var undoing: String { "data\(Self.suffix) is renamed back to data" }

    package mutating func hinder(on ground: any FaultGround) throws(SystemFailure) {
        try Self.move(ground.dataDirectory, to: ground.dataDirectory + Self.suffix)
        isAway = true
    }

    package mutating func undo(on ground: any FaultGround) throws(SystemFailure) {
        guard isAway else { return }
        try Self.move(ground.dataDirectory + Self.suffix, to: ground.dataDirectory)
        isAway = false
    }

    /// A rename that replaces nothing but an empty directory.
    static func move(_ path: String, to other: String) throws(SystemFailure) {
        if rename(path, other) != 0 { throw SystemFailure("rename to \(other)", path, errno: errno) }
    }
}
