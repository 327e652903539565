/// What the engine under test was told: its cost and the limits of its gates. A nil limit, or false,
/// is a gate that is off.
package struct TruthPolicy: Sendable, Equatable {
    /// Fee + slippage + minimum edge, in hundredths of a bps.
    package var costHundredths: Int64 = 1_100
    package var bboAgeMs: Int64? = 60_000
    package var ctxAgeMs: Int64? = 60_000
    /// In hundredths of a bps of the mid.
    package var markDivergenceHundredths: Int64? = 5_000
    /// How many times its own average a spread may be.
    package var spreadShockRatio: Double? = 6
    /// The block time of a bbo went back on this connection.
    package var timeRegression = true
    /// Open interest times mark, against the cap of `perpDexs`.
    package var openInterestCap = true
    /// Other terms in `meta` than at the engine's start.
    package var parameterChange = true
    /// `isDelisted` in the last `meta`.
    package var halt = true

    package init() {}
}
