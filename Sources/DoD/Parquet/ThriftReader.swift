/// Reads structs of Thrift's compact protocol, as far as Parquet uses it (no maps, no sets).
///
/// Source of the format: "Thrift compact protocol" in the documentation of Apache Thrift.
struct ThriftReader {
    /// The bytes end within the struct, or are none.
    enum Broken: Error { case ends, malformed }

    /// Nesting and lengths beyond these occur in no Parquet file.
    private static let depthMax = 16
    private static let listMax = 1 << 20

    private let bytes: ArraySlice<UInt8>
    private(set) var at: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        at = bytes.startIndex
    }

    /// Bytes taken so far.
    var taken: Int { at - bytes.startIndex }

    mutating func fields(depth: Int = 0) throws(Broken) -> ThriftValue {
        guard depth < Self.depthMax else { throw .malformed }
        var fields: [Int: ThriftValue] = [:]
        var number = 0
        while true {
            let head = try byte()
            if head == 0 { return .fields(fields) }
            let step = Int(head >> 4)
            number = step == 0 ? Int(truncatingIfNeeded: try zigzag()) : number + step
            fields[number] = try value(type: head & 0x0F, depth: depth)
        }
    }

    private mutating func value(type: UInt8, depth: Int) throws(Broken) -> ThriftValue {
        switch type {
        case 1: return .flag(true)
        case 2: return .flag(false)
        case 3: return .integer(Int64(Int8(bitPattern: try byte())))
        case 4, 5, 6: return .integer(try zigzag())
        case 7: return .double(try double())
        case 8: return .bytes(try lengthened())
        case 9: return .list(try list(depth: depth))
        case 12: return try fields(depth: depth + 1)
        default: throw .malformed
        }
    }

    private mutating func list(depth: Int) throws(Broken) -> [ThriftValue] {
        let head = try byte()
        let count = head >> 4 == 15 ? Int(clamping: try varint()) : Int(head >> 4)
        guard count <= Self.listMax else { throw .malformed }
        var values: [ThriftValue] = []
        for _ in 0..<count {
            let type = head & 0x0F
            // Alone in a list, a flag is a byte.
            if type == 1 || type == 2 {
                values.append(.flag(try byte() == 1))
            } else {
                values.append(try value(type: type, depth: depth + 1))
            }
        }
        return values
    }

    private mutating func byte() throws(Broken) -> UInt8 {
        guard at < bytes.endIndex else { throw .ends }
        defer { at += 1 }
        return bytes[at]
    }

    private mutating func varint() throws(Broken) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            let next = try byte()
            value |= UInt64(next & 0x7F) << shift
            if next & 0x80 == 0 { return value }
        }
        throw .malformed
    }

    private mutating func zigzag() throws(Broken) -> Int64 {
        let raw = try varint()
        return Int64(bitPattern: raw >> 1) ^ -Int64(bitPattern: raw & 1)
    }

    private mutating func double() throws(Broken) -> Double {
        var bits: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 8) { bits |= UInt64(try byte()) << shift }
        return Double(bitPattern: bits)
    }

    private mutating func lengthened() throws(Broken) -> [UInt8] {
        let count = try varint()
        guard count <= UInt64(bytes.endIndex - at) else { throw .ends }
        defer { at += Int(count) }
        return Array(bytes[at..<at + Int(count)])
    }
}
