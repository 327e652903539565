package import DoDFormat

/// Uncovered minutes in a row.
package struct CoverageGap: Hashable, Sendable {
    /// Nil: of every market that had to be covered.
    package var market: MarketKey?
    /// Whole minutes.
    package var window: TimeWindow
    /// Without what did arrive in its first and last minute: the gap as it was, not as minutes count it.
    package var durationMS: Int64
}
