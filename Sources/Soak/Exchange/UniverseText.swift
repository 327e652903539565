package import SoakMarket

/// The answers about what is listed, in the exchange's key order.
package enum UniverseText {
    /// Since when the fees of a market are what they are: a date in the past, the same for all.
    private static let feeScaleSince = "2025-11-23T17:37:10.033211662"

    /// The dexes with the leading null of the main one, so that position = index of the dex.
    package static func perpDexs(_ dexes: [PerpDexFacts]) -> String {
        "[null" + dexes.map { "," + perpDex($0) }.joined() + "]"
    }

    private static func perpDex(_ dex: PerpDexFacts) -> String {
        let caps = dex.openInterestCaps.map { "[\(JSONText.quoted($0.coin)),\"\($0.dollars).0\"]" }
        let multipliers = dex.universe.map(\.coin).sorted().map { "[\(JSONText.quoted($0)),\"0.5\"]" }
        return "{\"name\":\(JSONText.quoted(dex.name)),\"fullName\":\(JSONText.quoted(dex.fullName))"
            + ",\"deployer\":\(JSONText.quoted(dex.deployer))"
            + ",\"oracleUpdater\":\(quotedOrNull(dex.oracleUpdater))"
            + ",\"feeRecipient\":\(quotedOrNull(dex.feeRecipient))"
            + ",\"assetToStreamingOiCap\":[\(caps.joined(separator: ","))]"
            + ",\"subDeployers\":[],\"deployerFeeScale\":\"1.0\""
            + ",\"lastDeployerFeeScaleChangeTime\":\"1970-01-01T00:00:00\""
            + ",\"assetToFundingMultiplier\":[\(multipliers.joined(separator: ","))]"
            + ",\"assetToFundingInterestRate\":[]}"
    }

    package static func meta(_ universe: [PerpDexFacts.UniverseEntry]) -> String {
        let entries = universe.map { entry in
            "{\"szDecimals\":\(entry.szDecimals),\"name\":\(JSONText.quoted(entry.coin))"
                + ",\"maxLeverage\":\(entry.maxLeverage),\"marginTableId\":\(entry.maxLeverage)"
                + (entry.isDelisted ? ",\"isDelisted\":true" : "")
                + ",\"lastFeeScaleChangeTime\":\"\(feeScaleSince)\""
                + ",\"deployerFeeScale\":\"\(entry.deployerFeeScale)\"}"
        }
        let tables = Set(universe.map(\.maxLeverage)).sorted().map { leverage in
            "[\(leverage),{\"description\":\"\",\"marginTiers\":"
                + "[{\"lowerBound\":\"0.0\",\"maxLeverage\":\(leverage)}]}]"
        }
        return "{\"universe\":[\(entries.joined(separator: ","))]"
            + ",\"marginTables\":[\(tables.joined(separator: ","))],\"collateralToken\":0}"
    }

    /// Two tokens and the one pair of them that every client library looks for.
    package static let spotMeta =
        "{\"universe\":[{\"tokens\":[1,0],\"name\":\"PURR/USDC\",\"index\":0,\"isCanonical\":true}]"
        + ",\"tokens\":[\(token("USDC", 0, szDecimals: 8, weiDecimals: 8))"
        + ",\(token("PURR", 1, szDecimals: 0, weiDecimals: 5))]}"

    /// The same with the pair's context: a spot market has no funding and no oracle.
    package static let spotMetaAndContexts =
        "[\(spotMeta),[{\"prevDayPx\":\"0.067\",\"dayNtlVlm\":\"41250.5\",\"markPx\":\"0.067\""
        + ",\"midPx\":\"0.06695\",\"circulatingSupply\":\"596102321.5\",\"coin\":\"PURR/USDC\""
        + ",\"totalSupply\":\"596102321.5\",\"dayBaseVlm\":\"615679.0\"}]]"

    private static func token(_ name: String, _ index: Int, szDecimals: Int, weiDecimals: Int) -> String {
        let id = "0x" + String(repeating: "0", count: 31) + String(index)
        return "{\"name\":\"\(name)\",\"szDecimals\":\(szDecimals),\"weiDecimals\":\(weiDecimals)"
            + ",\"index\":\(index),\"tokenId\":\"\(id)\",\"isCanonical\":true,\"evmContract\":null"
            + ",\"fullName\":null,\"deployerTradingFeeShare\":\"0.0\"}"
    }

    private static func quotedOrNull(_ text: String?) -> String { text.map { JSONText.quoted($0) } ?? "null" }
}
