/// The system calls that a sweep goes through one by one.
package enum SweepOperation: String, CaseIterable, Sendable {
    case write, fsync, open, rename

    /// As soak-inject names them.
    var calls: String {
        switch self {
        case .write: "write,pwrite64"
        case .fsync: "fsync,fdatasync"
        case .open: "openat"
        case .rename: "rename"
        }
    }

    package var actions: [SweepAction] {
        switch self {
        case .write: SweepAction.allCases
        case .fsync, .open, .rename: [.killBefore, .killAfter, .noSpace, .inputOutput, .readOnly]
        }
    }
}

/// What is done to a call.
package enum SweepAction: String, CaseIterable, Sendable {
    case killBefore = "kill-before"
    case killAfter = "kill-after"
    case tornAtOneByte = "torn-1"
    case tornInHalf = "torn-half"
    case noSpace = "ENOSPC"
    case inputOutput = "EIO"
    case readOnly = "EROFS"
    case short

    /// As soak-inject names it.
    var injected: String {
        switch self {
        case .killBefore: "killbefore"
        case .killAfter: "killafter"
        case .tornAtOneByte: "tornkill:1"
        case .tornInHalf: "tornkill:half"
        case .noSpace, .inputOutput, .readOnly: "errno:\(rawValue)"
        case .short: "short:1"
        }
    }

    package var kills: Bool {
        switch self {
        case .killBefore, .killAfter, .tornAtOneByte, .tornInHalf: true
        case .noSpace, .inputOutput, .readOnly, .short: false
        }
    }
}
