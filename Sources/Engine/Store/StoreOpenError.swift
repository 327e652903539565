/// Why a store could not be opened. Everything else (a directory that takes no writes) is a state to live
/// with, not an error.
package enum StoreOpenError: Error, Sendable, CustomStringConvertible {
    /// The path is absent or no directory: a mistake in the configuration.
    case noDirectory(FileError)
    /// Another engine holds the directory or the spool.
    case held(path: String)
    /// What earlier runs wrote can't be read, so the ledger can't be gone on with.
    case unreadable(FileError)
    /// Neither the directory nor the spool takes writes.
    case nowhereToWrite(data: FileError, spool: FileError)

    package var description: String {
        switch self {
        case .noDirectory(let error):
            "data_dir \(error.path) is not a directory (errno \(error.code)); create it first"
        case .held(let path):
            "another engine holds \(path); stop it first, or give this one its own data_dir and spool_dir"
        case .unreadable(let error):
            "the files of earlier runs can't be read: \(error); give this user the right to read them"
        case .nowhereToWrite(let data, let spool):
            "neither data_dir nor spool_dir takes writes: \(data); \(spool)"
        }
    }
}
