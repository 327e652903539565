/// `meta` positions 32 to 127: what was listed after January 2026, in the order of its listing as far as that
/// is known (position 92), then names alone. Decimals and leverage are the venue's where they were published;
/// prices, volumes and caps are the model's own, near what the world had.
///
/// Those that were delisted by September 2026 are so here, and some are listed without being open yet.
extension MarketTable {
    static let later: [MarketFacts] = [
        later("URANIUM", .commodity, szDecimals: 3, maxLeverage: 10, cents: 8_650, .delisted),
        later("ALUMINIUM", .commodity, szDecimals: 2, maxLeverage: 10, cents: 308_000, .delisted),
        later("SMSN", .equityKR, szDecimals: 3, maxLeverage: 10, cents: 10_450),
        later("PLATINUM", .commodity, szDecimals: 4, maxLeverage: 20, cents: 204_500),
        later("USAR", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 1_485),
        later("CRWV", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 9_240),
        later("URNM", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 5_810),
        later("PALLADIUM", .commodity, szDecimals: 4, maxLeverage: 20, cents: 176_500),
        later("DXY", .fx, szDecimals: 2, maxLeverage: 20, cents: 9_865, .delisted),
        later("GME", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 2_310),
        later("KR200", .index, szDecimals: 4, maxLeverage: 20, cents: 65_200),
        later("SOFTBANK", .equityJP, szDecimals: 2, maxLeverage: 10, cents: 2_795),
        later("JP225", .index, szDecimals: 5, maxLeverage: 20, cents: 5_280_000),
        later("HYUNDAI", .equityKR, szDecimals: 2, maxLeverage: 10, cents: 24_100),
        later("KIOXIA", .equityJP, szDecimals: 2, maxLeverage: 10, cents: 6_950),
        later("EWY", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 10_120),
        later("EWJ", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 8_210),
        later("BRENTOIL", .commodity, szDecimals: 2, maxLeverage: 20, cents: 6_480),
        later("VIX", .index, szDecimals: 2, maxLeverage: 10, cents: 1_675, .delisted),
        later("HIMS", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 3_420),
        later("SP500", .index, szDecimals: 3, maxLeverage: 50, cents: 694_500),
        later("DKNG", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 3_365),
        later("LITE", .equityUS, szDecimals: 3, maxLeverage: 10, cents: 36_800),
        later("CORN", .commodity, szDecimals: 1, maxLeverage: 10, cents: 445, .delisted),
        later("XLE", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 4_780),
        later("WHEAT", .commodity, szDecimals: 1, maxLeverage: 10, cents: 545, .delisted),
        later("TTF", .commodity, szDecimals: 2, maxLeverage: 10, cents: 3_390, .delisted),
        later("BX", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 15_220),
        later("PURRDAT", .preIPO, szDecimals: 1, maxLeverage: 5, cents: 1_025),
        later("MRVL", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 8_870),
        later("RKLB", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 7_140),
        later("BIRD", .equityUS, szDecimals: 1, maxLeverage: 5, cents: 612),
        later("VOL", .index, szDecimals: 2, maxLeverage: 10, cents: 2_140, .delisted),
        later("DRAM", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 3_310),
        later("CBRS", .preIPO, szDecimals: 2, maxLeverage: 5, cents: 14_200),
        later("EWZ", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 3_345),
        later("KRW", .fx, szDecimals: 1, maxLeverage: 20, cents: 147, .delisted),
        later("ZM", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 8_765),
        later("EBAY", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 9_120),
        later("H100", .commodity, szDecimals: 1, maxLeverage: 5, cents: 235, .delisted),
        later("NIFTY", .index, szDecimals: 4, maxLeverage: 20, cents: 2_541_000, .delisted),
        later("ARM", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 12_850),
        later("EWT", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 6_720),
        later("GBP", .fx, szDecimals: 1, maxLeverage: 50, cents: 134),
        later("SPCX", .preIPO, szDecimals: 2, maxLeverage: 5, cents: 52_600),
        later("IBOV", .index, szDecimals: 4, maxLeverage: 10, cents: 1_648_000, .delisted),
        later("ASML", .equityUS, szDecimals: 4, maxLeverage: 10, cents: 139_800),
        later("MINIMAX", .equityHK, szDecimals: 2, maxLeverage: 5, cents: 4_275),
        later("BB", .equityUS, szDecimals: 1, maxLeverage: 10, cents: 418),
        later("QNT", .preIPO, szDecimals: 1, maxLeverage: 5, cents: 3_120),
        later("DELL", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 13_240),
        later("IBM", .equityUS, szDecimals: 3, maxLeverage: 10, cents: 30_150),
        later("AVGO", .equityUS, szDecimals: 3, maxLeverage: 10, cents: 34_980),
        later("NOW", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 14_120),
        later("NBIS", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 9_650),
        later("WDC", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 21_400),
        later("NOK", .equityUS, szDecimals: 1, maxLeverage: 10, cents: 655),
        later("SMH", .equityUS, szDecimals: 3, maxLeverage: 10, cents: 39_200),
        later("BE", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 13_480),
        later("ZHIPU", .equityHK, szDecimals: 2, maxLeverage: 5, cents: 2_240),
        later("QCOM", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 16_900),
        later("STRC", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 9_950),
        later("BOT", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 2_690),
        later("AMAT", .equityUS, szDecimals: 3, maxLeverage: 10, cents: 31_500),
        later("SHAZ", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 1_830),
        later("SKHY", .equityKR, szDecimals: 2, maxLeverage: 10, cents: 5_460),
        later("RDDT", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 23_800),
        later("NET", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 19_250),
        later("NCLD", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 2_960),
        later("SOXL", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 5_790),
        later("SHEIN", .preIPO, szDecimals: 1, maxLeverage: 5, cents: 4_150, .placeholder),
        later("IBIDEN", .equityJP, szDecimals: 2, maxLeverage: 10, cents: 4_610),
        later("UNITREE", .preIPO, szDecimals: 1, maxLeverage: 5, cents: 3_380, .placeholder),
        later("UBER", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 8_460),
        later("DIS", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 11_350),
        later("BA", .equityUS, szDecimals: 3, maxLeverage: 10, cents: 24_700),
        later("JPM", .equityUS, szDecimals: 3, maxLeverage: 10, cents: 31_200),
        later("GS", .equityUS, szDecimals: 4, maxLeverage: 10, cents: 95_400),
        later("V", .equityUS, szDecimals: 3, maxLeverage: 10, cents: 32_700),
        later("MA", .equityUS, szDecimals: 3, maxLeverage: 10, cents: 54_100),
        later("WMT", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 11_900),
        later("NKE", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 6_480),
        later("PEP", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 14_600),
        later("KO", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 7_060),
        later("XOM", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 12_950),
        later("CVX", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 16_580),
        later("CAT", .equityUS, szDecimals: 3, maxLeverage: 10, cents: 64_300),
        later("DE", .equityUS, szDecimals: 3, maxLeverage: 10, cents: 51_700),
        later("GE", .equityUS, szDecimals: 3, maxLeverage: 10, cents: 32_500),
        later("HON", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 21_900),
        later("LMT", .equityUS, szDecimals: 3, maxLeverage: 10, cents: 58_200),
        later("PFE", .equityUS, szDecimals: 1, maxLeverage: 10, cents: 2_575),
        later("MRK", .equityUS, szDecimals: 2, maxLeverage: 10, cents: 10_880),
        later("UNH", .equityUS, szDecimals: 3, maxLeverage: 10, cents: 33_100),
        later("CRM", .equityUS, szDecimals: 3, maxLeverage: 10, cents: 23_900),
        later("ADBE", .equityUS, szDecimals: 3, maxLeverage: 10, cents: 29_600),
    ]

