/// One line of `truth/signals.jsonl`: a signal that the stream contains.
package struct TruthSignal: Sendable, Equatable {
    /// When the frame that made it was sent: virtual ms.
    package var sentMs: Int64
    /// Position of the market in `meta`.
    package var market: Int
    package var side: TruthSide
    package var classed: TruthClass
    /// 0 while away.
    package var connection: Int
    package var bestPxE8: Int64
    package var bestSizeE8: Int64
    package var oraclePxE8: Int64
    /// Rounded half to even, as the engine writes it.
    package var rawEdgeHundredths: Int64
}
