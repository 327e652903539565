/// A start: what earlier runs left, read, told and mended.
extension DiskWriter {
    /// Opens the directory of `configuration`, takes its lock, and brings the ledger and every file to a known
    /// end. `start` becomes the first line of this run.
    ///
    /// It may wait for the disk. A directory that takes no writes does not stop it: the writer then begins
    /// with the spool.
    package static func open(
        _ fileSystem: any FileSystem, _ configuration: StoreConfiguration, start: LedgerEntry,
        observer: (any StoreObserver)? = nil
    ) throws(StoreOpenError) -> DiskWriter {
        let writer = DiskWriter(fileSystem, configuration, observer: observer)
        try writer.lockDirectory()
        let spoolError = try writer.openSpool()
        let probeError = Probe.run(fileSystem, in: configuration.dataDirectory)
        if let probeError, let spoolError { throw .nowhereToWrite(data: probeError, spool: spoolError) }
        do throws(FileError) {
            try writer.begin(start, probeError, spoolError)
        } catch {
            throw .unreadable(error)
        }
        return writer
    }

    private func lockDirectory() throws(StoreOpenError) {
        let path = configuration.dataDirectory
        do throws(FileError) {
            let directory = try fileSystem.open(path, .directory)
            guard try fileSystem.lock(directory) else { throw FileError(.lock, path, 11) }
            directoryLock = directory
        } catch {
            switch (error.operation, error.code) {
            case (.lock, 11): throw .held(path: path)
            case (.open, 2), (.open, 20): throw .noDirectory(error)
            default: throw .unreadable(error)
            }
        }
    }

    private func openSpool() throws(StoreOpenError) -> FileError? {
        do throws(Spool.OpenError) {
            spool = try Spool(
                fileSystem, directory: configuration.spoolDirectory, bytes: configuration.spoolBytes)
            return nil
        } catch {
            switch error {
            case .held(let path): throw .held(path: path)
            case .failed(let error): return error
            }
        }
    }

    private func begin(
        _ start: LedgerEntry, _ probeError: FileError?, _ spoolError: FileError?
    ) throws(FileError) {
        try findRescued()
        let names =
            try fileSystem.list(configuration.dataDirectory).compactMap { FileName($0) } + rescued.keys
        let spooled = Dictionary(grouping: spool?.entries.filter { $0.kind == .append } ?? [], by: \.file)
        // Lines for a day that was packed meanwhile: they go behind what it holds.
        for name in spooled.keys.compactMap({ FileName($0) }) { try closedDays.willOpen(name) }
        let all = Set(names).union(spooled.keys.compactMap { FileName($0) }).sorted()
        let ledgers = all.filter { $0.stream == .ledger }
        if let newest = ledgers.last { ledgerDay = newest.day }
        let past = try readLedgers(ledgers, spooled)
        if let last = past.last {
            chain = LedgerChain(after: last)
            previousRuns = past.scan.unsettled
            if start.atMs < last.atMs { sayClockFell(from: last.atMs, to: start.atMs) }
        }
        nowMs = start.atMs
        say(start.type, atMs: start.atMs, members: start.members)
        if let spoolError { reportSpoolFailing(spoolError) }
        if let probeError { reportFailing(probeError) }
        if let tail = past.ledgerTail { mend(tail) }
        for name in all where name.stream != .ledger && past.isOpen(name, spooled) {
            takeOver(name, past.scan.vouched[name], spooled[name.description] ?? [])
        }
        for (name, copy) in rescued {
            files[name]?.handle = copy
            files[name]?.whereabouts = .rescued
        }
        rescued = [:]
        let hasLeftovers = spool?.isEmpty == false || files.values.contains { $0.whereabouts == .rescued }
        if hasLeftovers || probeError != nil { enterSpool(probeError) }
        drainDue = hasLeftovers && probeError == nil
        flush()
        drainIfDue()
        holdToday()
    }

