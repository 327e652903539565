import CChecksum

/// One file that is other than the engine believes: which of its offsets is which, and what changed on the way.
struct ForgedFile {
    /// Where a line ends on the disk, and how many more lines than the engine knows stand before it.
    struct Mark {
        var end: Int64
        var moreRecords: Int64
    }

    /// How long the engine believes it to be, and how long it is.
    private(set) var believedLength: Int64
    private(set) var length: Int64
    private var marks: [Int64: Mark]
    private var moreRecords: Int64 = 0

    init(length: Int64) {
        believedLength = length
        self.length = length
        marks = [length: Mark(end: length, moreRecords: 0)]
    }

    /// What stands where the engine believes this offset to be.
    func mark(at offset: Int64) -> Mark? { marks[offset] }

    mutating func wrote(_ lines: [Line], inPlaceOf line: Line) {
        believedLength += Int64(line.text.utf8.count) + 1
        length += lines.reduce(0) { $0 + Int64($1.text.utf8.count) + 1 }
        moreRecords += Int64(lines.count) - 1
        marks[believedLength] = Mark(end: length, moreRecords: moreRecords)
    }
}

/// CRC32C as the formats write it.
func checksumText(_ bytes: [UInt8]) -> String {
    let crc = bytes.withUnsafeBytes { crc32c_extend(0, $0.baseAddress, $0.count) }
    let digits = String(crc, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
}
