import DoDCalendar

struct CoverageView {
    let coverageTotal: String
    let coverageBinning: String
    let rows: [Row]
    let ticks: [TimeAxis.Tick]
    let marks: [SessionMark]
    let hasMarks: Bool
    let legend: [LegendEntry]

    struct Row {
        let rowLabel: String
        let rowTitle: String
        let rowStrip: String
        let rowShare: String
        let rowCount: String
    }

    struct LegendEntry {
        let legendClass: String
        let legendText: String
    }

    init(_ map: CoverageMap, sessions: [Session]) {
        let total = map.total
        coverageTotal =
            "\(Numbers.share(total.covered, of: total.expected)) "
            + "(\(Numbers.grouped(total.covered)) of \(Numbers.grouped(total.expected)) market-minutes)"
        coverageBinning = map.binning ?? ""
        rows = map.rows.map { row in
            let sum = row.total
            return Row(
                rowLabel: row.label, rowTitle: map.description(row), rowStrip: map.strip(row),
                rowShare: Numbers.share(sum.covered, of: sum.expected),
                rowCount: "\(Numbers.grouped(sum.covered))/\(Numbers.grouped(sum.expected))")
        }
        ticks = map.axis.ticks
        marks = sessions.prefix(SessionMark.max).map { SessionMark($0, map.axis) }
        hasMarks = !sessions.isEmpty
        legend = CoverageLevel.allCases.map {
            LegendEntry(legendClass: $0.rawValue, legendText: $0.text)
        }
    }
}

/// The hours of a US session as a band over a picture.
struct SessionMark {
    static let max = 31

    let markLeft: String
    let markWidth: String
    let markText: String

    init(_ session: Session, _ axis: TimeAxis) {
        let begin = Swift.max(session.openMs, axis.fromMs)
        let end = Swift.min(Swift.max(session.closeMs, begin), axis.toMs)
        markLeft = axis.percent(begin)
        markWidth = axis.percent(axis.fromMs + Swift.max(0, end - begin))
        markText = "US session \(session.text)"
    }
}
