/// What one gate did over the window.
package struct GateRow: Equatable, Sendable {
    package let name: String
    /// Signals that it kept back.
    package let signals: Int
    /// Summed over the markets; nil where the engine did not measure it.
    package let blockedMs: Int64?
    package let markets: Int
    /// The markets that it blocked longest, with how long; empty when it blocked none.
    package let longest: String
    /// Of the watched market time, and of that of the hour in which it was most; empty where nothing tells.
    package var share = ""
    package var worstHour = ""

    package init(name: String, signals: Int, blockedMs: Int64?, markets: Int, longest: String = "") {
        self.name = name
        self.signals = signals
        self.blockedMs = blockedMs
        self.markets = markets
        self.longest = longest
    }
}
