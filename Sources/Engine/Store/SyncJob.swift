/// What one group commit has to make durable. Carried out by the thread that syncs.
package struct SyncJob: Sendable {
    var files: [(name: FileName, handle: OpenFile, length: Int64)] = []
    var directory: String?
    var spool: (handle: OpenFile, target: Int64)?
    /// A small file to be replaced whole.
    var replacement: (name: String, directory: String, bytes: [UInt8])?

    var isEmpty: Bool { files.isEmpty && directory == nil && spool == nil && replacement == nil }

    package func run(on fileSystem: any FileSystem) -> SyncOutcome {
        var outcome = SyncOutcome()
        for file in files {
            let error = Self.failure { () throws(FileError) in try fileSystem.synchronize(file.handle) }
            outcome.files.append((file.name, file.length, error))
        }
        if let directory {
            outcome.directoryError = Self.failure { () throws(FileError) in
                try fileSystem.synchronizeDirectory(directory)
            }
        }
        if let spool {
            let error = Self.failure { () throws(FileError) in try fileSystem.synchronize(spool.handle) }
            outcome.spool = (spool.target, error)
        }
        if let new = replacement {
            let error = Self.failure { () throws(FileError) in
                try DiskWriter.replace(
                    new.directory + "/" + new.name, in: new.directory, with: new.bytes, on: fileSystem)
            }
            outcome.replacement = (new.name, new.bytes, error)
        }
        return outcome
    }

    private static func failure(_ call: () throws(FileError) -> Void) -> FileError? {
        do throws(FileError) {
            try call()
            return nil
        } catch {
            return error
        }
    }
}

package struct SyncOutcome: Sendable {
    var files: [(name: FileName, length: Int64, error: FileError?)] = []
    var directoryError: FileError?
    var spool: (target: Int64, error: FileError?)?
    var replacement: (name: String, bytes: [UInt8], error: FileError?)?
}
