/// What the ledgers of earlier runs say, as far as a start needs it.
struct LedgerPast {
    var scan = LedgerScan()
    /// Bytes at the end of the newest ledger that are no ledger line.
    var ledgerTail: FileName?
    /// Days before this one were settled by an earlier start and are not looked at; nil when all ledgers were read.
    var settledBefore: UTCDay?

    var last: LedgerLine? { scan.last }

    /// True when lines may stand in a file that nobody vouched for.
    func isOpen(_ name: FileName, _ spooled: [String: [Spool.Entry]]) -> Bool {
        guard let settledBefore else { return true }
        return name.day >= settledBefore || scan.vouched[name] != nil || spooled[name.description] != nil
    }
}

/// Reading the ledgers of earlier runs.
extension DiskWriter {
    /// Reads the newest ledgers and no more than a start needs: a month of them lies there, and each may be large.
    ///
    /// Every start takes over what stands in the files, and every midnight closes a day; so what came before the
    /// day before the newest ledger that shows an engine at work is settled. A clock that was set back may have
    /// led lines into older files: then ledgers from that day on are read, too.
    func readLedgers(_ names: [FileName], _ spooled: [String: [Spool.Entry]]) throws(FileError) -> LedgerPast
    {
        var first = try firstNeeded(of: names, spooled)
        while true {
            var past = LedgerPast()
            past.settledBefore = first > 0 ? names[first].day : nil
            for name in names[first...] { try read(name, spooled[name.description] ?? [], into: &past) }
            guard first > 0, let fellTo = past.scan.fellToMs, UTCDay(containing: fellTo) <= names[first].day
            else { return past }
            let older = names.firstIndex { $0.day >= UTCDay(containing: fellTo) } ?? 0
            first = max(0, min(older, first) - 1)
        }
    }

    private func firstNeeded(
        of names: [FileName], _ spooled: [String: [Spool.Entry]]
    ) throws(FileError) -> Int {
        for index in names.indices.reversed() {
            // What the spool holds for a ledger is the end of it; such a one is never the oldest.
            if spooled[names[index].description] == nil, try showsEngineAtWork(names[index]) {
                return max(0, index - 1)
            }
        }
        return 0
    }

    /// True when the ledger begins in the middle of a run, or with a start that took over everything there was.
    private func showsEngineAtWork(_ name: FileName) throws(FileError) -> Bool {
        let copy = rescued[name]
        let handle = try copy != nil ? copy! : fileSystem.open(configuration.path(of: name), .read)
        let head = try fileSystem.read(handle, at: 0, count: StoreBounds.ledgerHeadBytes)
        var lines = LineSplitter()
        var shows: Bool?
        var hasStarted = false
        lines.feed(head[...]) { line in
            guard shows == nil else { return }
            guard let found = LedgerLine(line) else { return shows = false }
            switch found.type {
            case "start": hasStarted = true
            case "clock", "adopted", "repair": break
            case "storage": shows = false
            default: shows = true
            }
            if !hasStarted, found.type != "clock" { shows = true }
        }
        return shows ?? false
    }

    private func read(
        _ name: FileName, _ entries: [Spool.Entry], into past: inout LedgerPast
    ) throws(FileError) {
        let (file, handle, actual) = try look(at: name, entries)
        var reading = LedgerReading()
        try eachLogicalChunk(of: name, handle, file, from: 0, entries) { reading.feed($0, to: &past.scan) }
        files[name] = file
        past.ledgerTail = nil
        if file.spooledBytes == 0, actual > reading.validEnd {
            files[name] = DayFile(name, length: reading.validEnd, records: nil)
            past.ledgerTail = name
        }
    }
}

/// One ledger file while it is read: where the last ledger line of it ends.
struct LedgerReading {
    private(set) var validEnd: Int64 = 0
    private var at: Int64 = 0
    private var lines = LineSplitter()

    mutating func feed(_ chunk: ArraySlice<UInt8>, to scan: inout LedgerScan) {
        lines.feed(chunk) { line in
            at += Int64(line.count) + 1
            if scan.read(line) { validEnd = at }
        }
    }
}
