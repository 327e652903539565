/// What a whole Parquet file says of itself at its end: schema and where each row group's columns lie.
///
/// Source of the numbers: `parquet.thrift` of the Parquet format.
package struct ParquetFooter: Sendable {
    struct Chunk: Sendable {
        var codec: Int64
        var values: Int64
        var firstPage: Int64
        var bytes: Int64
    }

    struct Group: Sendable {
        var rows: Int64
        var chunks: [Chunk]
    }

    package let schema: ParquetSchema
    package let rows: Int64
    package var groupCount: Int { groups.count }
    /// The writer's name and version, as it says them.
    package let createdBy: String?
    let groups: [Group]

    static let magic = Array("PAR1".utf8)
    /// Length and magic at the end.
    private static let tailBytes: Int64 = 8

    /// Throws `ParquetFlaw`, or `ParquetBytes.Unreadable`.
    package init(_ bytes: ParquetBytes) throws {
        guard bytes.size > 0 else { throw ParquetFlaw(.empty, at: 0, "the file is empty") }
        guard try bytes.read(at: 0, count: 4) == Self.magic else {
            throw ParquetFlaw(.noMagic, at: 0, "it does not begin with PAR1")
        }
        let tail = try bytes.read(at: max(4, bytes.size - Self.tailBytes), count: Int(Self.tailBytes))
        guard tail.count == Self.tailBytes, Array(tail.suffix(4)) == Self.magic else {
            throw ParquetFlaw(
                .noFooter, at: bytes.size, "it does not end with PAR1: its writer never closed it")
        }
        let length = (0..<4).reduce(Int64(0)) { $0 | Int64(tail[$1]) << Int64(8 * $1) }
        let from = bytes.size - Self.tailBytes - length
        guard length > 0, from >= 4 else {
            throw ParquetFlaw(
                .footerLength, at: bytes.size - Self.tailBytes,
                "a footer of \(length) bytes in a file of \(bytes.size)")
        }
        var reader = ThriftReader(try bytes.read(at: from, count: Int(length))[...])
        guard let fields = try? reader.fields(), let footer = Self(fields, before: from) else {
            throw ParquetFlaw(.footer, at: from, "the \(length) bytes before the end are no footer")
        }
        self = footer
    }

    /// Nil when something is missing, nested, or points behind the last page.
    private init?(_ fields: ThriftValue, before end: Int64) {
        guard let elements = fields[2]?.list, let rows = fields[3]?.integer, let groups = fields[4]?.list,
            let schema = Self.schema(elements)
        else { return nil }
        self.schema = schema
        self.rows = rows
        createdBy = fields[6]?.text
        var read: [Group] = []
        for group in groups {
            guard let rows = group[3]?.integer, rows >= 0, let chunks = group[1]?.list,
                chunks.count == schema.columns.count
            else { return nil }
            let parts = chunks.compactMap { Self.chunk($0, before: end) }
            guard parts.count == chunks.count else { return nil }
            read.append(Group(rows: rows, chunks: parts))
        }
        guard read.reduce(0, { $0 + $1.rows }) == rows else { return nil }
        self.groups = read
    }

    private static func schema(_ elements: [ThriftValue]) -> ParquetSchema? {
        var columns: [ParquetSchema.Column] = []
        for element in elements.dropFirst() {
            guard let name = element[4]?.text, let type = element[1]?.integer,
                let kind = ParquetSchema.ValueType(rawValue: type), let repetition = element[3]?.integer,
                repetition < 2
            else { return nil }
            columns.append(ParquetSchema.Column(name, kind, isOptional: repetition == 1))
        }
        return columns.isEmpty ? nil : ParquetSchema(columns)
    }

    private static func chunk(_ column: ThriftValue, before end: Int64) -> Chunk? {
        guard let meta = column[3], let codec = meta[4]?.integer, let values = meta[5]?.integer,
            let bytes = meta[7]?.integer, let data = meta[9]?.integer
        else { return nil }
        let first = min(data, meta[11]?.integer ?? data)
        guard values >= 0, bytes >= 0, first >= 4, bytes <= end - first else { return nil }
        return Chunk(codec: codec, values: values, firstPage: first, bytes: bytes)
    }
}
