/// A Parquet file with its footer: row groups, one at a time, each page looked at.
package struct ParquetFile {
    package let footer: ParquetFooter
    private let source: PageSource

    /// Throws `ParquetFlaw` for a file that has no whole footer, or `ParquetBytes.Unreadable`.
    package init(_ bytes: ParquetBytes) throws {
        footer = try ParquetFooter(bytes)
        source = PageSource(bytes: bytes)
    }

    /// Throws `ParquetFlaw` with the first thing that is wrong in it.
    package func rowGroup(_ index: Int) throws -> RowGroup {
        let group = footer.groups[index]
        var columns: [RowGroup.Column] = []
        for (column, chunk) in zip(footer.schema.columns, group.chunks) {
            columns.append(RowGroup.Column(name: column.name, values: try values(column, chunk, group.rows)))
        }
        let from = group.chunks.map(\.firstPage).min() ?? 0
        let to = group.chunks.map { $0.firstPage + $0.bytes }.max() ?? from
        return RowGroup(rows: Int(group.rows), bytes: from..<to, columns: columns)
    }

    private func values(
        _ column: ParquetSchema.Column, _ chunk: ParquetFooter.Chunk, _ rows: Int64
    ) throws -> ColumnValues {
        guard let codec = Codec(rawValue: chunk.codec) else {
            throw ParquetFlaw(
                .unsupported, at: chunk.firstPage,
                "column \(column.name): compression \(chunk.codec) is not read here")
        }
        var decoder = ColumnDecoder(column, codec: codec)
        var at = chunk.firstPage
        let end = chunk.firstPage + chunk.bytes
        while decoder.count < rows {
            guard case .page(let page) = try source.item(at: at, before: end) else {
                throw ParquetFlaw(
                    .page, at: at,
                    "column \(column.name): no page here, \(decoder.count) of \(rows) rows read")
            }
            try decoder.add(page)
            at = page.end
        }
        guard let values = decoder.values, values.count == rows, chunk.values == rows else {
            throw ParquetFlaw(
                .page, at: chunk.firstPage, "column \(column.name): \(decoder.count) values in \(rows) rows")
        }
        return values
    }
}
