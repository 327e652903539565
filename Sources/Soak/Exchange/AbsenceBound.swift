/// How much market time may pass while the last client is gone.
///
/// A process takes a second or so to start again, whatever the market's speed: at 300 times real time that
/// is five minutes of market, which no real engine would have missed. So time stands still once a client has
/// been away for `virtualMaxNs`, until one asks again; after `realMaxNs` it goes on, since an engine that
/// stays away is dead, and what it misses has to be counted. At real speed the bound is never felt.
package struct AbsenceBound: Equatable, Sendable {
    package static let virtualMaxNs: Int64 = 60_000_000_000
    package static let realMaxNs: Int64 = 10_000_000_000

    private struct Leaving: Equatable {
        var virtualNs: Int64
        var realNs: Int64
    }

    private var leaving: Leaving?

    package init() {}

    /// The last client has gone.
    package mutating func left(virtualNs: Int64, realNs: Int64) {
        leaving = Leaving(virtualNs: virtualNs, realNs: realNs)
    }

    /// A client asked for something.
    package mutating func returned() { leaving = nil }

    /// Whether time has to stand still.
    package func holds(virtualNs: Int64, realNs: Int64) -> Bool {
        guard let leaving else { return false }
        return virtualNs - leaving.virtualNs >= Self.virtualMaxNs && realNs - leaving.realNs < Self.realMaxNs
    }
}
