/// The keys of a [[fault]] table that only some kinds have.
package enum FaultKey: String, CaseIterable, Sendable {
    /// Which matching call is the first to be bitten, counted from arming.
    case k
    /// Bytes that are let through.
    case bytes
    /// Lines that are cut off.
    case lines
    /// Whose calls are bitten.
    case on
    /// What they fail with.
    case errno
    /// How many calls are bitten; 0: all until it is lifted.
    case times
    /// How much later each call begins, in real time.
    case delay
    /// How long it lasts, in real time.
    case `for`
}

extension FaultKind {
    package var keys: Set<FaultKey> {
        switch self {
        // Disk
        case .writeError, .fsyncError, .openError, .renameError: [.k, .on, .errno, .times]
        case .shortWrite: [.k, .on, .bytes, .times]
        case .slowDisk: [.k, .on, .delay, .times]
        case .dataDirTaken, .directoryMode, .directoryRemoved, .directoryReplaced, .fileRemoved, .diskFull,
            .readOnlyMount, .fileSizeLimit, .openFilesLimit:
            []
        // Crash
        case .tornWrite: [.k, .bytes]
        case .killBeforeWrite, .killAfterWrite, .killBeforeSync: [.k, .on]
        case .sigkill, .sigterm: []
        // Files
        case .truncateAtLineEnd: [.lines]
        // Process
        case .sigstop: [.for]
        // Clock
        // Network
        case .connectionRefused, .connectionReset, .closedWithoutCloseFrame, .connectionExpired,
            .connectionInactive, .halfClosed, .halfOpen, .feedStalled, .slowReader, .slowWriter,
            .bytesOneAtATime, .reconnectStorm, .nameNotResolved, .tlsExpiredCertificate, .tlsWrongHost,
            .tlsUnknownIssuer:
            []
        // Exchange
        }
    }

    /// What its calls may fail with; the first is what they do fail with when nothing else is asked for.
    package var errors: [DiskError] {
        switch self {
        case .writeError: [.ENOSPC, .EIO, .EROFS, .EDQUOT, .EINTR]
        case .fsyncError: [.EIO, .ENOSPC, .EDQUOT]
        case .openError: [.EACCES, .ENOSPC, .EMFILE, .EROFS, .EIO]
        case .renameError: [.EIO, .ENOSPC, .EACCES, .EROFS]
        default: []
        }
    }

    /// Whose calls are bitten when nothing else is asked for.
    var target: FaultTarget {
        switch self {
        case .openError, .slowDisk: .data
        case .renameError: .markets
        default: .signals
        }
    }

    /// How many calls are bitten when nothing else is asked for.
    var times: Int64 {
        switch self {
        case .writeError, .fsyncError, .openError, .renameError, .slowDisk: 0
        default: 1
        }
    }

    /// The first call is bitten unless another one is asked for: there are few of them.
    var beginsAtOnce: Bool { self == .openError || self == .renameError || self == .slowDisk }

    /// Bites only where a day's files are made.
    var needsMidnight: Bool { self == .dataDirTaken || self == .renameError }

    var defaultLengthMs: Int64 {
        switch self {
        case .dataDirTaken: 3_600_000
        case .tornWrite: 1_800_000
        case .truncateAtLineEnd: 900_000
        // As the real venue once did.
        case .feedStalled: 150_000
        default: 300_000
        }
    }
}
