/// What came of trying to create a file as some user.
package struct CreateProbe: Equatable, Sendable {
    package let path: String
    package let uid: UInt32
    /// 0: it could be created (and was removed again).
    package let errno: Int32

    package init(path: String, uid: UInt32, errno: Int32) {
        self.path = path
        self.uid = uid
        self.errno = errno
    }

    /// Real time that a probe may take before it counts as hung.
    static let waitMsMax: Int32 = 10_000

    /// Runs one through soak-inject in a process of its own. Throws when no probe could be run at all.
    package static func run(_ path: String, as user: UserIdentity?, injector: String) throws(SystemFailure)
        -> CreateProbe
    {
        let child = try LaunchedProcess.spawn(
            injector: injector, arguments: LaunchedProcess.identity(user) + ["--probe", path], output: nil,
            errors: nil)
        for event in child.eventsUntilEnd(waitMs: waitMsMax) {
            if case .probed(let probe) = event { return probe }
        }
        throw SystemFailure("probe", path, errno: 5)
    }
}
