/// The newest lines of an engine's log, and apart from them the newest that are warnings or errors, which many
/// a signal buries. Pure.
struct LogFold: Sendable {
    private(set) var lastLines: [String] = []
    private(set) var troubles: [String] = []
    private(set) var counts = RunStatus.LogLines(errors: 0, warnings: 0, infos: 0)

    static let linesMax = 20
    static let troublesMax = 10
    /// The level is a word near a line's beginning, behind its time.
    private static let headBytes = 64
    private static let lineBytesMax = 400

    mutating func add(_ line: UnsafeBufferPointer<UInt8>) {
        guard !line.isEmpty else { return }
        let text = String(decoding: line.prefix(Self.lineBytesMax), as: UTF8.self)
        keep(text, in: &lastLines, max: Self.linesMax)
        let words = String(decoding: line.prefix(Self.headBytes), as: UTF8.self).split(separator: " ").prefix(
            3)
        for word in words {
            switch word.filter(\.isLetter).uppercased() {
            case "ERROR", "CRITICAL", "FATAL":
                counts.errors += 1
                return keep(text, in: &troubles, max: Self.troublesMax)
            case "WARN", "WARNING":
                counts.warnings += 1
                return keep(text, in: &troubles, max: Self.troublesMax)
            case "INFO", "NOTICE":
                counts.infos += 1
                return
            default: continue
            }
        }
    }

    private func keep(_ text: String, in lines: inout [String], max: Int) {
        lines.append(text)
        if lines.count > max { lines.removeFirst() }
    }
}
