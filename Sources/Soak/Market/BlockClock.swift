/// The chain's clock: a block every 70 ms or so, and when its frames leave the exchange. Any block can be
/// looked up in any order, so all markets share the blocks without sharing state.
struct BlockClock {
    static let spacingMs: Int64 = 70
    private static let jitterMs: Int64 = 3
    /// From a block's time to the sending of its frames: as measured, 195 ms and more. Varies by less than
    /// the shortest spacing, so frames keep the order of their blocks.
    private static let delayMs: Int64 = 195
    private static let delayJitterMs: Int64 = 40

    private let originMs: Int64
    private let seed: UInt64

    init(seed: UInt64, originMs: Int64) {
        self.seed = RandomSource.mixed(seed ^ 0xB10C)
        self.originMs = originMs - Self.delayMs
    }

    func timeMs(of block: Int64) -> Int64 {
        originMs + block * Self.spacingMs + part(block, of: 2 * Self.jitterMs + 1, shift: 0) - Self.jitterMs
    }

    func sentMs(of block: Int64) -> Int64 {
        timeMs(of: block) + Self.delayMs + part(block, of: Self.delayJitterMs, shift: 32)
    }

    /// The first block after `block` whose frames leave about at `ms` or later.
    func block(sentFrom ms: Int64, after block: Int64) -> Int64 {
        let wanted = (ms - originMs - Self.delayMs + Self.spacingMs - 1) / Self.spacingMs
        return max(block + 1, wanted)
    }

    private func part(_ block: Int64, of range: Int64, shift: UInt64) -> Int64 {
        let hash = RandomSource.mixed(seed &+ UInt64(bitPattern: block) &* 0x9E37_79B9_7F4A_7C15)
        return Int64((((hash >> shift) & 0xFFFF_FFFF) &* UInt64(range)) >> 32)
    }
}
