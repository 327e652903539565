/// The dexes as `perpDexs` lists them. The position in its answer is the index of the dex; position 0 is
/// the main dex, which the venue writes as a leading null, so `builderDexes[0]` has index 1.
package enum PerpDexTable {
    /// The main dex has a name of no letters and no entry in `perpDexs`, only a `meta`.
    package static let mainUniverse: [PerpDexFacts.UniverseEntry] = [
        entry("BTC", 5, 40), entry("ETH", 4, 25), entry("SOL", 2, 20), entry("HYPE", 2, 10),
    ]

    /// `xyz` first, as on mainnet; the others are listed beside it with what little the rehearsal needs.
    package static func builderDexes(xyz markets: [MarketFacts]) -> [PerpDexFacts] {
        let universe = markets.map {
            PerpDexFacts.UniverseEntry(
                coin: $0.coin, szDecimals: $0.szDecimals, maxLeverage: $0.maxLeverage, isDelisted: false)
        }
        let caps = markets.map { PerpDexFacts.OpenInterestCap(coin: $0.coin, dollars: $0.openInterestCap) }
        let xyz = PerpDexFacts(
            name: "xyz", fullName: "XYZ", deployer: "0x88806a71d74ad0a510b350545c9ae490912f0888",
            oracleUpdater: nil, feeRecipient: "0x9cd0a696c7cbb9d44de99268194cb08e5684e5fe",
            openInterestCaps: caps.sorted { $0.coin < $1.coin }, universe: universe)
        return [
            xyz,
            other("flx", "Felix", "0x0000000000000000000000000000000000000f10", [entry("flx:TSLA", 3, 10)]),
            other(
                "vntl", "Ventuals", "0x0000000000000000000000000000000000000f20", [entry("vntl:SPACEX", 2, 3)]
            ),
            other("hyna", "HyENA", "0x0000000000000000000000000000000000000f30", [entry("hyna:BTC", 5, 40)]),
        ]
    }

    private static func entry(_ coin: String, _ szDecimals: Int, _ maxLeverage: Int)
        -> PerpDexFacts.UniverseEntry
    {
        PerpDexFacts.UniverseEntry(
            coin: coin, szDecimals: szDecimals, maxLeverage: maxLeverage, isDelisted: false)
    }

    private static func other(
        _ name: String, _ fullName: String, _ deployer: String, _ universe: [PerpDexFacts.UniverseEntry]
    ) -> PerpDexFacts {
        PerpDexFacts(
            name: name, fullName: fullName, deployer: deployer, oracleUpdater: nil, feeRecipient: nil,
            openInterestCaps: universe.map {
                PerpDexFacts.OpenInterestCap(coin: $0.coin, dollars: 1_000_000)
            },
            universe: universe)
    }
}
