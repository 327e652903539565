/// What stands in the files, and bringing it in line with what is known of them.
extension DiskWriter {
    /// A file is longer than known: whole lines are adopted, half a line is moved away. It is shorter: said so.
    func reconcile(_ name: FileName, with handle: OpenFile) throws(FileError) {
        let actual = try fileSystem.length(of: handle)
        let known = files[name]!.fileLength
        if actual == known { return }
        let whole = try fileSystem.endOfWholeLines(handle, floor: actual < known ? 0 : known, end: actual)
        if actual < known {
            sayShrunk(name, bytes: known - actual)
            files[name] = DayFile(name, length: whole, records: nil)
            files[name]!.handle = handle
        } else if whole > known {
            var found = Segment(at: known)
            try fileSystem.eachChunk(of: handle, from: known, to: whole) {
                found.extend($0, records: countLines($0))
            }
            try fileSystem.synchronize(handle)
            adopt(name, found)
            files[name]!.fileLength = whole
            files[name]!.syncedLength = whole
        }
        if actual > whole { try cutTail(of: name, handle, from: whole, to: actual) }
    }

    /// Takes over lines that nobody vouched for. The ledger vouches for itself by its chain.
    func adopt(_ name: FileName, _ found: Segment) {
        files[name]!.records = files[name]!.records.map { $0 + found.records }
        files[name]!.unsealed = Segment(at: found.to)
        if name.stream != .ledger { sayAdopted(name, found) }
    }

    /// Moves bytes from the end of a file to the quarantine, where they are synced before they are cut off.
    func cutTail(of name: FileName, _ handle: OpenFile, from: Int64, to: Int64) throws(FileError) {
        files[name]?.mayBeLonger = true
        let bytes = try fileSystem.read(handle, at: from, count: Int(to - from))
        let path = try Quarantine(fileSystem: fileSystem, dataDirectory: configuration.dataDirectory)
            .keep(bytes, of: name.description, at: from)
        try fileSystem.truncate(handle, to: from)
        try fileSystem.synchronize(handle)
        files[name]?.mayBeLonger = false
        var cut = Segment(at: from)
        cut.extend(bytes[...], records: 0)
        sayRepair(name, at: from, cut, quarantine: path)
    }

    /// For files whose seals don't tell; -1 when the file can't be read.
    func countRecords(of name: FileName) -> Int {
        do throws(FileError) {
            let handle = try fileSystem.open(configuration.path(of: name), .read)
            var count = 0
            try fileSystem.eachChunk(of: handle, from: 0, to: fileSystem.length(of: handle)) {
                count += countLines($0)
            }
            return count
        } catch {
            return -1
        }
    }

    /// Closed days' files need not stay open.
    func closeEndedDays() {
        for (name, file) in files where name.day < day && file.isAtRest {
            guard file.handle != nil, file.whereabouts == .inPlace else { continue }
            files[name]!.handle = nil
        }
    }

    /// Written aside, synced, renamed, and the directory synced: a reader sees the old file or the new one.
    static func replace(
        _ path: String, in directory: String, with bytes: [UInt8], on fileSystem: any FileSystem
    ) throws(FileError) {
        let aside = path + ".new"
        let file = try fileSystem.open(aside, .readWrite)
        try fileSystem.truncate(file, to: 0)
        try fileSystem.writeAll(bytes, to: file, at: 0)
        try fileSystem.synchronize(file)
        try fileSystem.rename(aside, to: path)
        try fileSystem.synchronizeDirectory(directory)
    }
}
