/// The faults there are, family by family. The raw value is the name in scenarios and journals.
package enum FaultKind: String, CaseIterable, Sendable {
    // MARK: Disk: calls of the engine that the injector makes fail
    case writeError = "write-error"
    case shortWrite = "short-write"
    case fsyncError = "fsync-error"
    case openError = "open-error"
    case renameError = "rename-error"
    case slowDisk = "slow-disk"

    // MARK: Disk: what is done to the directory and its files
    /// The incident of January 2026: the data directory belongs to somebody else over midnight UTC.
    case dataDirTaken = "data-dir-taken"
    case directoryMode = "directory-mode"
    case directoryRemoved = "directory-removed"
    case directoryReplaced = "directory-replaced"
    case fileRemoved = "file-removed"
    case diskFull = "disk-full"
    case readOnlyMount = "read-only-mount"
    case fileSizeLimit = "file-size-limit"
    case openFilesLimit = "open-files-limit"

    // MARK: Crash
    /// A signal's line is cut in the middle by a SIGKILL during `write`.
    case tornWrite = "torn-write"
    case killBeforeWrite = "kill-before-write"
    case killAfterWrite = "kill-after-write"
    case killBeforeSync = "kill-before-sync"
    case sigkill
    case sigterm

    // MARK: Files: what is done to them while the engine is down
    /// Whole lines vanish from the end of a file. Must not go unnoticed.
    case truncateAtLineEnd = "truncate-at-line-end"

    // MARK: Process
    case sigstop

    // MARK: Clock

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
}
