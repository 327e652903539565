/// Why a piece of text is not what it should be; the reader of the file adds where.
package struct FormatError: Error, Equatable, Sendable {
    package let kind: DamageKind
    /// Byte within the line, as far as known.
    package let at: Int
    package let detail: String

    package init(_ kind: DamageKind, at: Int = 0, _ detail: String = "") {
        self.kind = kind
        self.at = at
        self.detail = detail
    }
}
