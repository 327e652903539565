/// Headings, paragraphs and tables, cell by cell made safe.
struct MarkdownTables {
    private(set) var lines: [String] = []

    mutating func heading(_ text: String) { lines += ["", "## \(Self.safe(text))", ""] }

    mutating func paragraph(_ text: String) {
        if !text.isEmpty { lines += [Self.safe(text), ""] }
    }

    mutating func table(_ head: [String], _ rows: [[String]], max: Int) {
        if rows.isEmpty { return paragraph("Nothing to show.") }
        lines.append("| \(head.map(Self.safe).joined(separator: " | ")) |")
        lines.append("|" + head.map { _ in "---|" }.joined())
        for row in rows.prefix(max) { lines.append("| \(row.map(Self.safe).joined(separator: " | ")) |") }
        lines.append("")
        if rows.count > max { paragraph("and \(Numbers.grouped(rows.count - max)) more, not shown") }
    }

    /// No cell ends a table, and nothing in it is HTML.
    static func safe(_ text: String) -> String {
        var safe = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "|": safe.append("/")
            case "<": safe.append(contentsOf: "&lt;".unicodeScalars)
            case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value): safe.append(" ")
            default: safe.append(scalar)
            }
        }
        return String(safe)
    }
}
