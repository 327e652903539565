import DoDCalendar

extension CoverageMap {
    /// Up to this many columns are drawn apart; more of them flow together.
    private static let separateColumnsMax = 60

    func strip(_ row: Row) -> String {
        let columns = max(row.cells.count, 1)
        let isApart = columns <= Self.separateColumnsMax
        let units = isApart ? TimeAxis.units : columns
        let boxes = row.cells.enumerated().map { index, cell in
            Strip.Box(
                from: index * units / columns, to: (index + 1) * units / columns - (isApart ? Self.gap : 0),
                style: CoverageLevel(cell).rawValue)
        }
        return Strip(boxes: boxes, units: units).svg
    }

    /// Between two cells, in strip units.
    private static let gap = 3

    /// The worst hours of a market in words, for the pointer and for those who don't see the picture.
    func description(_ row: Row) -> String {
        let total = row.total
        let head =
            "\(row.label): \(Numbers.grouped(total.covered)) of \(Numbers.grouped(total.expected)) minutes"
        let holes = holes(row)
        return holes.isEmpty ? head : head + "; less than whole: " + holes.joined(separator: ", ")
    }

    /// The first hours that are less than whole, and how many more there are.
    func holes(_ row: Row) -> [String] {
        let holes = row.cells.enumerated().filter { $0.element.covered < $0.element.expected }
        let shown = holes.prefix(Self.holesMax).map { index, cell in
            let begin = axis.fromMs + Int64(index * hoursPerColumn) * Self.hourMs
            return "\(UTCText.minutes(begin)) \(cell.covered)/\(cell.expected)"
        }
        let rest = holes.count - Self.holesMax
        return shown + (rest > 0 ? ["and \(rest) more"] : [])
    }

    private static let holesMax = 6
}