    private static let capDollars: Int64 = 25_000_000
    private static let openDollars: Int64 = 4_000_000
    private static let dayDollars: Int64 = 6_000_000
    /// Half of what 8 h of interest give: the funding of a market without a premium.
    private static let fundingE10: Int64 = 62_500

    private static func later(
        _ name: String, _ assetClass: MarketClass, szDecimals: Int, maxLeverage: Int, cents: Int64,
        _ standing: MarketStanding = .open
    ) -> MarketFacts {
        let grid = PriceGrid(szDecimals: szDecimals)
        let pxE8 = grid.round(cents * PriceGrid.oneE8 / 100)
        let bidPxE8 = pxE8 - grid.tick(at: pxE8 - 1)
        let askPxE8 = pxE8 + grid.tick(at: pxE8)
        let book = BookContext(
            premiumE10: Premium.e10(impactBidE8: bidPxE8, impactAskE8: askPxE8, oracleE8: pxE8),
            midPxE8: (bidPxE8 + askPxE8) / 2, impactBidPxE8: bidPxE8, impactAskPxE8: askPxE8)
        let lotE10 = PriceGrid.lotE8(szDecimals: szDecimals) * 100
        // Dollars to whole lots, in 1e-10.
        func size(_ dollars: Int64) -> Int64 {
            Int64(Int128(dollars) * Int128(PriceGrid.oneE8) * 10_000_000_000 / Int128(pxE8)) / lotE10 * lotE10
        }
        let start = AssetContext(
            fundingE10: fundingE10, openInterestE10: size(openDollars), prevDayPxE8: pxE8,
            dayNtlVlmE10: dayDollars * 10_000_000_000, oraclePxE8: pxE8, markPxE8: pxE8,
            dayBaseVlmE10: size(dayDollars), book: book)
        return MarketFacts(
            coin: "xyz:" + name, assetClass: assetClass, szDecimals: szDecimals, maxLeverage: maxLeverage,
            openInterestCap: capDollars, start: start, standing: standing)
    }
}
