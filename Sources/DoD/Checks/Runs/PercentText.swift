import DoDFormat

/// Shares as people read them.
enum PercentText {
    /// In percent with up to 2 decimals, rounded down, so that 99.5 is never said of less: `99.48`.
    static func text(_ part: Int64, of whole: Int64) -> String {
        guard whole > 0 else { return "0.0" }
        return BasisPoints(hundredths: Int64(Int128(part) * 10_000 / Int128(whole))).description
    }
}
