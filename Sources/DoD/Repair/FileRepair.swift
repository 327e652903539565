package import DoDFormat

/// What is to be done with one file.
package struct FileRepair: Sendable {
    package enum Method: Equatable, Sendable {
        /// Whole records stay, other bytes move to quarantine.
        case lines
        /// The same, after unpacking as far as it goes; the packed file moves to quarantine.
        case unpackedLines
        /// Every complete row group becomes lines; the Parquet file moves to quarantine.
        case rows
    }

    package var name: String
    package var kind: FileKind
    package var method: Method
    package var bytes: Int64
    /// Records that will stand in the mended file.
    package var records: Int64
    package var pieces: PieceList
    /// The first few things that are wrong, and how many there are.
    package var reasons: [String]
    package var reasonCount: Int64
    /// Lines that will not be what they are: from 1.
    var lines: Set<Int64> = []
    /// What the mended file will be called.
    package var mendedName: String
    /// Why it can't be done.
    package var obstacle: String?

    package static let reasonsMax = 5

    package init(name: String, kind: FileKind, method: Method, bytes: Int64, mendedName: String) {
        self.name = name
        self.kind = kind
        self.method = method
        self.bytes = bytes
        self.mendedName = mendedName
        records = 0
        pieces = PieceList()
        reasons = []
        reasonCount = 0
    }

    package mutating func add(reason: @autoclosure () -> String) {
        reasonCount += 1
        if reasons.count < Self.reasonsMax { reasons.append(reason()) }
    }
}
