/// One builder-deployed dex as `perpDexs` lists it.
package struct PerpDexFacts: Sendable, Equatable {
    package var name: String
    package var fullName: String
    package var deployer: String
    /// nil: the deployer itself.
    package var oracleUpdater: String?
    package var feeRecipient: String?
    /// Sorted by coin, as the venue does: not the order of `meta`.
    package var openInterestCaps: [OpenInterestCap]
    /// In `meta` order: position = index of the market in its dex.
    package var universe: [UniverseEntry]

    package struct OpenInterestCap: Sendable, Equatable {
        package var coin: String
        package var dollars: Int64
    }

    package struct UniverseEntry: Sendable, Equatable {
        package var coin: String
        package var szDecimals: Int
        package var maxLeverage: Int
        package var isDelisted: Bool
        /// A multiple of the dex's usual fees, as the venue writes it.
        package var deployerFeeScale = "1.0"
    }
}
