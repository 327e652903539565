/// Counts one below the other as bars, each with its number and share.
struct BarsView {
    let barRows: [Row]

    struct Row {
        let barLabel: String
        let barStrip: String
        let barCount: String
        let barShare: String
    }

    init(_ rows: [(label: String, count: Int64)]) {
        let total = rows.reduce(0) { $0 + $1.count }
        let peak = max(1, rows.map(\.count).max() ?? 1)
        barRows = rows.map { label, count in
            let width = Int(Int64(TimeAxis.units) * count / peak)
            let boxes =
                count > 0 ? [Strip.Box(from: 0, to: max(width, Strip.narrowest), style: "sum")] : []
            return Row(
                barLabel: label, barStrip: Strip(boxes: boxes).svg, barCount: "n \(Numbers.grouped(count))",
                barShare: Numbers.share(Int(count), of: Int(total)))
        }
    }
}
