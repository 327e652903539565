/// Hashes that are the same on any machine: what the weights of the bootstrap are made of.
package enum EpisodeHash {
    /// Of every bootstrap; another one gives other weights.
    package static let seed: UInt64 = 7

    /// The finalizer of SplitMix64.
    @inline(__always)
    package static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value &+ 0x9e37_79b9_7f4a_7c15
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// FNV-1a over the bytes of a market's key.
    package static func market(_ market: MarketKey) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in market.description.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        return hash
    }

    /// Of seed, market, side and start.
    package static func episode(_ market: UInt64, _ side: Side, startMS: Int64, seed: UInt64 = seed) -> UInt64
    {
        mix(mix(mix(seed) ^ market) ^ (side == .buy ? 1 : 2)) &+ mix(UInt64(bitPattern: startMS) ^ market)
    }
}
