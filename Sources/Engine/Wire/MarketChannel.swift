/// The two streams that a market is watched by.
package enum MarketChannel: UInt8, Hashable, Sendable, CaseIterable {
    /// The best level of each side, sent when it changes.
    case bbo = 0
    /// Oracle and mark, sent about once a second whatever happens.
    case context = 1

    /// As the venue names it.
    package var name: String {
        switch self {
        case .bbo: "bbo"
        case .context: "activeAssetCtx"
        }
    }

    package init?(name: UnsafeRawBufferPointer) {
        guard let channel = MarketChannel.allCases.first(where: { name.elementsEqual($0.name.utf8) }) else {
            return nil
        }
        self = channel
    }
}
