/// The faults there are. The raw value is the name in scenarios and journals.
package enum FaultKind: String, CaseIterable, Sendable {
    /// The incident of January 2026: the data directory belongs to somebody else over midnight UTC.
    case dataDirTaken = "data-dir-taken"
    /// A signal's line is cut in the middle by a SIGKILL during `write`.
    case tornWrite = "torn-write"
    /// Whole lines vanish from the end of a file while the engine is down. Must not go unnoticed.
    case truncateAtLineEnd = "truncate-at-line-end"

    // Calls of the engine that the injector makes fail.
    case writeError = "write-error"
    case shortWrite = "short-write"
    case fsyncError = "fsync-error"
    case openError = "open-error"
    case renameError = "rename-error"
    case slowDisk = "slow-disk"
    case killBeforeWrite = "kill-before-write"
    case killAfterWrite = "kill-after-write"
    case killBeforeSync = "kill-before-sync"

    // What is done to the directory and its files.
    case directoryMode = "directory-mode"
    case directoryRemoved = "directory-removed"
    case directoryReplaced = "directory-replaced"
    case fileRemoved = "file-removed"
    case diskFull = "disk-full"
    case readOnlyMount = "read-only-mount"

    // What is done to the process.
    case fileSizeLimit = "file-size-limit"
    case openFilesLimit = "open-files-limit"
    case sigkill
    case sigterm
    case sigstop
}
