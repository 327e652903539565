#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reads seal and minute lines, nearly all of a ledger, where they have the form that the engine gives them to the
/// byte. What it does not take goes to the careful reader, which takes all that is right and names what is not.
struct CanonicalLedger {
    struct Line {
        var seq: Int64
        var atMS: Int64
        var event: LedgerEvent
    }

    private var files = InternedNames()
    private var minutes = CanonicalMinute()

    /// Nil for any other line.
    mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Line? {
        guard var cursor = ByteCursor(bytes) else { return nil }
        if cursor.literal("{\"type\":\"seal\"") { return seal(&cursor) }
        if cursor.literal("{\"type\":\"minute\"") { return minute(&cursor) }
        return nil
    }

    private mutating func seal(_ line: inout ByteCursor) -> Line? {
        guard line.literal(",\"at_ms\":"), let atMS = line.natural(), line.literal(",\"seq\":"),
            let seq = line.natural(), line.literal(",\"late\":")
        else { return nil }
        let isLate = line.literal("true")
        guard isLate || line.literal("false"), line.literal(",\"files\":[") else { return nil }
        var ranges: [SealedRange] = []
        ranges.reserveCapacity(4)
        if !line.byte("]") {
            repeat {
                guard let range = range(&line) else { return nil }
                ranges.append(range)
            } while line.byte(",")
            guard line.byte("]") else { return nil }
        }
        guard Self.endsWithChain(&line) else { return nil }
        return Line(seq: seq, atMS: atMS, event: .seal(Seal(isLate: isLate, ranges: ranges)))
    }

    private mutating func range(_ line: inout ByteCursor) -> SealedRange? {
        guard line.literal("{\"file\":\""), let name = line.name(), line.literal("\",\"from\":"),
            let from = line.natural(), line.literal(",\"to\":"), let to = line.natural(), to >= from,
            line.literal(",\"records\":"), let records = line.natural(), line.literal(",\"crc32c\":\""),
            let digits = line.bytes(8), let crc = Hex.checksum(digits), line.literal("\"}")
        else { return nil }
        return SealedRange(file: files.text(name), from: from, to: to, records: records, crc32c: crc)
    }

    private mutating func minute(_ line: inout ByteCursor) -> Line? {
        guard line.literal(",\"at_ms\":"), let atMS = line.natural(), line.literal(",\"seq\":"),
            let seq = line.natural(), let minute = minutes.read(&line), Self.endsWithChain(&line)
        else { return nil }
        return Line(seq: seq, atMS: atMS, event: .minute(minute))
    }

    private static func endsWithChain(_ line: inout ByteCursor) -> Bool {
        guard line.literal(",\"chain\":\""), let digits = line.bytes(8), Hex.checksum(digits) != nil else {
            return false
        }
        return line.literal("\"}") && line.isAtEnd
    }
}

/// Gives the same text for the same bytes without making it anew.
struct InternedNames {
    private var known: [(bytes: ContiguousArray<UInt8>, text: String)] = []
    private static let knownMax = 64

    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        for entry in known where entry.bytes.count == bytes.count {
            let isSame = entry.bytes.withUnsafeBufferPointer {
                memcmp($0.baseAddress!, bytes.baseAddress!, bytes.count) == 0
            }
            if isSame { return entry.text }
        }
        let text = String(decoding: bytes, as: UTF8.self)
        if known.count == Self.knownMax { known.removeFirst() }
        known.append((ContiguousArray(bytes), text))
        return text
    }
}
