/// How far from a gate's limit an honest engine may find itself, which makes a decision ambiguous.
package struct TruthTolerances: Sendable, Equatable {
    /// Engine and exchange stamp the same frame at different moments: virtual ms, so it grows with the rate.
    package var ageMs: Int64
    /// Share of a limit in bps or of a ratio, for arithmetic that is not exact (the average spread).
    package var ratioPercent: Int64
    /// How long before a vanished connection's end a frame counts as possibly never arrived: real ns.
    package var inFlightNs: Int64

    /// How long an engine may take to act on an answer of `/info`: virtual ms from its sending.
    package var answerMs: Int64

    package init(
        ageMs: Int64 = 3_000, ratioPercent: Int64 = 2, inFlightNs: Int64 = 50_000_000,
        answerMs: Int64 = 60_000
    ) {
        self.answerMs = answerMs
        self.ageMs = ageMs
        self.ratioPercent = ratioPercent
        self.inFlightNs = inFlightNs
    }
}
