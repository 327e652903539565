/// What is wrong with the bytes of a line or a file: the class, where it stands and how it looks.
package struct Damage: Hashable, Sendable, CustomStringConvertible {
    /// The longest excerpt that is kept, in bytes.
    package static let excerptBytesMax = 24

    package let kind: DamageKind
    /// As the verdict names it: relative to the folder that is judged.
    package let file: String
    /// From 1; 0 when it concerns the file as a whole.
    package let line: Int64
    /// Of the first byte of that line (or of the damage, where it is known better).
    package let byteOffset: Int64
    /// What exactly: the key, the number, the expected value.
    package let detail: String
    /// The bytes there, as hex digits.
    package let excerptHex: String

    package init(
        _ kind: DamageKind, file: String, line: Int64, byteOffset: Int64, detail: String = "",
        excerpt: some Sequence<UInt8> = []
    ) {
        self.kind = kind
        self.file = file
        self.line = line
        self.byteOffset = byteOffset
        self.detail = detail
        self.excerptHex = Hex.text(excerpt.prefix(Damage.excerptBytesMax))
    }

    /// One that was written down before.
    init(
        _ kind: DamageKind, file: String, line: Int64, byteOffset: Int64, detail: String, excerptHex: String
    ) {
        self.kind = kind
        self.file = file
        self.line = line
        self.byteOffset = byteOffset
        self.detail = detail
        self.excerptHex = excerptHex
    }

    /// The same with the bytes that stand there.
    func with(excerpt: [UInt8]) -> Damage {
        Damage(
            kind, file: file, line: line, byteOffset: byteOffset, detail: detail,
            excerptHex: Hex.text(excerpt))
    }

    package var description: String {
        // What is counted in a Parquet file is rows.
        let number = file.hasSuffix(".parquet") ? ", row \(line)" : ":\(line)"
        let place =
            "\(file)\(line > 0 ? number : "")\(line > 0 || byteOffset > 0 ? " (byte \(byteOffset))" : "")"
        let what = detail.isEmpty ? kind.words : "\(kind.words): \(detail)"
        return excerptHex.isEmpty ? "\(place): \(what)" : "\(place): \(what) [\(excerptHex)]"
    }
}

/// The classes of damage that the readers tell apart.
package enum DamageKind: String, Hashable, CaseIterable, Sendable {
    // The file
    case unreadable = "unreadable"
    case missingFile = "missing-file"
    case noFinalNewline = "no-final-newline"
    case byteOrderMark = "byte-order-mark"
    case compressionBroken = "compression-broken"
    case emptyFile = "empty-file"
    /// A link, a folder, a pipe: not the file that was written.
    case notAFile = "not-a-file"
    // Parquet of the old engine
    case parquetMagic = "parquet-magic"
    /// The writer never closed it: all readers give no row of it.
    case parquetFooterMissing = "parquet-footer-missing"
    case parquetFooterLength = "parquet-footer-length"
    case parquetFooterBroken = "parquet-footer-broken"
    case parquetPage = "parquet-page"
    case parquetSchema = "parquet-schema"
    case parquetUnsupported = "parquet-unsupported"
    /// Rows that no reader gives but that are there.
    case parquetRecoverable = "parquet-recoverable"
    // The line
    case tornLine = "torn-line"
    case gluedLine = "glued-line"
    case twoRecords = "two-records"
    case blankLine = "blank-line"
    case nulBytes = "nul-bytes"
    case carriageReturn = "carriage-return"
    case invalidUTF8 = "invalid-utf8"
    case controlCharacter = "control-character"
    case lineTooLong = "line-too-long"
    case notJSON = "not-json"
    case notAnObject = "not-an-object"
    case nestedTooDeep = "nested-too-deep"
    case trailingBytes = "trailing-bytes"
    // Keys
    case duplicateKey = "duplicate-key"
    case missingKey = "missing-key"
    case extraKey = "extra-key"
    case keyOrder = "key-order"
    // Values
    case nullValue = "null-value"
    case numberAsString = "number-as-string"
    case stringExpected = "string-expected"
    case numberExpected = "number-expected"
    case notANumber = "not-a-number"
    case exponent = "exponent"
    case leadingZero = "leading-zero"
    case plusSign = "plus-sign"
    case negativeZero = "negative-zero"
    case decimalPointMissing = "decimal-point-missing"
    case trailingZero = "trailing-zero"
    case tooManyDecimals = "too-many-decimals"
    case numberTooLarge = "number-too-large"
    case notPositive = "not-positive"
    case unknownSide = "unknown-side"
    case malformedMarket = "malformed-market"
    case malformedID = "malformed-id"
    case malformedChecksum = "malformed-checksum"
    case whitespace = "whitespace"
    case notCanonical = "not-canonical"
    /// Two values that can't both be right.
    case contradiction = "contradiction"
    // Order
    case wrongDay = "wrong-day"
    case timeBack = "time-back"
    case chainBroken = "chain-broken"
    case sequenceGap = "sequence-gap"
    /// The beginning of a ledger is not here, so what it said is not known.
    case headMissing = "head-missing"
    case unexpectedLine = "unexpected-line"

    /// For people: `torn line`.
    package var words: String { rawValue.split(separator: "-").joined(separator: " ") }
}
