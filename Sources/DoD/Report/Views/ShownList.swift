/// The first entries of a list and a word on the others: at most so many, and at most so many bytes.
struct ShownList<Entry> {
    let shown: [Entry]
    /// Empty when all are shown.
    let rest: String

    init(
        _ entries: [Entry], max: Int = ReportModel.listMax, bytesMax: Int = .max,
        bytes: (Entry) -> Int = { _ in 0 }
    ) {
        var shown: [Entry] = []
        var left = bytesMax
        for entry in entries.prefix(max) {
            left -= bytes(entry)
            guard left >= 0 else { break }
            shown.append(entry)
        }
        self.shown = shown
        let count = entries.count - shown.count
        rest = count > 0 ? "and \(Numbers.grouped(count)) more, not shown" : ""
    }
}
