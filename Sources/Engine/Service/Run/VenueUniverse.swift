import EngineCore
import EngineFeed

/// Which markets there are and which of them are watched.
struct VenueUniverse: Sendable {
    let universe: Universe
    let watched: [Market]
    /// What is strange, for the log.
    let warnings: [String]

    /// Asks the venue. Throws `RunFailure` when the answer shows that the configuration is wrong.
    static func load(_ configuration: EngineConfiguration, from venue: InfoClient) async throws
        -> VenueUniverse
    {
        let dexs = try await venue.perpDexs()
        guard let index = dexs.firstIndex(of: configuration.dex) else {
            let names = dexs.compactMap { $0 }.joined(separator: ", ")
            throw RunFailure(
                .usage, #"xyz_pattern = "\#(configuration.dex)": the venue has no such dex; it has \#(names)"#
            )
        }
        let (markets, unreadable) = try await venue.meta(dex: configuration.dex)
        return try choose(
            Universe(dex: configuration.dex, dexIndex: index, markets: markets), unreadable,
            configuration.coins)
    }

    static func choose(
        _ universe: Universe, _ unreadable: [Int], _ coins: [String]
    ) throws(RunFailure) -> VenueUniverse {
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
        return VenueUniverse(universe: universe, watched: watched, warnings: warnings)
    }
}
