import Glibc

/// Files, or the whole directory, that were removed or replaced under us.
///
/// Such a file is copied to the spool's directory first, so that it outlives this process, and from there
/// home again as soon as a directory stands at the path. Meanwhile its lines go through the spool like all
/// others, so their order holds.
extension DiskWriter {
    /// Finds the open files that their paths lead to no more. The first of them is the failure that is told.
    func findDisplaced() {
        for name in files.keys.sorted() {
            guard let file = files[name], let handle = file.handle, file.whereabouts == .inPlace else {
                continue
            }
            let path = configuration.path(of: name)
            do throws(FileError) {
                let there = try fileSystem.identity(at: path)
                if try there == fileSystem.identity(of: handle) { continue }
                let error = FileError(.stat, path, there == nil ? ENOENT : ESTALE)
                reportFailing(error)
                enterSpool(error)
                files[name]!.whereabouts = .held
            } catch {
                // A directory that may not even be looked into: an open file does not feel that.
                continue
            }
        }
        rescueHeld()
    }

    /// Copies what only our descriptors lead to; what fails is tried again with the next probe.
    private func rescueHeld() {
        let rescue = RescueDirectory(fileSystem: fileSystem, spoolDirectory: configuration.spoolDirectory)
        for name in files.keys.sorted() {
            guard let file = files[name], let handle = file.handle, file.whereabouts == .held else {
                continue
            }
            do throws(FileError) {
                let there = min(file.fileLength, try fileSystem.length(of: handle))
                let whole = try fileSystem.endOfWholeLines(handle, floor: 0, end: there)
                let copy = try rescue.keep(name, handle, length: whole)
                if whole < file.fileLength { sayShrunk(name, bytes: file.fileLength - whole) }
                files[name]!.rescued(in: copy, length: whole)
            } catch {
                reportSpoolFailing(error)
            }
        }
    }

    /// Another directory at our path is ours only once we hold its lock, as the first one was.
    func lockAnew() -> FileError? {
        let path = configuration.dataDirectory
        do throws(FileError) {
            guard let held = directoryLock else { return nil }
            if try fileSystem.identity(at: path) == fileSystem.identity(of: held) { return nil }
            let directory = try fileSystem.open(path, .directory)
            guard try fileSystem.lock(directory) else { return FileError(.lock, path, EWOULDBLOCK) }
            directoryLock = directory
            markets?.isDue = true
            return nil
        } catch {
            return error
        }
    }

    /// Puts every displaced file back at its path. Each stays what it is if that fails.
    func bringDisplacedHome() throws(FileError) {
        let rescue = RescueDirectory(fileSystem: fileSystem, spoolDirectory: configuration.spoolDirectory)
        for name in files.keys.sorted() where files[name]!.whereabouts != .inPlace {
            guard let source = files[name]!.handle else { continue }
            let length = min(files[name]!.fileLength, try fileSystem.length(of: source))
            let path = configuration.path(of: name)
            if let there = try fileSystem.openIfThere(path, .appendExisting) {
                try settleWith(there, name, source, length: length)
            } else {
                try fileSystem.copy(source, length: length, aside: path)
            }
            try fileSystem.synchronizeDirectory(configuration.dataDirectory)
            let home = try fileSystem.open(path, .appendExisting)
            guard try fileSystem.agree(home, source, length: length) else {
                throw FileError(.read, path, EIO)
            }
            try fileSystem.synchronize(home)
            files[name]!.broughtHome(to: home)
            try rescue.remove(name)
        }
    }

    /// Another file has our name. One with the same beginning is ours, perhaps cut, perhaps longer; any other
    /// goes to the quarantine, whole.
    private func settleWith(
        _ there: OpenFile, _ name: FileName, _ source: OpenFile, length: Int64
    ) throws(FileError) {
        let path = configuration.path(of: name)
        let found = try fileSystem.length(of: there)
        let isOurs = try fileSystem.agree(there, source, length: min(found, length))
        if isOurs, found >= length { return }
        if isOurs { return try fileSystem.copy(source, length: length, aside: path) }
        var foreign = Segment(at: 0)
        try fileSystem.eachChunk(of: there, from: 0, to: found) { foreign.extend($0, records: 0) }
        // Ours is ready before the other one gives way.
        let ready = path + ".home"
        try fileSystem.copy(source, length: length, aside: ready)
        let kept = try Quarantine(fileSystem: fileSystem, dataDirectory: configuration.dataDirectory)
            .take(path, of: name.description, bytes: found)
        try fileSystem.rename(ready, to: path)
        sayRepair(name, at: 0, foreign, quarantine: kept)
        flush()
    }

    /// Files of the day that goes on are held open from the start: one that is removed before its first line
    /// of this run can still be copied.
    func holdToday() {
        for name in files.keys.sorted() where name.day == day && files[name]!.handle == nil {
            guard files[name]!.fileLength > 0 else { continue }
            files[name]!.handle = try? fileSystem.open(configuration.path(of: name), .appendExisting)
        }
    }

    /// What an earlier run could not bring home.
    func findRescued() throws(FileError) {
        // A spool that can't be used has said so; what lies beside it waits for a start that can read it.
        guard spool != nil else { return }
        let rescue = RescueDirectory(fileSystem: fileSystem, spoolDirectory: configuration.spoolDirectory)
        for name in try rescue.names() {
            let copy = try fileSystem.open(rescue.path(of: name), .appendExisting)
            let length = try fileSystem.length(of: copy)
            if let there = try fileSystem.openIfThere(configuration.path(of: name), .read),
                try fileSystem.agree(there, copy, length: length)
            {
                // It is home already, perhaps longer by now; only the copy could not be removed.
                do throws(FileError) { try rescue.remove(name) } catch {}
                continue
            }
            rescued[name] = copy
        }
    }
}
