/// The faults there are, family by family. The raw value is the name in scenarios and journals.
package enum FaultKind: String, CaseIterable, Sendable {
    // MARK: Disk: calls of the engine that the injector makes fail
    case writeError = "write-error"
    case shortWrite = "short-write"
    case fsyncError = "fsync-error"
    case openError = "open-error"
    case renameError = "rename-error"
    case slowDisk = "slow-disk"
    case unlinkError = "unlink-error"
    case fsyncLies = "fsync-lies"
    case diskStall = "disk-stall"
    case spoolAndDataFail = "spool-and-data-fail"
    case truncateError = "truncate-error"
    case readError = "read-error"

    // MARK: Disk: what is done to the directory and its files
    /// The incident of January 2026: the data directory belongs to somebody else over midnight UTC.
    case dataDirTaken = "data-dir-taken"
    case directoryMode = "directory-mode"
    case directoryRemoved = "directory-removed"
    case directoryReplaced = "directory-replaced"
    case fileRemoved = "file-removed"
    case diskFull = "disk-full"
    case readOnlyMount = "read-only-mount"
    case inodesGone = "inodes-gone"
    case fileSystemTurnedReadOnly = "file-system-turned-read-only"
    case fileSizeLimit = "file-size-limit"
    case openFilesLimit = "open-files-limit"

    // MARK: Crash
    /// A signal's line is cut in the middle by a SIGKILL during `write`.
    case tornWrite = "torn-write"
    case killBeforeWrite = "kill-before-write"
    case killAfterWrite = "kill-after-write"
    case killBeforeSync = "kill-before-sync"
    case killAfterSync = "kill-after-sync"
    case killBeforeRename = "kill-before-rename"
    case killAfterRename = "kill-after-rename"
    case killAtMidnight = "kill-at-midnight"
    case killDuringRecovery = "kill-during-recovery"
    case sigkill
    case sigterm
    case sigsegv
    case sigabrt
    case outOfMemory = "out-of-memory"
    case powerCut = "power-cut"
    case powerCutSimulated = "power-cut-simulated"
    case powerCutAfterLies = "power-cut-after-lies"

    // MARK: Files: what is done to them while the engine is down
    /// Whole lines vanish from the end of a file. Must not go unnoticed.
    case truncateAtLineEnd = "truncate-at-line-end"
    case truncateAnywhere = "truncate-anywhere"
    case truncateToZero = "truncate-to-zero"
    case nulBlock = "nul-block"
    case bitFlipValue = "bit-flip-value"
    case bitFlipKey = "bit-flip-key"
    case bitFlipNewline = "bit-flip-newline"
    case lineDuplicated = "line-duplicated"
    case linesSwapped = "lines-swapped"
    case lineDeleted = "line-deleted"
    case filesSwapped = "files-swapped"
    case wrongDayInFile = "wrong-day-in-file"
    case carriageReturns = "crlf"
    case byteOrderMark = "bom"
    case invalidUTF8 = "invalid-utf8"
    case ledgerLineRemoved = "ledger-line-removed"

    // MARK: Process
    case sigstop
    case stoppedForMinutes = "stopped-for-minutes"
    case stopAndGo = "stop-and-go"
    case cpuStarved = "cpu-starved"
    case startedTwice = "started-twice"

    // MARK: Clock: the wall clock, beside which the run's own time goes on
    case clockStepForward = "clock-step-forward"
    case clockStepBack = "clock-step-back"
    case clockStepDay = "clock-step-day"
    case clockFast = "clock-fast"
    case clockSlow = "clock-slow"

    // MARK: Network
    case connectionRefused = "connection-refused"
    case connectionReset = "connection-reset"
    case closedWithoutCloseFrame = "closed-without-close-frame"
    case connectionExpired = "connection-expired"
    case connectionInactive = "connection-inactive"
    case halfClosed = "half-closed"
    case halfOpen = "half-open"
    case feedStalled = "feed-stalled"
    case slowReader = "slow-reader"
    case slowWriter = "slow-writer"
    case bytesOneAtATime = "bytes-one-at-a-time"
    case reconnectStorm = "reconnect-storm"
    case nameNotResolved = "name-not-resolved"
    case tlsExpiredCertificate = "tls-expired-certificate"
    case tlsWrongHost = "tls-wrong-host"
    case tlsUnknownIssuer = "tls-unknown-issuer"

    // MARK: Exchange
    case errorFrames = "error-frames"
    case unknownChannelFrames = "unknown-channel-frames"
    case missingKeyFrames = "missing-key-frames"
    case wrongTypeFrames = "wrong-type-frames"
    case hugeNumberFrames = "huge-number-frames"
    case invalidJSONFrames = "invalid-json-frames"
    case invalidUTF8Frames = "invalid-utf8-frames"
    case hugeFrame = "huge-frame"
    case fragmentedFrames = "fragmented-frames"
    case unlistedCoinFrames = "unlisted-coin-frames"
    case pingFlood = "ping-flood"
    case maskedFrame = "masked-frame"
    case reservedBits = "reserved-bits"
    case frameBurst = "frame-burst"
    case marketMute = "market-mute"
    case channelMute = "channel-mute"
    case infoTooMany = "info-too-many"
    case infoServerError = "info-server-error"
    case infoBadGateway = "info-bad-gateway"
    case infoSlow = "info-slow"
    case infoEmpty = "info-empty"
    case lostAcknowledgements = "lost-acknowledgements"
    case duplicateFrames = "duplicate-frames"
}
