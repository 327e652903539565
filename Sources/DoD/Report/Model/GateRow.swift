/// What one gate did over the window.
package struct GateRow: Equatable, Sendable {
    package let name: String
    /// Signals that it kept back.
    package let signals: Int
    /// Summed over the markets; nil where the engine did not measure it.
    package let blockedMs: Int64?
    package let markets: Int
    /// The market that it blocked longest, with how long; empty when it blocked none.
    package let longest: String

    package init(name: String, signals: Int, blockedMs: Int64?, markets: Int, longest: String = "") {
        self.name = name
        self.signals = signals
        self.blockedMs = blockedMs
        self.markets = markets
        self.longest = longest
    }
}
