/// Turns the pages of one column of one row group into its values.
struct ColumnDecoder {
    let column: ParquetSchema.Column
    let codec: Codec
    private var dictionary: ColumnValues?
    private(set) var values: ColumnValues?

    init(_ column: ParquetSchema.Column, codec: Codec) {
        self.column = column
        self.codec = codec
    }

    var count: Int { values?.count ?? 0 }

    mutating func add(_ page: StoredPage) throws(ParquetFlaw) {
        guard page.isSound else { throw flaw(page, "its checksum is not that of its bytes") }
        switch page.header.kind {
        case .other: break
        case .dictionary(let count):
            guard let plain = codec.unpack(page.content[...], to: page.header.plainBytes),
                let values = PlainValues.read(plain[...], column.type, count: count)
            else { throw flaw(page, "the dictionary does not unpack to \(count) values") }
            dictionary = values
        case .data(let form): try add(form, page)
        }
    }

    private mutating func add(_ form: PageHeader.DataForm, _ page: StoredPage) throws(ParquetFlaw) {
        guard let (isThere, body) = try parts(form, page) else {
            throw flaw(page, "it does not unpack to \(page.header.plainBytes) bytes")
        }
        let stored = isThere?.count { $0 } ?? form.values
        guard var decoded = try decode(form, body, count: stored, page) else {
            throw flaw(page, "it does not hold the \(form.values) values that its header tells")
        }
        if let isThere { decoded = decoded.spread(over: isThere) }
        guard values != nil else { return values = decoded }
        if values?.append(decoded) != true { throw flaw(page, "its values are of another kind") }
    }

    /// Which rows have a value (nil: all) and the bytes of the values; nil when it does not unpack.
    private func parts(
        _ form: PageHeader.DataForm, _ page: StoredPage
    ) throws(ParquetFlaw) -> ([Bool]?, ArraySlice<UInt8>)? {
        let content = page.content[...]
        if let levels = form.levelBytes {
            let levelBytes = levels.repetition + levels.definition
            guard levelBytes <= content.count, levelBytes <= page.header.plainBytes else { return nil }
            let stored = content.dropFirst(levelBytes)
            let count = page.header.plainBytes - levelBytes
            let body =
                form.isCompressed ? codec.unpack(stored, to: count) : Codec.none.unpack(stored, to: count)
            guard let body else { return nil }
            guard column.isOptional else { return (nil, body[...]) }
            let definition = content.dropFirst(levels.repetition).prefix(levels.definition)
            return rows(definition, form.values).map { ($0, body[...]) }
        }
        guard let plain = codec.unpack(content, to: page.header.plainBytes) else { return nil }
        guard column.isOptional else { return (nil, plain[...]) }
        guard plain.count >= 4 else { return nil }
        let length = (0..<4).reduce(0) { $0 | Int(plain[$1]) << (8 * $1) }
        guard length <= plain.count - 4 else { return nil }
        return rows(plain[4..<4 + length], form.values).map { ($0, plain[(4 + length)...]) }
    }

    private func rows(_ levels: ArraySlice<UInt8>, _ count: Int) -> [Bool]? {
        HybridRuns.read(levels, bits: 1, count: count, isWhole: false)?.map { $0 == 1 }
    }

    private func decode(
        _ form: PageHeader.DataForm, _ body: ArraySlice<UInt8>, count: Int, _ page: StoredPage
    ) throws(ParquetFlaw) -> ColumnValues? {
        switch form.encoding {
        case 0: return PlainValues.read(body, column.type, count: count)
        case 2, 8:
            guard let dictionary, let bits = body.first else { return nil }
            let indices = HybridRuns.read(body.dropFirst(), bits: Int(bits), count: count, isWhole: false)
            return indices.flatMap { dictionary.picked($0) }
        default:
            throw ParquetFlaw(
                .unsupported, at: page.at, "column \(column.name): encoding \(form.encoding) is not read here"
            )
        }
    }

    private func flaw(_ page: StoredPage, _ what: String) -> ParquetFlaw {
        ParquetFlaw(.page, at: page.at, "a page of column \(column.name): \(what)")
    }
}
