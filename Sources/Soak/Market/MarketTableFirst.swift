/// `meta` positions 0 to 15.
extension MarketTable {
    static let first16: [MarketFacts] = [
        row(
            "xyz:XYZ100", .index, szDecimals: 4, maxLeverage: 30, openInterestCap: 800_000_000,
            fundingE10: 62_500, openInterestE10: 115_883_650_000_000, prevDayPxE8: 2_976_000_000_000,
            dayNtlVlmE10: 1_532_012_379_617_999_196, premiumE10: -1_172_215, oraclePxE8: 2_985_800_000_000,
            markPxE8: 2_985_500_000_000, midPxE8: 2_985_450_000_000, impactBidPxE8: 2_985_400_000_000,
            impactAskPxE8: 2_985_500_000_000, dayBaseVlmE10: 51_352_458_000_000),
        row(
            "xyz:TSLA", .equityUS, szDecimals: 3, maxLeverage: 20, openInterestCap: 100_000_000,
            fundingE10: -68_725, openInterestE10: 875_636_540_000_000, prevDayPxE8: 43_133_000_000,
            dayNtlVlmE10: 50_382_458_351_900_000, premiumE10: -7_304_989, oraclePxE8: 43_395_000_000,
            markPxE8: 43_364_000_000, midPxE8: 43_363_500_000, impactBidPxE8: 43_357_700_000,
            impactAskPxE8: 43_368_900_000, dayBaseVlmE10: 116_400_420_000_000),
        row(
            "xyz:NVDA", .equityUS, szDecimals: 3, maxLeverage: 20, openInterestCap: 400_000_000,
            fundingE10: -214_684, openInterestE10: 5_278_185_340_000_000, prevDayPxE8: 21_858_000_000,
            dayNtlVlmE10: 154_822_732_113_199_998, premiumE10: -6_839_729, oraclePxE8: 22_150_000_000,
            markPxE8: 22_134_000_000, midPxE8: 22_133_000_000, impactBidPxE8: 22_131_000_000,
            impactAskPxE8: 22_138_700_000, dayBaseVlmE10: 702_613_780_000_000),
        row(
            "xyz:GOLD", .commodity, szDecimals: 4, maxLeverage: 25, openInterestCap: 200_000_000,
            fundingE10: 62_500, openInterestE10: 217_436_684_000_000, prevDayPxE8: 452_820_000_000,
            dayNtlVlmE10: 438_938_324_044_699_892, premiumE10: -1_816_034, oraclePxE8: 457_040_000_000,
            markPxE8: 456_960_000_000, midPxE8: 456_955_000_000, impactBidPxE8: 456_950_000_000,
            impactAskPxE8: 456_964_000_000, dayBaseVlmE10: 96_363_959_000_000),
        row(
            "xyz:HOOD", .equityUS, szDecimals: 3, maxLeverage: 10, openInterestCap: 25_000_000,
            fundingE10: 62_500, openInterestE10: 1_554_801_360_000_000, prevDayPxE8: 7_491_800_000,
            dayNtlVlmE10: 14_808_285_082_039_998, premiumE10: -2_245_084, oraclePxE8: 7_572_100_000,
            markPxE8: 7_572_100_000, midPxE8: 7_571_500_000, impactBidPxE8: 7_566_900_000,
            impactAskPxE8: 7_573_900_000, dayBaseVlmE10: 196_784_640_000_000),
        row(
            "xyz:INTC", .equityUS, szDecimals: 2, maxLeverage: 10, openInterestCap: 200_000_000,
            fundingE10: -129_802, openInterestE10: 4_099_620_800_000_000, prevDayPxE8: 12_232_000_000,
            dayNtlVlmE10: 41_336_211_139_999_991, premiumE10: 21_773_542, oraclePxE8: 12_382_000_000,
            markPxE8: 12_400_000_000, midPxE8: 12_410_000_000, impactBidPxE8: 12_406_230_000,
            impactAskPxE8: 12_411_690_000, dayBaseVlmE10: 336_181_900_000_000),
        row(
            "xyz:PLTR", .equityUS, szDecimals: 3, maxLeverage: 10, openInterestCap: 25_000_000,
            fundingE10: -212_426, openInterestE10: 359_926_920_000_000, prevDayPxE8: 13_915_000_000,
            dayNtlVlmE10: 6_431_680_765_200_001, premiumE10: -4_928_219, oraclePxE8: 14_001_000_000,
            markPxE8: 13_993_000_000, midPxE8: 13_994_500_000, impactBidPxE8: 13_990_300_000,
            impactAskPxE8: 13_997_900_000, dayBaseVlmE10: 46_156_000_000_000),
        row(
            "xyz:COIN", .equityUS, szDecimals: 3, maxLeverage: 10, openInterestCap: 25_000_000,
            fundingE10: 1_071_323, openInterestE10: 296_846_520_000_000, prevDayPxE8: 18_704_000_000,
            dayNtlVlmE10: 12_196_760_057_500_007, premiumE10: 9_008_537, oraclePxE8: 19_093_000_000,
            markPxE8: 19_108_000_000, midPxE8: 19_111_000_000, impactBidPxE8: 19_103_500_000,
            impactAskPxE8: 19_116_900_000, dayBaseVlmE10: 64_443_810_000_000),
        row(
            "xyz:META", .equityUS, szDecimals: 3, maxLeverage: 20, openInterestCap: 100_000_000,
            fundingE10: 34_121, openInterestE10: 424_580_420_000_000, prevDayPxE8: 61_445_000_000,
            dayNtlVlmE10: 7_917_377_544_899_997, premiumE10: -4_747_553, oraclePxE8: 61_716_000_000,
            markPxE8: 61_692_000_000, midPxE8: 61_693_000_000, impactBidPxE8: 61_665_500_000,
            impactAskPxE8: 61_707_900_000, dayBaseVlmE10: 12_859_450_000_000),
        row(
            "xyz:AAPL", .equityUS, szDecimals: 3, maxLeverage: 20, openInterestCap: 100_000_000,
            fundingE10: -122_650, openInterestE10: 940_284_820_000_000, prevDayPxE8: 31_098_000_000,
            dayNtlVlmE10: 17_639_309_199_800_002, premiumE10: -9_476_925, oraclePxE8: 31_181_000_000,
            markPxE8: 31_162_000_000, midPxE8: 31_155_000_000, impactBidPxE8: 31_135_000_000,
            impactAskPxE8: 31_167_900_000, dayBaseVlmE10: 56_609_250_000_000),
        row(
            "xyz:MSFT", .equityUS, szDecimals: 3, maxLeverage: 20, openInterestCap: 50_000_000,
            fundingE10: 114_588, openInterestE10: 424_702_060_000_000, prevDayPxE8: 42_124_000_000,
            dayNtlVlmE10: 9_841_130_404_399_999, premiumE10: 4_664_488, oraclePxE8: 42_234_000_000,
            markPxE8: 42_260_000_000, midPxE8: 42_264_000_000, impactBidPxE8: 42_234_600_000,
            impactAskPxE8: 42_272_800_000, dayBaseVlmE10: 23_319_210_000_000),
        row(
            "xyz:ORCL", .equityUS, szDecimals: 3, maxLeverage: 10, openInterestCap: 25_000_000,
            fundingE10: 62_500, openInterestE10: 527_174_920_000_000, prevDayPxE8: 19_435_000_000,
            dayNtlVlmE10: 9_443_230_164_500_002, premiumE10: 2_736_993, oraclePxE8: 19_547_000_000,
            markPxE8: 19_549_000_000, midPxE8: 19_556_000_000, impactBidPxE8: 19_541_700_000,
            impactAskPxE8: 19_563_000_000, dayBaseVlmE10: 48_467_400_000_000),
        row(
            "xyz:GOOGL", .equityUS, szDecimals: 3, maxLeverage: 20, openInterestCap: 200_000_000,
            fundingE10: -11_983, openInterestE10: 1_303_175_600_000_000, prevDayPxE8: 38_700_000_000,
            dayNtlVlmE10: 27_460_517_617_400_005, premiumE10: -3_458_739, oraclePxE8: 38_887_000_000,
            markPxE8: 38_885_000_000, midPxE8: 38_874_500_000, impactBidPxE8: 38_860_900_000,
            impactAskPxE8: 38_886_200_000, dayBaseVlmE10: 70_855_900_000_000),
        row(
            "xyz:AMZN", .equityUS, szDecimals: 3, maxLeverage: 20, openInterestCap: 50_000_000,
            fundingE10: 62_500, openInterestE10: 761_708_940_000_000, prevDayPxE8: 26_861_000_000,
            dayNtlVlmE10: 11_151_154_993_199_999, premiumE10: -3_512_015, oraclePxE8: 27_050_000_000,
            markPxE8: 27_042_000_000, midPxE8: 27_039_500_000, impactBidPxE8: 27_030_100_000,
            impactAskPxE8: 27_050_900_000, dayBaseVlmE10: 41_341_050_000_000),
        row(
            "xyz:AMD", .equityUS, szDecimals: 3, maxLeverage: 10, openInterestCap: 50_000_000,
            fundingE10: 62_500, openInterestE10: 471_251_500_000_000, prevDayPxE8: 47_407_000_000,
            dayNtlVlmE10: 11_827_108_739_299_998, premiumE10: 7_597_768, oraclePxE8: 47_843_000_000,
            markPxE8: 47_863_000_000, midPxE8: 47_879_000_000, impactBidPxE8: 47_857_700_000,
            impactAskPxE8: 47_901_000_000, dayBaseVlmE10: 24_846_150_000_000),
        row(
            "xyz:MU", .equityUS, szDecimals: 3, maxLeverage: 10, openInterestCap: 400_000_000,
            fundingE10: 73_537, openInterestE10: 1_534_187_940_000_000, prevDayPxE8: 77_203_000_000,
            dayNtlVlmE10: 278_555_341_627_900_042, premiumE10: 2_905_226, oraclePxE8: 79_684_000_000,
            markPxE8: 79_725_000_000, midPxE8: 79_704_000_000, impactBidPxE8: 79_685_000_000,
            impactAskPxE8: 79_729_300_000, dayBaseVlmE10: 354_952_790_000_000),
    ]
}
