/// Finds the row groups of a file without a usable footer by its pages alone. All readers give no row of
/// such a file, and 76,456 signals were lost that way; but each row group that was written is there.
///
/// The pages don't say which columns they belong to, so the schema must be known. A group is taken only
/// when the pages of all columns agree on its number of rows and every value decodes.
package struct ParquetRecovery {
    /// What was found, in the order of the file. Nothing between them is left out: the ranges touch.
    package enum Piece: Equatable, Sendable {
        case rows(RowGroup)
        /// Pages that fit together but don't decode, or bytes that are no pages.
        case lost(bytes: Range<Int64>, why: String)
    }

    private let source: PageSource
    private let schema: ParquetSchema
    private let end: Int64
    /// Pages of its first column that may make up a group; the old writer had one.
    private static let pagesMax = 64

    package init(_ bytes: ParquetBytes, schema: ParquetSchema = .oldSignals) {
        source = PageSource(bytes: bytes)
        self.schema = schema
        end = bytes.size
    }

    /// Gives the pieces one after the other. Throws `ParquetBytes.Unreadable`.
    package func pieces(_ piece: (Piece) throws -> Void) throws {
        var at = Int64(ParquetFooter.magic.count)
        guard end > at else { return }
        while at < end {
            switch try group(at: at) {
            case .whole(let group):
                try piece(.rows(group))
                at = group.bytes.upperBound
            case .broken(let next, let why):
                try piece(.lost(bytes: at..<next, why: why))
                at = next
            case .none:
                let next = try nextGroup(after: at)
                try piece(.lost(bytes: at..<next, why: try why(at: at, next: next)))
                at = next
            }
        }
    }

    private enum Attempt {
        case whole(RowGroup)
        /// The pages' headers fit together up to `next`.
        case broken(next: Int64, why: String)
        case none
    }

    /// Where the pages of each column lie, by their headers.
    private struct Layout {
        var columns: [[StoredPage]] = []
        var end: Int64
    }

    private func group(at: Int64) throws -> Attempt {
        var pages: [Int64: PageSource.Item] = [:]
        var broken: Attempt = .none
        for rows in try rowCounts(at: at, &pages) {
            guard let layout = try layout(at: at, rows: rows, &pages) else { continue }
            do {
                return .whole(try decode(layout, at: at, rows: rows))
            } catch let flaw as ParquetFlaw {
                if case .none = broken { broken = .broken(next: layout.end, why: flaw.description) }
            }
        }
        return broken
    }

    private func item(_ at: Int64, _ pages: inout [Int64: PageSource.Item]) throws -> PageSource.Item {
        if let known = pages[at] { return known }
        let item = try source.item(at: at, before: end)
        pages[at] = item
        return item
    }

    /// Each number of rows that the group could have: its first column ends behind one of its data pages.
    private func rowCounts(at: Int64, _ pages: inout [Int64: PageSource.Item]) throws -> [Int] {
        var counts: [Int] = []
        var rows = 0
        var next = at
        while counts.count < Self.pagesMax, case .page(let page) = try item(next, &pages) {
            switch page.header.kind {
            case .data(let form):
                rows += form.values
                if form.values > 0 { counts.append(rows) }
            case .dictionary: if !counts.isEmpty { return counts }
            case .other: break
            }
            next = page.end
        }
        return counts
    }

    private func layout(
        at: Int64, rows: Int, _ pages: inout [Int64: PageSource.Item]
    ) throws -> Layout? {
        var layout = Layout(end: at)
        for _ in schema.columns {
            var column: [StoredPage] = []
            var values = 0
            while values < rows {
                guard case .page(let page) = try item(layout.end, &pages) else { return nil }
                if case .data(let form) = page.header.kind { values += form.values }
                if case .dictionary = page.header.kind, !column.isEmpty { return nil }
                column.append(page)
                layout.end = page.end
            }
            guard values == rows else { return nil }
            layout.columns.append(column)
            if case .columnNote(let end) = try item(layout.end, &pages) { layout.end = end }
        }
        return layout
    }

    private func decode(_ layout: Layout, at: Int64, rows: Int) throws -> RowGroup {
        var columns: [RowGroup.Column] = []
        for (column, pages) in zip(schema.columns, layout.columns) {
            columns.append(RowGroup.Column(name: column.name, values: try values(column, pages)))
        }
        return RowGroup(rows: rows, bytes: at..<layout.end, columns: columns)
    }

    /// The pages don't say whether they are compressed nor whether values may be missing: what decodes holds.
    private func values(_ column: ParquetSchema.Column, _ pages: [StoredPage]) throws -> ColumnValues {
        var first: ParquetFlaw?
        for codec in [Codec.snappy, .none, .gzip] {
            for isOptional in [false, true] {
                var column = column
                column.isOptional = isOptional
                var decoder = ColumnDecoder(column, codec: codec)
                do throws(ParquetFlaw) {
                    for page in pages { try decoder.add(page) }
                } catch {
                    first = first ?? error
                    continue
                }
                if let values = decoder.values { return values }
            }
        }
        throw first ?? ParquetFlaw(.page, at: pages.first?.at ?? 0, "column \(column.name) has no values")
    }

    /// The next place where a whole row group begins, or the end of the file.
    private func nextGroup(after at: Int64) throws -> Int64 {
        let pageMark: UInt8 = 0x15  // field 1 is a number: so begins each page header
        let window = 1 << 16
        var from = at + 1
        while from < end {
            let bytes = try source.bytes.read(at: from, count: window)
            for (index, byte) in bytes.enumerated() where byte == pageMark {
                if case .whole(let group) = try group(at: from + Int64(index)) {
                    return group.bytes.lowerBound
                }
            }
            from += Int64(window)
        }
        return end
    }

    private func why(at: Int64, next: Int64) throws -> String {
        if next < end { return "no page begins at byte \(at)" }
        if case .page = try source.item(at: at, before: end) { return "the last row group was not finished" }
        return "no page begins at byte \(at)"
    }
}
