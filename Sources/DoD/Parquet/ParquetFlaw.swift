/// What is wrong with a Parquet file, and the byte where it shows.
package struct ParquetFlaw: Error, Equatable, Sendable, CustomStringConvertible {
    package enum Kind: String, Sendable {
        /// No byte in it.
        case empty
        /// It does not begin with `PAR1`.
        case noMagic
        /// It does not end with `PAR1`: the writer never came to its end.
        case noFooter
        /// The length before the last `PAR1` does not fit the file.
        case footerLength
        /// The footer's bytes are no footer.
        case footer
        /// A page's header or content is not what it says it is.
        case page
        /// Well formed, but made in a way that is not read here.
        case unsupported
    }

    package let kind: Kind
    /// From the begin of the file.
    package let at: Int64
    package let detail: String

    package init(_ kind: Kind, at: Int64, _ detail: String) {
        self.kind = kind
        self.at = at
        self.detail = detail
    }

    package var description: String { "byte \(at): \(detail)" }
}
