/// The lines of a ledger in little memory: seals and minutes, which are nearly all of them, are packed and kept in a
/// scratch space, and unpacked when somebody looks.
package struct LedgerLines: RandomAccessCollection, ExpressibleByArrayLiteral, Sendable {
    private enum Kind: UInt8 { case other, seal, lateSeal, minute }

    private struct Entry: Sendable {
        var seq: Int64
        var atMS: Int64
        var byteOffset: Int64
        var line: UInt32
        /// Position in `others`, `minuteRecords`, or of the first range in `ranges`.
        var payload: UInt32
        var file: UInt16
        var ranges: UInt8
        var kind: Kind
    }

    private struct PackedRange: Sendable {
        var from: Int64
        var bytes: UInt32
        var records: UInt32
        var crc32c: UInt32
        var file: UInt32
    }

    private let space: ScratchSpace
    private var entries: LongRow<Entry>
    private var others: [LedgerEvent] = []
    private var packedMinutes: PackedMinutes
    private var ranges: LongRow<PackedRange>
    private var files = NameTable()
    private var sealedFiles = NameTable()
    /// Positions of `start` lines, of minutes, and of all that is neither minute nor seal.
    private(set) var starts: [Int] = []
    private var minutePositions: LongRow<Int>
    private var rarePositions: [Int] = []

    package init() { self.init(ScratchSpace()) }

    init(_ space: ScratchSpace) {
        self.space = space
        entries = LongRow(space)
        packedMinutes = PackedMinutes(space)
        ranges = LongRow(space)
        minutePositions = LongRow(space, pageBytes: 1 << 12)
    }

    package init(arrayLiteral elements: LedgerLine...) { self.init(elements) }

    package init(_ lines: some Sequence<LedgerLine>) {
        self.init()
        for line in lines { append(line) }
    }

    package var startIndex: Int { 0 }
    package var endIndex: Int { entries.count }

    package subscript(position: Int) -> LedgerLine {
        let entry = entries[position]
        let place = LinePlace(
            file: files.names[Int(entry.file)], line: Int64(entry.line), byteOffset: entry.byteOffset)
        return LedgerLine(place: place, seq: entry.seq, atMS: entry.atMS, event: event(of: entry))
    }

    private func event(of entry: Entry) -> LedgerEvent {
        let at = Int(entry.payload)
        switch entry.kind {
        case .other: return others[at]
        case .minute: return .minute(packedMinutes[at])
        case .seal, .lateSeal:
            return .seal(
                Seal(
                    isLate: entry.kind == .lateSeal,
                    ranges: (at..<at + Int(entry.ranges)).map { range(at: $0) }))
        }
    }

    private func range(at position: Int) -> SealedRange { unpack(ranges[position]) }

    private func unpack(_ packed: PackedRange) -> SealedRange {
        SealedRange(
            file: sealedFiles.names[Int(packed.file)], from: packed.from,
            to: packed.from + Int64(packed.bytes), records: Int64(packed.records), crc32c: packed.crc32c)
    }

    /// A range that the ledger vouches for: the line that does, and which of its ranges it is.
    struct RangePosition: Hashable, Sendable, BitwiseCopyable {
        var line: UInt32
        var number: UInt16
    }

    /// Every range of a `seal` or `adopted` line, in their order.
    func forEachRange(_ body: (RangePosition, SealedRange) -> Void) {
        entries.forEach(in: entries.indices) { position, entry in
            switch entry.kind {
            case .minute: break
            case .seal, .lateSeal:
                for number in 0..<Int(entry.ranges) {
                    body(
                        RangePosition(line: UInt32(position), number: UInt16(number)),
                        range(at: Int(entry.payload) + number))
                }
            case .other:
                for (number, range) in others[Int(entry.payload)].ranges.enumerated() {
                    body(RangePosition(line: UInt32(position), number: UInt16(clamping: number)), range)
                }
            }
        }
    }

    /// The ranges at these positions, with the number of each.
    func forEachRange(at positions: LongRow<RangePosition>, _ body: (Int, SealedRange) -> Void) {
        var entries = LongRow<Entry>.Reader(entries)
        var ranges = LongRow<PackedRange>.Reader(ranges)
        positions.forEach(in: positions.indices) { number, position in
            let entry = entries[Int(position.line)]
            let place = Int(entry.payload) + Int(position.number)
            body(number, entry.kind == .other ? range(at: position) : unpack(ranges[place]))
        }
    }

    /// An empty row for positions of ranges, kept where the lines are.
    func positionRow() -> LongRow<RangePosition> { LongRow(space, pageBytes: 1 << 12) }

    func range(at position: RangePosition) -> SealedRange {
        let entry = entries[Int(position.line)]
        let number = Int(position.number)
        return entry.kind == .other
            ? others[Int(entry.payload)].ranges[number] : range(at: Int(entry.payload) + number)
    }

    func place(at position: RangePosition) -> LinePlace {
        let entry = entries[Int(position.line)]
        return LinePlace(
            file: files.names[Int(entry.file)], line: Int64(entry.line), byteOffset: entry.byteOffset)
    }

    package mutating func append(_ line: LedgerLine) {
        var kind = Kind.other
        var payload = others.count
        var count = 0
        switch line.event {
        case .minute(let minute):
            kind = .minute
            payload = packedMinutes.count
            packedMinutes.append(minute)
            minutePositions.append(entries.count)
        case .seal(let seal) where Self.fits(seal):
            kind = seal.isLate ? .lateSeal : .seal
            payload = ranges.count
            count = seal.ranges.count
            for range in seal.ranges { append(range) }
        default:
            if case .start = line.event { starts.append(entries.count) }
            if case .seal = line.event {} else { rarePositions.append(entries.count) }
            others.append(line.event)
        }
        entries.append(
            Entry(
                seq: line.seq, atMS: line.atMS, byteOffset: line.place.byteOffset,
                line: UInt32(clamping: line.place.line), payload: UInt32(payload),
                file: UInt16(files.number(of: line.place.file)), ranges: UInt8(count), kind: kind))
    }

    private mutating func append(_ range: SealedRange) {
        ranges.append(
            PackedRange(
                from: range.from, bytes: UInt32(range.to - range.from), records: UInt32(range.records),
                crc32c: range.crc32c, file: UInt32(sealedFiles.number(of: range.file))))
    }

    private static func fits(_ seal: Seal) -> Bool {
        seal.ranges.count <= UInt8.max
            && seal.ranges.allSatisfy {
                $0.to - $0.from <= Int64(UInt32.max) && $0.records <= Int64(UInt32.max)
            }
    }

    /// All minutes from one position on, up to another, in their order.
    package func minutes(in positions: Range<Int>) -> LedgerMinutes {
        let from = Self.position(of: positions.lowerBound, in: minutePositions)
        let to = Self.position(of: positions.upperBound, in: minutePositions)
        return LedgerMinutes(packedMinutes, from..<to)
    }

    /// All lines that are neither minutes nor seals: some hundreds of some hundred thousand.
    package func rare(in positions: Range<Int>) -> some BidirectionalCollection<LedgerLine> {
        let from = Self.position(of: positions.lowerBound, in: rarePositions)
        let to = Self.position(of: positions.upperBound, in: rarePositions)
        return rarePositions[from..<to].lazy.map { self[$0] }
    }

    package var rare: some BidirectionalCollection<LedgerLine> { rare(in: indices) }

    private static func position(of wanted: Int, in positions: some RandomAccessCollection<Int>) -> Int {
        var low = 0
        var high = positions.count
        while low < high {
            let middle = (low + high) / 2
            if positions[positions.index(positions.startIndex, offsetBy: middle)] < wanted {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }
}

extension LedgerEvent {
    /// What it vouches for.
    fileprivate var ranges: [SealedRange] {
        switch self {
        case .seal(let seal): seal.ranges
        case .adopted(let range): [range]
        default: []
        }
    }
}

/// Few names, each with a number.
struct NameTable: Sendable {
    private(set) var names: [String] = []
    private var last = 0

    mutating func number(of name: String) -> Int {
        if last < names.count, names[last] == name { return last }
        if let known = names.firstIndex(of: name) {
            last = known
        } else {
            last = names.count
            names.append(name)
        }
        return last
    }
}
