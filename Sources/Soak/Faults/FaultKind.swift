/// The faults there are. The raw value is the name in scenarios and journals.
package enum FaultKind: String, CaseIterable, Sendable {
    /// The incident of January 2026: the data directory belongs to somebody else over midnight UTC.
    case dataDirTaken = "data-dir-taken"
    /// A signal's line is cut in the middle by a SIGKILL during `write`.
    case tornWrite = "torn-write"
    /// Whole lines vanish from the end of a file while the engine is down. Must not go unnoticed.
    case truncateAtLineEnd = "truncate-at-line-end"
}
