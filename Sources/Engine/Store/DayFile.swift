/// One day's file of one stream, as the writer knows it.
///
/// A file's logical length is what it holds plus what the spool holds for it: offsets in seals are logical, so
/// they stay true when the spool is drained.
struct DayFile {
    let name: FileName
    /// Nil while it was not needed or could not be opened.
    var handle: OpenFile?
    /// Whole lines that stand in the file itself.
    var fileLength: Int64
    /// How much of `fileLength` is known to be on the disk.
    var syncedLength: Int64
    /// The last bytes of the file, kept until they are synced, to be written again should that fail. What lies
    /// between `syncedLength` and these still stands in the spool.
    var unsynced: [UInt8] = []
    /// What the spool holds behind `fileLength`.
    var spooledBytes: Int64 = 0
    /// Lines of the file and the spool together; nil while they were not counted.
    var records: Int?
    /// Accepted and not yet sealed.
    var unsealed: Segment
    /// What the sync under way will seal.
    var sealing: Segment?
    /// Of the lines of `unsealed` and of `sealing`, for those who measure.
    private var unsealedArrivals = Arrivals()
    private var sealingArrivals = Arrivals()
    /// True when the file may hold more than `fileLength`: half a line that could not be cut away.
    var mayBeLonger = false
    var whereabouts = Whereabouts.inPlace
    /// True after a sync that failed and whose bytes found no other place.
    var isDistrusted = false

    init(_ name: FileName, length: Int64, records: Int?) {
        self.name = name
        fileLength = length
        syncedLength = length
        self.records = records
        unsealed = Segment(at: length)
    }

    var logicalLength: Int64 { fileLength + spooledBytes }
    var needsSync: Bool { syncedLength < fileLength }
    var isAtRest: Bool { !needsSync && spooledBytes == 0 && unsealed.isEmpty && sealing == nil }

    /// Lines that stand in the file now.
    mutating func wrote(_ bytes: ArraySlice<UInt8>, lines: Int) {
        fileLength += Int64(bytes.count)
        unsynced += bytes
        took(bytes, lines: lines)
    }

    /// Lines that stand in the spool now.
    mutating func spooled(_ bytes: ArraySlice<UInt8>, lines: Int) {
        spooledBytes += Int64(bytes.count)
        took(bytes, lines: lines)
    }

    private mutating func took(_ bytes: ArraySlice<UInt8>, lines: Int) {
        records = records.map { $0 + lines }
        if name.stream != .ledger { unsealed.extend(bytes, records: lines) }
    }

    /// The file is on the disk up to `length`.
    mutating func synced(to length: Int64) {
        let unsyncedFrom = fileLength - Int64(unsynced.count)
        syncedLength = max(syncedLength, length)
        if syncedLength > unsyncedFrom { unsynced.removeFirst(Int(syncedLength - unsyncedFrom)) }
    }

    /// Everything behind `length` stands in the spool now.
    mutating func moveToSpool(keeping length: Int64) {
        spooledBytes = logicalLength - length
        fileLength = length
        unsynced = []
    }

    /// What our descriptor led to stands in a synced copy now, up to `length`.
    mutating func rescued(in copy: OpenFile, length: Int64) {
        if length < fileLength {
            fileLength = length
            records = nil
            if spooledBytes == 0 { unsealed = Segment(at: length) }
        }
        stands(in: copy, .rescued)
    }

    /// It stands at its path again, on the disk.
    mutating func broughtHome(to home: OpenFile) { stands(in: home, .inPlace) }

    private mutating func stands(in file: OpenFile, _ place: Whereabouts) {
        handle = file
        whereabouts = place
        syncedLength = fileLength
        unsynced = []
        mayBeLonger = false
        isDistrusted = false
    }

    /// A line was accepted whose frame came then.
    mutating func tookArrival(_ arrivedNs: Int64) { unsealedArrivals.add(arrivedNs) }

    /// Begins to seal what was accepted so far.
    mutating func beginSealing() {
        guard sealing == nil, !unsealed.isEmpty else { return }
        sealing = unsealed
        sealingArrivals = unsealedArrivals.take()
        unsealed = Segment(at: unsealed.to)
    }

    /// What was about to be sealed is on the disk: gives it, and when its frames came.
    mutating func takeSealing() -> (segment: Segment, arrivals: Arrivals)? {
        guard let segment = sealing else { return nil }
        sealing = nil
        return (segment, sealingArrivals.take())
    }

    /// The sync failed: what was about to be sealed waits for another one.
    mutating func keepUnsealed() {
        guard var segment = sealing else { return }
        segment.join(unsealed)
        unsealed = segment
        sealing = nil
        var arrivals = sealingArrivals.take()
        arrivals.add(unsealedArrivals)
        unsealedArrivals = arrivals
    }
}
