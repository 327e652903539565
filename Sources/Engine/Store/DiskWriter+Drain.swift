/// Bringing the spool's lines home.
extension DiskWriter {
    /// The outcome of a probe of the data directory.
    package func probed(_ error: FileError?) {
        let trouble = error ?? lockAnew()
        if let trouble { reportFailing(trouble) }
        findDisplaced()
        if trouble != nil {
            drainDue = false
        } else {
            if spool == nil { reopenSpool() }
            switch placement {
            case .files, .settling: reportRecovered()
            case .spool: drainDue = true
            }
            settle()
        }
        flush()
    }

    /// Copies everything that the spool holds into the files. Waits for a moment when no sync is under way,
    /// so that each file's end is known; what fails is tried again after the next good probe.
    package func drainIfDue() {
        guard drainDue, placement == .spool, !isSyncing else { return }
        guard files.values.allSatisfy({ $0.unsynced.isEmpty || $0.whereabouts == .held }) else { return }
        drainDue = false
        let amount = (lines: spool?.lines ?? 0, bytes: spool?.byteCount ?? 0)
        do throws(FileError) {
            try bringDisplacedHome()
            try copySpoolIntoFiles()
            for (name, file) in files.sorted(by: { $0.key < $1.key }) {
                guard let handle = file.handle else { continue }
                try reconcile(name, with: handle)
            }
        } catch {
            reportFailing(error)
            return flush()
        }
        placement = .settling
        settleAt = files.mapValues(\.fileLength)
        reportRecovered()
        sayStorage("drained", nil, records: amount.lines, bytes: Int64(amount.bytes))
        observer?.storage(.drained(lines: amount.lines, bytes: amount.bytes))
        retry()
        settle()
    }

    /// Idempotent: an entry's bytes that stand at its offset already are not written again.
    func copySpoolIntoFiles() throws(FileError) {
        guard let spool else { return }
        var appends: [FileName: [Spool.Entry]] = [:]
        for entry in spool.entries {
            switch entry.kind {
            case .append: if let name = FileName(entry.file) { appends[name, default: []].append(entry) }
            case .replace:
                try Self.replace(
                    configuration.path(of: entry.file), in: configuration.dataDirectory,
                    with: try spool.read(entry), on: fileSystem)
            case .move: break
            }
        }
        for (name, entries) in appends.sorted(by: { $0.key < $1.key }) {
            try drain(entries.sorted { $0.offset < $1.offset }, of: name, from: spool)
        }
    }

    private func drain(_ entries: [Spool.Entry], of name: FileName, from spool: Spool) throws(FileError) {
        let handle: OpenFile
        if let open = files[name]?.handle {
            handle = open
        } else {
            try closedDays.willOpen(name)
            handle = try fileSystem.open(configuration.path(of: name), .append)
            directoryNeedsSync = true
        }
        var length = try fileSystem.length(of: handle)
        var movedTo: Int64?
        /// Whole lines that stand before those of the spool and that no ledger speaks of: what a start could not take
        /// over because the disk failed it.
        var unvouched: Segment?
        /// How much further on the lines belong than they did when this drain began.
        var shift: Int64 = 0
        for entry in entries {
            let bytes = try spool.read(entry)
            var offset = entry.offset + shift
            var present = 0
            if length > offset {
                present = try linesPresent(bytes, of: name, handle, at: offset, end: length)
            }
            if length < offset || length > offset && present == 0 {
                let whole = try wholeLines(of: name, handle, offset: offset, length: length)
                if whole > offset, movedTo == nil { unvouched = try found(handle, from: offset, to: whole) }
                if whole != offset {
                    // Noted in the spool before a line is written there: another drain, after a kill in the
                    // middle of this one, must look for the lines at the same place.
                    try spool.move(entry, to: whole)
                    if let found = unvouched.take() { adopt(name, found) }
                    movedTo = movedTo ?? whole
                    shift += whole - offset
                }
                offset = whole
                length = whole
            }
            try append(bytes, from: present, to: handle, length: length)
            length = max(length, offset + Int64(bytes.count))
        }
        files[name]?.handle = handle
        files[name]?.fileLength = length
        files[name]?.spooledBytes = 0
        files[name]?.mayBeLonger = false
        if let movedTo { try vouchAnew(name, handle, from: movedTo, to: length) }
    }

