/// The content of `markets_DATE.json`, and whether it still has to be written for its day.
struct MarketsFile {
    let line: [UInt8]
    var day: UTCDay
    var isDue = true

    var name: String { "markets_\(day.text).json" }
}
