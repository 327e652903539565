import DoDCalendar

/// Covered minutes by market and hour, as the heat map shows them: binned when it would grow too large.
package struct CoverageMap: Equatable, Sendable {
    package static let rowsMax = 128
    package static let columnsMax = 168
    static let hourMs: Int64 = 3_600_000

    package struct Cell: Equatable, Sendable {
        package var covered: Int
        package var expected: Int

        package init(covered: Int = 0, expected: Int = 0) {
            self.covered = covered
            self.expected = expected
        }

        static func + (left: Cell, right: Cell) -> Cell {
            Cell(covered: left.covered + right.covered, expected: left.expected + right.expected)
        }
    }

    package struct Row: Equatable, Sendable {
        package let label: String
        package let cells: [Cell]
        package var total: Cell { cells.reduce(Cell(), +) }

        package init(label: String, cells: [Cell]) {
            self.label = label
            self.cells = cells
        }
    }

    package let axis: TimeAxis
    package let rows: [Row]
    package let hoursPerColumn: Int
    package let marketsPerRow: Int
    package var columns: Int { rows.first?.cells.count ?? 0 }
    package var total: Cell { rows.map(\.total).reduce(Cell(), +) }

    /// `firstHourMs` is the begin of the first column, an hour a cell; all rows have equally many.
    package init(firstHourMs: Int64, rows: [Row]) {
        let columns = rows.map(\.cells.count).max() ?? 0
        let hours = max(1, (columns + Self.columnsMax - 1) / Self.columnsMax)
        let markets = max(1, (rows.count + Self.rowsMax - 1) / Self.rowsMax)
        let last = firstHourMs + Int64((columns + hours - 1) / hours * hours) * Self.hourMs
        axis = TimeAxis(fromMs: firstHourMs, toMs: last)
        hoursPerColumn = hours
        marketsPerRow = markets
        self.rows = Self.joined(rows, by: markets).map { row in
            Row(label: row.label, cells: Self.joined(row.cells, by: hours))
        }
    }

    /// What was put together, in words; nil when nothing was.
    package var binning: String? {
        var parts: [String] = []
        if hoursPerColumn > 1 { parts.append("\(hoursPerColumn) hours a column") }
        if marketsPerRow > 1 { parts.append("\(marketsPerRow) markets a row") }
        return parts.isEmpty ? nil : "Too much to draw one by one: " + parts.joined(separator: ", ") + "."
    }

    private static func joined(_ rows: [Row], by count: Int) -> [Row] {
        guard count > 1 else { return rows }
        return stride(from: 0, to: rows.count, by: count).map { begin in
            let group = rows[begin..<min(begin + count, rows.count)]
            let first = group.first?.label ?? ""
            let label = group.count > 1 ? "\(first) +\(group.count - 1)" : first
            let width = group.map(\.cells.count).max() ?? 0
            let cells = (0..<width).map { column in
                group.map { $0.cells[column] }.reduce(Cell(), +)
            }
            return Row(label: label, cells: cells)
        }
    }

    private static func joined(_ cells: [Cell], by count: Int) -> [Cell] {
        guard count > 1 else { return cells }
        return stride(from: 0, to: cells.count, by: count).map { begin in
            cells[begin..<min(begin + count, cells.count)].reduce(Cell(), +)
        }
    }
}
