import EngineCore

/// Coin names to slots, by their bytes. Built once; a look-up allocates nothing.
struct CoinTable: Sendable {
    private let names: [[UInt8]]
    /// Open addressing, a power of two at least twice the names: -1 is empty.
    private let cells: [Int32]
    private let mask: Int

    init(_ markets: [Market]) {
        names = markets.map { Array($0.coin.utf8) }
        var size = 8
        while size < names.count * 2 { size *= 2 }
        mask = size - 1
        var cells = [Int32](repeating: -1, count: size)
        for (slot, name) in names.enumerated() {
            var at = name.withUnsafeBytes { CoinTable.hash($0) } & mask
            while cells[at] >= 0 { at = (at + 1) & mask }
            cells[at] = Int32(slot)
        }
        self.cells = cells
    }

    @inline(__always)
    func slot(of coin: UnsafeRawBufferPointer) -> Int? {
        var at = CoinTable.hash(coin) & mask
        while cells[at] >= 0 {
            let slot = Int(cells[at])
            let isSame = names[slot].withUnsafeBytes {
                $0.count == coin.count && $0.elementsEqual(coin)
            }
            if isSame { return slot }
            at = (at + 1) & mask
        }
        return nil
    }

    /// FNV-1a.
    @inline(__always)
    private static func hash(_ bytes: UnsafeRawBufferPointer) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return Int(truncatingIfNeeded: hash ^ (hash >> 32)) & Int.max
    }
}
