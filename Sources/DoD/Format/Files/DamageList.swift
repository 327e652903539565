/// Damages of a file: the first of them, and the count of all.
struct DamageList {
    static let keptMax = 100

    private(set) var kept: [Damage] = []
    private(set) var count: Int64 = 0

    mutating func add(_ damage: @autoclosure () -> Damage) {
        count += 1
        if kept.count < Self.keptMax { kept.append(damage()) }
    }

    mutating func add(_ error: FormatError, file: String, line: ScannedLine) {
        let there = line.bytes.dropFirst(min(error.at, line.bytes.count))
        // Of an empty line only its end can be shown.
        let end: [UInt8] = there.isEmpty && line.endsWithNewline ? [0x0a] : []
        add(
            Damage(
                error.kind, file: file, line: line.number, byteOffset: line.offset + Int64(error.at),
                detail: error.detail, excerpt: Array(there.prefix(Damage.excerptBytesMax)) + end))
    }
}
