/// Rows that were written in one go, column by column.
package struct RowGroup: Equatable, Sendable {
    package var rows: Int
    /// The bytes that hold it.
    package var bytes: Range<Int64>
    /// In the order of the schema.
    package var columns: [Column]

    package struct Column: Equatable, Sendable {
        package var name: String
        package var values: ColumnValues
    }

    package subscript(name: String) -> ColumnValues? { columns.first { $0.name == name }?.values }
}
