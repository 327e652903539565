/// Whether a listed market trades.
package enum MarketStanding: Sendable, Equatable {
    case open
    /// Still in `meta`, flagged there: its prices are frozen, its book is empty for good.
    case delisted
    /// In `meta` and not open yet: no book, no flag.
    case placeholder
}
