import Glibc

/// What a call can be made to fail with, by its name in C.
package enum DiskError: String, CaseIterable, Sendable {
    case ENOSPC, EIO, EROFS, EDQUOT, EINTR, EACCES, EMFILE

    package var code: Int32 {
        switch self {
        case .ENOSPC: Glibc.ENOSPC
        case .EIO: Glibc.EIO
        case .EROFS: Glibc.EROFS
        case .EDQUOT: Glibc.EDQUOT
        case .EINTR: Glibc.EINTR
        case .EACCES: Glibc.EACCES
        case .EMFILE: Glibc.EMFILE
        }
    }
}
