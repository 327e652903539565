/// Gives each market a small number, so that counts of it stand in an array.
struct MarketSlots {
    /// Indices below it are found without hashing, if they are of the first dex that came.
    private static let directMax = 1_024

    private(set) var markets: [MarketKey] = []
    private var firstDex: DexName?
    private var direct: [Int32] = []
    private var others: [MarketKey: Int] = [:]

    var count: Int { markets.count }

    @inline(__always)
    mutating func slot(of market: MarketKey) -> Int {
        if market.dexName == firstDex, market.index < direct.count {
            let slot = direct[market.index]
            if slot >= 0 { return Int(slot) }
        }
        return slowSlot(of: market)
    }

    private mutating func slowSlot(of market: MarketKey) -> Int {
        if firstDex == nil { firstDex = market.dexName }
        let isDirect = market.dexName == firstDex && market.index < Self.directMax
        if !isDirect, let known = others[market] { return known }
        let slot = markets.count
        markets.append(market)
        guard isDirect else {
            others[market] = slot
            return slot
        }
        while direct.count <= market.index { direct.append(-1) }
        direct[market.index] = Int32(slot)
        return slot
    }
}
