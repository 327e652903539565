package import EngineCore

/// One dex of `perpDexs`, as far as it matters here.
package struct PerpDex: Hashable, Sendable {
    package let name: String
    /// The most that may be open in a market, by coin, in quote currency. The venue lists it by the alphabet, which
    /// is not the order of `meta`: only the name joins them. A coin without an entry has no known cap.
    package internal(set) var openInterestCaps: [String: Fixed8] = [:]
}
