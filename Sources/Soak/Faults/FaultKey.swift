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
    /// How far the wall clock is set.
    case by
    /// How many seconds in a hundred a clock gains or loses.
    case percent
}

extension FaultKind {
    package var keys: Set<FaultKey> {
        switch self {
        // Disk
        case .writeError, .fsyncError, .openError, .renameError, .unlinkError: [.k, .on, .errno, .times]
        case .truncateError, .readError: [.k, .on, .errno, .times]
        case .fsyncLies: [.k, .on, .times]
        case .diskStall: [.k, .on, .delay]
        case .spoolAndDataFail: [.k, .errno, .for]
        case .shortWrite: [.k, .on, .bytes, .times]
        case .slowDisk: [.k, .on, .delay, .times]
        case .dataDirTaken, .directoryMode, .directoryRemoved, .directoryReplaced, .fileRemoved, .diskFull,
            .readOnlyMount, .fileSizeLimit, .openFilesLimit, .inodesGone, .fileSystemTurnedReadOnly:
            []
        // Crash
        case .tornWrite: [.k, .bytes]
        case .killBeforeWrite, .killAfterWrite, .killBeforeSync, .killAfterSync, .killBeforeRename,
            .killAfterRename, .killDuringRecovery:
            [.k, .on]
        case .powerCutSimulated, .powerCutAfterLies: [.k, .on, .bytes]
        case .sigkill, .sigterm, .sigsegv, .sigabrt, .outOfMemory, .killAtMidnight, .powerCut: []
        // Files
        case .truncateAtLineEnd: [.lines]
        case .truncateAnywhere, .bitFlipValue, .bitFlipKey, .bitFlipNewline, .invalidUTF8: [.lines, .bytes]
        case .nulBlock, .lineDuplicated, .linesSwapped, .lineDeleted, .wrongDayInFile, .ledgerLineRemoved:
            [.lines]
        case .truncateToZero, .filesSwapped, .carriageReturns, .byteOrderMark: []
        // Process
        case .sigstop, .stoppedForMinutes, .stopAndGo, .cpuStarved: [.for]
        case .startedTwice: []
        // Clock
        case .clockStepForward, .clockStepBack: [.by]
        case .clockStepDay: []
        case .clockFast, .clockSlow: [.percent]
        // Network
        case .connectionRefused, .connectionReset, .closedWithoutCloseFrame, .connectionExpired,
            .connectionInactive, .halfClosed, .halfOpen, .feedStalled, .slowReader, .slowWriter,
            .bytesOneAtATime, .reconnectStorm, .nameNotResolved, .tlsExpiredCertificate, .tlsWrongHost,
            .tlsUnknownIssuer:
            []
        // Exchange
        case .errorFrames, .unknownChannelFrames, .missingKeyFrames, .wrongTypeFrames, .hugeNumberFrames,
            .invalidJSONFrames, .invalidUTF8Frames, .hugeFrame, .fragmentedFrames, .unlistedCoinFrames,
            .pingFlood, .maskedFrame, .reservedBits, .frameBurst, .marketMute, .channelMute, .infoTooMany,
            .infoServerError, .infoBadGateway, .infoSlow, .infoEmpty, .lostAcknowledgements, .duplicateFrames:
            []
        }
    }

    /// What its calls may fail with; the first is what they do fail with when nothing else is asked for.
    package var errors: [DiskError] {
        switch self {
        case .writeError: [.ENOSPC, .EIO, .EROFS, .EDQUOT, .EINTR]
        case .fsyncError: [.EIO, .ENOSPC, .EDQUOT]
        case .openError: [.EACCES, .ENOSPC, .EMFILE, .EROFS, .EIO]
        case .renameError: [.EIO, .ENOSPC, .EACCES, .EROFS]
        case .unlinkError: [.EIO, .EACCES, .EROFS]
        case .truncateError: [.EIO, .ENOSPC, .EROFS]
        case .readError: [.EIO]
        case .spoolAndDataFail: [.ENOSPC, .EIO, .EROFS, .EDQUOT]
        default: []
        }
    }

    /// Whose calls are bitten when nothing else is asked for.
    var target: FaultTarget {
        switch self {
        case .openError, .slowDisk, .unlinkError, .readError, .killDuringRecovery: .data
        case .renameError, .killBeforeRename, .killAfterRename: .markets
        case .spoolAndDataFail: .all
        default: .signals
        }
    }

    /// How many calls are bitten when nothing else is asked for.
    var times: Int64 {
        switch self {
        case .writeError, .fsyncError, .openError, .renameError, .slowDisk, .unlinkError, .fsyncLies: 0
        default: 1
        }
    }

    /// The first call is bitten unless another one is asked for: there are few of them.
    var beginsAtOnce: Bool {
        switch self {
        case .openError, .renameError, .slowDisk, .unlinkError, .truncateError, .readError, .killBeforeRename,
            .killAfterRename, .killAtMidnight, .spoolAndDataFail, .fsyncLies, .diskStall:
            true
        default: false
        }
    }

    /// Bites only where exchange and engine speak TLS.
    package var needsTLS: Bool {
        switch self {
        case .tlsExpiredCertificate, .tlsWrongHost, .tlsUnknownIssuer: true
        default: false
        }
    }

    /// Bites only where a day's files are made.
    var needsMidnight: Bool {
        switch self {
        case .dataDirTaken, .renameError, .killAtMidnight, .killBeforeRename, .killAfterRename: true
        default: false
        }
    }

    /// How long it lasts in real time when nothing else is asked for.
    var lengthRealMs: Int64 {
        switch self {
        case .stoppedForMinutes: 120_000
        case .stopAndGo, .cpuStarved: 4000
        default: 2000
        }
    }

    /// The longest that can be asked for; an engine that stands still for longer is taken for a broken one.
    package var lengthRealMsMax: Int64 { self == .stoppedForMinutes ? 600_000 : 60_000 }

    /// By which each call begins later when nothing else is asked for.
    var delayMs: Int64 { self == .diskStall ? 3000 : 100 }

    /// Needs a mount of its own under the data directory.
    package var needsMount: Bool { self == .diskFull || self == .readOnlyMount || self == .inodesGone }

    var defaultLengthMs: Int64 {
        switch self {
        case .dataDirTaken: 3_600_000
        case .tornWrite: 1_800_000
        // As the real venue once did.
        case .feedStalled: 150_000
        case .truncateAtLineEnd, .truncateAnywhere, .truncateToZero, .nulBlock, .bitFlipValue, .bitFlipKey,
            .bitFlipNewline, .lineDuplicated, .linesSwapped, .lineDeleted, .filesSwapped, .wrongDayInFile,
            .carriageReturns, .byteOrderMark, .invalidUTF8, .ledgerLineRemoved:
            900_000
        default: 300_000
        }
    }
}