    private func sayClockFell(from: Int64, to: Int64) {
        let members = #""event":"step","from_ms":\#(from),"to_ms":\#(to)"#
        say("clock", atMs: to, members: Array(members.utf8))
    }

    /// A file as it lies there, with what the spool has for it.
    func look(
        at name: FileName, _ entries: [Spool.Entry]
    ) throws(FileError) -> (file: DayFile, handle: OpenFile?, actual: Int64) {
        // Nil: only in the spool as yet.
        var handle = rescued[name]
        if handle == nil { handle = try fileSystem.openIfThere(configuration.path(of: name), .read) }
        var actual: Int64 = 0
        if let handle { actual = try fileSystem.length(of: handle) }
        var file = DayFile(name, length: actual, records: nil)
        if let first = entries.map(\.offset).min(), let end = entries.map(\.end).max(), end > actual {
            file = DayFile(name, length: min(actual, first), records: nil)
            file.spooledBytes = end - file.fileLength
            file.mayBeLonger = actual > first
            file.unsealed = Segment(at: end)
        }
        return (file, handle, actual)
    }

    /// The bytes of a file and behind them those that the spool holds for it.
    func eachLogicalChunk(
        of name: FileName, _ handle: OpenFile?, _ file: DayFile, from: Int64, _ entries: [Spool.Entry],
        _ body: (ArraySlice<UInt8>) -> Void
    ) throws(FileError) {
        if let handle, from < file.fileLength {
            try fileSystem.eachChunk(of: handle, from: from, to: file.fileLength, body)
        }
        guard file.spooledBytes > 0, let spool else { return }
        var at = max(from, file.fileLength)
        for entry in entries.sorted(by: { $0.offset < $1.offset }) where entry.end > at {
            let bytes = try spool.read(entry)
            body(bytes[max(0, Int(at - entry.offset))...])
            at = entry.end
        }
    }

    /// Lines can be adopted from a file that can only be read; half a line in it then waits for better days.
    private func openForMending(_ name: FileName) throws(FileError) -> OpenFile {
        if let copy = rescued[name] { return copy }
        let path = configuration.path(of: name)
        do throws(FileError) {
            return try fileSystem.open(path, .append)
        } catch {
            return try fileSystem.open(path, .read)
        }
    }

    /// Cuts what is no ledger line from the end of the newest ledger.
    private func mend(_ name: FileName) {
        do throws(FileError) {
            let handle = try openForMending(name)
            let length = try fileSystem.length(of: handle)
            try cutTail(of: name, handle, from: files[name]!.fileLength, to: length)
        } catch {
            files[name]!.mayBeLonger = true
            reportFailing(error)
            enterSpool(error)
        }
    }

    /// Brings a file of records to a known end: adopts what nobody sealed, moves half a line away, says what
    /// is missing.
    private func takeOver(_ name: FileName, _ vouched: LedgerScan.Vouched?, _ entries: [Spool.Entry]) {
        let known = vouched ?? LedgerScan.Vouched()
        do throws(FileError) {
            var (file, handle, _) = try look(at: name, entries)
            if file.spooledBytes == 0 {
                let actual = file.fileLength
                files[name] = DayFile(name, length: known.to, records: known.records)
                guard actual != known.to else { return }
                try reconcile(name, with: openForMending(name))
                files[name]!.handle = nil
            } else {
                file.records = known.records
                files[name] = file
                if file.logicalLength < known.to {
                    sayShrunk(name, bytes: known.to - file.logicalLength)
                    files[name]!.records = nil
                } else if file.logicalLength > known.to {
                    var found = Segment(at: known.to)
                    try eachLogicalChunk(of: name, handle, file, from: known.to, entries) {
                        found.extend($0, records: countLines($0))
                    }
                    adopt(name, found)
                }
                handle = nil
            }
        } catch {
            reportFailing(error)
            enterSpool(error)
        }
    }
}
