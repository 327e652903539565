/// One trade as `trades` and `recentTrades` show it. Price and size in units of 1e-8.
package struct MarketTrade: Sendable, Equatable {
    /// Who came and took: a buyer takes from the asks.
    package enum Aggressor: Sendable, Equatable {
        case buyer
        case seller
    }

    package var aggressor: Aggressor
    package var pxE8: Int64
    package var szE8: Int64
    /// The block's time in ms; never falls within a market.
    package var timeMs: Int64
    /// A number of 50 bits, no other trade's.
    package var tid: Int64
    /// Two traders and the transaction, as numbers from which their long names are made; a transaction of 0
    /// has a name of zeros, as those of the venue's own orders.
    package var buyer: UInt64
    package var seller: UInt64
    package var transaction: UInt64
}
