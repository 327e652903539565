/// `meta` positions 16 to 31.
extension MarketTable {
    static let second16: [MarketFacts] = [
        row(
            "xyz:SNDK", .equityUS, szDecimals: 3, maxLeverage: 10, openInterestCap: 100_000_000,
            fundingE10: 508_314, openInterestE10: 258_603_840_000_000, prevDayPxE8: 151_650_000_000,
            dayNtlVlmE10: 77_816_334_122_000_011, premiumE10: 13_275_482, oraclePxE8: 154_420_000_000,
            markPxE8: 154_600_000_000, midPxE8: 154_625_000_000, impactBidPxE8: 154_610_000_000,
            impactAskPxE8: 154_640_000_000, dayBaseVlmE10: 50_769_480_000_000),
        row(
            "xyz:MSTR", .equityUS, szDecimals: 3, maxLeverage: 10, openInterestCap: 50_000_000,
            fundingE10: 245_040, openInterestE10: 942_203_860_000_000, prevDayPxE8: 16_143_000_000,
            dayNtlVlmE10: 19_946_726_448_400_000, premiumE10: -9_536_207, oraclePxE8: 16_516_000_000,
            markPxE8: 16_510_000_000, midPxE8: 16_503_000_000, impactBidPxE8: 16_488_800_000,
            impactAskPxE8: 16_511_700_000, dayBaseVlmE10: 122_136_950_000_000),
        row(
            "xyz:CRCL", .equityUS, szDecimals: 3, maxLeverage: 10, openInterestCap: 100_000_000,
            fundingE10: 186_923, openInterestE10: 2_363_221_260_000_000, prevDayPxE8: 11_472_000_000,
            dayNtlVlmE10: 38_692_279_315_800_020, premiumE10: -6_784_788, oraclePxE8: 11_570_000_000,
            markPxE8: 11_564_000_000, midPxE8: 11_562_500_000, impactBidPxE8: 11_557_700_000,
            impactAskPxE8: 11_566_600_000, dayBaseVlmE10: 335_550_230_000_000),
        row(
            "xyz:NFLX", .equityUS, szDecimals: 3, maxLeverage: 10, openInterestCap: 25_000_000,
            fundingE10: 589_833, openInterestE10: 388_421_540_000_000, prevDayPxE8: 8_927_900_000,
            dayNtlVlmE10: 629_812_263_330_000, premiumE10: 11_122_846, oraclePxE8: 8_900_600_000,
            markPxE8: 8_910_500_000, midPxE8: 8_910_500_000, impactBidPxE8: 8_881_000_000,
            impactAskPxE8: 8_940_000_000, dayBaseVlmE10: 7_082_760_000_000),
        row(
            "xyz:COST", .equityUS, szDecimals: 4, maxLeverage: 20, openInterestCap: 25_000_000,
            fundingE10: -1_170_768, openInterestE10: 2_366_402_000_000, prevDayPxE8: 103_350_000_000,
            dayNtlVlmE10: 167_902_506_000_000, premiumE10: -22_658_903, oraclePxE8: 103_050_000_000,
            markPxE8: 103_050_000_000, midPxE8: 102_970_000_000, impactBidPxE8: 101_660_000_000,
            impactAskPxE8: 103_973_000_000, dayBaseVlmE10: 162_704_000_000),
        row(
            "xyz:LLY", .equityUS, szDecimals: 4, maxLeverage: 10, openInterestCap: 25_000_000,
            fundingE10: -907_890, openInterestE10: 19_963_296_000_000, prevDayPxE8: 107_260_000_000,
            dayNtlVlmE10: 6_325_365_559_600_000, premiumE10: -6_196_601, oraclePxE8: 106_510_000_000,
            markPxE8: 106_510_000_000, midPxE8: 106_460_000_000, impactBidPxE8: 105_647_000_000,
            impactAskPxE8: 107_241_000_000, dayBaseVlmE10: 5_923_340_000_000),
        row(
            "xyz:SKHX", .equityKR, szDecimals: 3, maxLeverage: 10, openInterestCap: 100_000_000,
            fundingE10: 1_228_655, openInterestE10: 353_738_220_000_000, prevDayPxE8: 131_030_000_000,
            dayNtlVlmE10: 79_059_833_013_999_993, premiumE10: 9_760_650, oraclePxE8: 136_620_000_000,
            markPxE8: 136_700_000_000, midPxE8: 136_710_000_000, impactBidPxE8: 136_454_000_000,
            impactAskPxE8: 137_052_700_000, dayBaseVlmE10: 58_777_750_000_000),
        row(
            "xyz:TSM", .equityUS, szDecimals: 3, maxLeverage: 10, openInterestCap: 25_000_000,
            fundingE10: 616_331, openInterestE10: 254_852_580_000_000, prevDayPxE8: 41_507_000_000,
            dayNtlVlmE10: 8_530_595_754_400_000, premiumE10: 1_356_119, oraclePxE8: 41_663_000_000,
            markPxE8: 41_669_000_000, midPxE8: 41_668_500_000, impactBidPxE8: 41_645_200_000,
            impactAskPxE8: 41_692_100_000, dayBaseVlmE10: 20_603_450_000_000),
        row(
            "xyz:JPY", .fx, szDecimals: 2, maxLeverage: 50, openInterestCap: 25_000_000,
            fundingE10: -19_043, openInterestE10: 574_071_600_000_000, prevDayPxE8: 15_861_000_000,
            dayNtlVlmE10: 8_469_099_414_000_000, premiumE10: -3_395_003, oraclePxE8: 15_891_000_000,
            markPxE8: 15_887_000_000, midPxE8: 15_885_500_000, impactBidPxE8: 15_883_430_000,
            impactAskPxE8: 15_887_780_000, dayBaseVlmE10: 53_320_000_000_000),
        row(
            "xyz:EUR", .fx, szDecimals: 1, maxLeverage: 50, openInterestCap: 25_000_000,
            fundingE10: 37_912, openInterestE10: 79_088_534_000_000_004, prevDayPxE8: 116_440_000,
            dayNtlVlmE10: 14_749_959_393_899_997, premiumE10: 4_123_003, oraclePxE8: 116_420_000,
            markPxE8: 116_460_000, midPxE8: 116_465_000, impactBidPxE8: 116_450_000,
            impactAskPxE8: 116_486_000, dayBaseVlmE10: 12_664_391_999_999_997),
        row(
            "xyz:SILVER", .commodity, szDecimals: 2, maxLeverage: 25, openInterestCap: 200_000_000,
            fundingE10: 62_500, openInterestE10: 12_004_961_199_999_999, prevDayPxE8: 7_658_700_000,
            dayNtlVlmE10: 1_566_974_919_714_199_305, premiumE10: -1_041_011, oraclePxE8: 7_780_900_000,
            markPxE8: 7_780_600_000, midPxE8: 7_780_050_000, impactBidPxE8: 7_779_770_000,
            impactAskPxE8: 7_780_410_000, dayBaseVlmE10: 20_197_571_999_999_993),
        row(
            "xyz:RIVN", .equityUS, szDecimals: 2, maxLeverage: 10, openInterestCap: 25_000_000,
            fundingE10: 413_208, openInterestE10: 405_204_600_000_000, prevDayPxE8: 1_436_400_000,
            dayNtlVlmE10: 236_796_361_900_000, premiumE10: 10_957_849, oraclePxE8: 1_428_200_000,
            markPxE8: 1_427_000_000, midPxE8: 1_427_000_000, impactBidPxE8: 1_426_280_000,
            impactAskPxE8: 1_433_250_000, dayBaseVlmE10: 16_585_400_000_000),
        row(
            "xyz:BABA", .equityUS, szDecimals: 3, maxLeverage: 10, openInterestCap: 25_000_000,
            fundingE10: 289_359, openInterestE10: 596_630_160_000_000, prevDayPxE8: 13_146_000_000,
            dayNtlVlmE10: 9_227_732_579_199_999, premiumE10: 3_591_411, oraclePxE8: 13_226_000_000,
            markPxE8: 13_227_000_000, midPxE8: 13_229_500_000, impactBidPxE8: 13_223_400_000,
            impactAskPxE8: 13_238_100_000, dayBaseVlmE10: 69_966_900_000_000),
        row(
            "xyz:CL", .commodity, szDecimals: 3, maxLeverage: 20, openInterestCap: 400_000_000,
            fundingE10: 20_532, openInterestE10: 16_968_842_980_000_004, prevDayPxE8: 9_240_400_000,
            dayNtlVlmE10: 2_994_130_268_466_050_625, premiumE10: -2_635_625, oraclePxE8: 9_106_000_000,
            markPxE8: 9_105_200_000, midPxE8: 9_103_400_000, impactBidPxE8: 9_102_900_000,
            impactAskPxE8: 9_104_300_000, dayBaseVlmE10: 32_561_813_320_000_013),
        row(
            "xyz:COPPER", .commodity, szDecimals: 2, maxLeverage: 20, openInterestCap: 100_000_000,
            fundingE10: 351_098, openInterestE10: 46_363_652_999_999_998, prevDayPxE8: 635_340_000,
            dayNtlVlmE10: 99_813_986_912_440_024, premiumE10: 6_655_008, oraclePxE8: 646_130_000,
            markPxE8: 646_570_000, midPxE8: 646_570_000, impactBidPxE8: 646_430_000,
            impactAskPxE8: 646_690_000, dayBaseVlmE10: 15_527_140_399_999_993),
        row(
            "xyz:NATGAS", .commodity, szDecimals: 1, maxLeverage: 10, openInterestCap: 25_000_000,
            fundingE10: -74_899, openInterestE10: 17_266_010_000_000_000, prevDayPxE8: 304_170_000,
            dayNtlVlmE10: 117_742_508_449_999_988, premiumE10: -4_706_461, oraclePxE8: 304_900_000,
            markPxE8: 304_780_000, midPxE8: 304_750_000, impactBidPxE8: 304_714_000,
            impactAskPxE8: 304_799_000, dayBaseVlmE10: 38_991_190_000_000_000),
    ]
}
