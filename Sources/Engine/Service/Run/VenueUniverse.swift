import EngineCore
import EngineFeed

/// Which markets there are and which of them are watched.
struct VenueUniverse: Sendable {
    let tables: VenueTables
    let watched: [Market]
    /// What is strange, for the log.
    let warnings: [String]

    /// Asks the venue. Throws `RunFailure` when the answer shows that the configuration is wrong.
    static func load(_ configuration: EngineConfiguration, from venue: InfoClient) async throws
        -> VenueUniverse
    {
        do {
            return try choose(try await venue.tables(dex: configuration.dex), configuration.coins)
        } catch let unknown as UnknownDex {
            throw RunFailure(.usage, unknown.description)
        }
    }

    static func choose(
        _ tables: VenueTables, _ coins: [String]
    ) throws(RunFailure) -> VenueUniverse {
        let (universe, unreadable) = (tables.universe, tables.unreadable)
        var warnings: [String] = []
        if !unreadable.isEmpty {
            let positions = unreadable.map(String.init).joined(separator: ", ")
            warnings.append("meta: markets at \(positions) can't be read and are left out")
        }
        var watched = universe.markets.filter { !$0.isDelisted }
        if !coins.isEmpty {
            for coin in coins where !watched.contains(where: { $0.coin == coin }) {
                warnings.append("markets: \(coin) is unknown or delisted and is left out")
            }
            watched = watched.filter { coins.contains($0.coin) }
        }
        guard !watched.isEmpty else {
            throw RunFailure(.usage, "markets: none of the coins is listed at dex \(universe.dex)")
        }
        return VenueUniverse(tables: tables, watched: watched, warnings: warnings)
    }
}