    /// The file ends before its next lines, or other bytes stand there: half a line gives way, whole lines never
    /// do. Gives where they end.
    private func wholeLines(
        of name: FileName, _ handle: OpenFile, offset: Int64, length: Int64
    ) throws(FileError) -> Int64 {
        let floor = length < offset ? 0 : offset
        let whole = try fileSystem.endOfWholeLines(handle, floor: floor, end: length)
        if whole < length { try cutTail(of: name, handle, from: whole, to: length) }
        if whole < offset { sayShrunk(name, bytes: offset - whole) }
        return whole
    }

    /// What an `adopted` line may say of bytes that stand there; they are on the disk then.
    private func found(_ handle: OpenFile, from: Int64, to: Int64) throws(FileError) -> Segment {
        var found = Segment(at: from)
        try fileSystem.eachChunk(of: handle, from: from, to: to) {
            found.extend($0, records: countLines($0))
        }
        try fileSystem.synchronize(handle)
        return found
    }

    /// Lines that stand elsewhere than was thought are sealed where they stand.
    private func vouchAnew(
        _ name: FileName, _ handle: OpenFile, from: Int64, to: Int64
    ) throws(FileError) {
        var segment = Segment(at: name.stream == .ledger ? to : from)
        try fileSystem.eachChunk(of: handle, from: segment.from, to: to) {
            segment.extend($0, records: countLines($0))
        }
        files[name]?.unsealed = segment
        files[name]?.records = nil
    }

    /// How many of `bytes` the file holds at `offset` already; 0 when other bytes stand there.
    private func linesPresent(
        _ bytes: [UInt8], of name: FileName, _ handle: OpenFile, at offset: Int64, end: Int64
    ) throws(FileError) -> Int {
        let overlap = Int(min(end - offset, Int64(bytes.count)))
        let there = try fileSystem.read(handle, at: offset, count: overlap)
        guard there.elementsEqual(bytes[..<overlap]) else { return 0 }
        if files[name]?.mayBeLonger == true {
            // Bytes of a failed sync that could not be cut off: right in memory, perhaps not on the disk.
            let second = try fileSystem.open(handle.path, .readWrite)
            try fileSystem.writeAll(there, to: second, at: offset)
        }
        return overlap
    }

    /// All of it, or as if nothing had happened.
    private func append(
        _ bytes: [UInt8], from: Int, to handle: OpenFile, length: Int64
    ) throws(FileError) {
        var written = from
        do throws(FileError) {
            while written < bytes.count {
                let count = try fileSystem.append(bytes, from: written, to: handle)
                guard count > 0 else { throw FileError(.write, handle.path, 28) }
                written += count
            }
        } catch {
            if written > from { try? fileSystem.truncate(handle, to: length) }
            throw error
        }
    }

    /// Once the files are synced as far as they were filled from the spool, the spool begins anew.
    func settle() {
        guard placement == .settling, !isSyncing else { return }
        guard !directoryNeedsSync, settleAt.allSatisfy({ files[$0.key]!.syncedLength >= $0.value }) else {
            return
        }
        do throws(FileError) {
            if let spool, !spool.isEmpty { try spool.reset() }
            placement = .files
            if spool != nil { reportSpoolRecovered() }
        } catch {
            reportSpoolFailing(error)
        }
    }

    private func reopenSpool() {
        do {
            let late = try Spool(
                fileSystem, directory: configuration.spoolDirectory, bytes: configuration.spoolBytes)
            // Lines of an earlier run belong before what was written since: only a start can bring them home.
            guard late.isEmpty else { return }
            spool = late
            reportSpoolRecovered()
        } catch {}
    }
}
