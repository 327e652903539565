/// What the ledger of earlier runs says, gathered line by line at a start.
///
/// It looks for what the engine must know to go on: the last line, and how far each file was sealed. Whether
/// the chain is whole is the judge's question.
struct LedgerScan {
    /// How far a file's bytes are vouched for.
    struct Vouched: Equatable {
        var to: Int64 = 0
        /// Nil once the seals of the file do not follow each other.
        var records: Int? = 0
    }

    /// Runs whose pending follow-ups nobody has counted yet may be this many; of older ones nothing is kept.
    private static let unsettledMax = 64

    private(set) var last: LedgerLine?
    /// The newest run, and those before it whose interrupted follow-ups no `minute` line has counted.
    private(set) var unsettled: [RunSpan] = []
    /// The earliest time that the clock was set back to; nil when it never was.
    private(set) var fellToMs: Int64?
    /// True once the newest run watches markets: its next minute counts what earlier runs left pending.
    private var isWatching = false
    private(set) var vouched: [FileName: Vouched] = [:]

    /// False when `line` (without its `\n`) is no ledger line.
    mutating func read(_ line: ArraySlice<UInt8>) -> Bool {
        guard let found = LedgerLine(line) else { return false }
        if let last, found.atMs < last.atMs { fellToMs = min(fellToMs ?? .max, found.atMs) }
        last = found
        noteRun(found)
        switch found.type {
        case "universe":
            var cursor = LineCursor(line)
            if cursor.seek(#","event":"snapshot""#) { isWatching = true }
        case "seal", "adopted": readSegments(line)
        case "storage": readShrunk(line)
        default: break
        }
        return true
    }

    private mutating func noteRun(_ line: LedgerLine) {
        if line.type == "start" || unsettled.isEmpty {
            isWatching = false
            unsettled.append(RunSpan(startMs: line.type == "start" ? line.atMs : .min, endMs: line.atMs))
            if unsettled.count > Self.unsettledMax { unsettled.removeFirst() }
            return
        }
        unsettled[unsettled.count - 1].endMs = line.atMs
        if line.type == "minute", isWatching { unsettled.removeFirst(unsettled.count - 1) }
    }

    private mutating func readSegments(_ line: ArraySlice<UInt8>) {
        var cursor = LineCursor(line)
        while cursor.seek(#""file":""#) {
            guard let text = cursor.text(), let from = cursor.integer(after: #","from":"#),
                let to = cursor.integer(after: #","to":"#),
                let records = cursor.integer(after: #","records":"#), let name = FileName(text)
            else { continue }
            var file = vouched[name] ?? Vouched()
            file.records = from == file.to ? file.records.map { $0 + Int(records) } : nil
            file.to = to
            vouched[name] = file
        }
    }

    /// A file that was found shorter than sealed was said so once; what is missing is not missing again.
    private mutating func readShrunk(_ line: ArraySlice<UInt8>) {
        var cursor = LineCursor(line)
        guard cursor.seek(#","event":"shrunk","operation":"stat","path":""#), let path = cursor.text(),
            cursor.seek(#","bytes":"#), let missing = cursor.integer(),
            let name = FileName(String(path.split(separator: "/").last ?? ""))
        else { return }
        vouched[name]?.to -= missing
        vouched[name]?.records = nil
    }
}
