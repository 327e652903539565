import DoDCalendar

extension CoverageMap {
    /// Up to this many columns are drawn apart; more of them flow together.
    private static let separateColumnsMax = 60

    func strip(_ row: Row) -> String {
        let columns = max(row.cells.count, 1)
        var boxes: [Strip.Box] = []
        for (index, cell) in row.cells.enumerated() {
            let style = CoverageLevel(cell).rawValue
            let from = index * TimeAxis.units / columns
            let to = (index + 1) * TimeAxis.units / columns
            if columns <= Self.separateColumnsMax {
                boxes.append(Strip.Box(from: from, to: to - 3, style: style))
            } else if let last = boxes.last, last.style == style {
                boxes[boxes.count - 1] = Strip.Box(from: last.from, to: to, style: style)
            } else {
                boxes.append(Strip.Box(from: from, to: to, style: style))
            }
        }
        return Strip(boxes: boxes).svg
    }

    /// The worst hours of a market in words, for the pointer and for those who don't see the picture.
    func description(_ row: Row) -> String {
        let total = row.total
        let head =
            "\(row.label): \(Numbers.grouped(total.covered)) of \(Numbers.grouped(total.expected)) minutes"
        let holes = row.cells.enumerated().filter { $0.element.covered < $0.element.expected }
        guard !holes.isEmpty else { return head }
        let shown = holes.prefix(Self.holesMax).map { index, cell in
            let begin = axis.fromMs + Int64(index * hoursPerColumn) * Self.hourMs
            return "\(UTCText.minutes(begin)) \(cell.covered)/\(cell.expected)"
        }
        let rest = holes.count > Self.holesMax ? " and \(holes.count - Self.holesMax) more" : ""
        return head + "; less than whole: " + shown.joined(separator: ", ") + rest
    }

    private static let holesMax = 6
}
