/// Who a process is, by number.
package struct UserIdentity: Equatable, Sendable {
    package let uid: UInt32
    package let gid: UInt32

    package init(uid: UInt32, gid: UInt32) {
        self.uid = uid
        self.gid = gid
    }

    /// The user that an engine gets when the runner is root: the first ordinary one.
    package static let ordinary = UserIdentity(uid: 1000, gid: 1000)
}
