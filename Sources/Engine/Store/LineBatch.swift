/// Whole lines on their way to one file.
struct LineBatch {
    let file: FileName
    private(set) var bytes: [UInt8] = []
    private(set) var lines: [Line] = []

    struct Line {
        let length: Int
        let note: String
        let arrivedNs: Int64?
    }

    init(for file: FileName) { self.file = file }

    var isEmpty: Bool { lines.isEmpty }

    mutating func append(_ line: [UInt8], note: String, arrivedNs: Int64?) {
        bytes += line
        lines.append(Line(length: line.count, note: note, arrivedNs: arrivedNs))
    }

    /// The lines that end within the first `byteCount` bytes.
    func wholeLines(within byteCount: Int) -> (lines: Int, bytes: Int) {
        var whole = (lines: 0, bytes: 0)
        for line in lines {
            if whole.bytes + line.length > byteCount { break }
            whole.bytes += line.length
            whole.lines += 1
        }
        return whole
    }

    /// Takes the first lines away.
    mutating func removeFirst(lines count: Int, bytes byteCount: Int) {
        bytes.removeFirst(byteCount)
        lines.removeFirst(count)
    }
}
