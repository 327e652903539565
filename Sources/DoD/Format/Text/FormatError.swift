/// Why a piece of text is not what it should be; the reader of the file adds where.
package struct FormatError: Error, Equatable, Sendable {
    package let kind: DamageKind
    /// Byte within the line, as far as known.
    package let at: Int
    package let detail: String

    /// What is longer than a reader would read is cut: it may be a line of megabytes.
    package init(_ kind: DamageKind, at: Int = 0, _ detail: String = "") {
        self.kind = kind
        self.at = at
        self.detail = Self.short(detail)
    }

    private static let detailMax = 120

    private static func short(_ detail: String) -> String {
        guard detail.utf8.count > detailMax, detail.count > detailMax else { return detail }
        return "\(detail.prefix(detailMax))… (\(detail.utf8.count) bytes)"
    }
}
