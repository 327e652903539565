import Testing

@testable import SoakMarket

@Suite struct PriceGridTests {
    @Test(
        arguments: [
            // price, szDecimals, tick: in units of 1e-8
            (2_985_800_000_000, 4, 100_000_000),  // 29858: whole numbers always
            (43_395_000_000, 3, 1_000_000),  // 433.95
            (100_000_000_000, 3, 10_000_000),  // 1000.0
            (99_999_000_000, 3, 1_000_000),  // 999.99
            (1_428_200_000, 2, 100_000),  // 14.282
            (116_420_000, 1, 10_000),  // 1.1642
            (99_990_000, 1, 1_000),  // 0.9999: no more than 5 decimals
            (100_000_000, 4, 1_000_000),  // 1.00: 6 - szDecimals decimals
            (12_345_600_000_000, 0, 100_000_000),  // 123456: more digits, but whole
        ] as [(Int64, Int, Int64)])
    func tickIsFiveDigitsOrTheFinestDecimal(pxE8: Int64, szDecimals: Int, tick: Int64) {
        #expect(PriceGrid(szDecimals: szDecimals).tick(at: pxE8) == tick)
    }

    @Test func roundingGoesDownUpAndToTheNearest() {
        let grid = PriceGrid(szDecimals: 3)
        #expect(grid.floor(43_395_999_999) == 43_395_000_000)
        #expect(grid.ceil(43_395_000_001) == 43_396_000_000)
        #expect(grid.ceil(43_395_000_000) == 43_395_000_000)
        #expect(grid.round(43_395_500_000) == 43_396_000_000)
        #expect(grid.round(43_395_499_999) == 43_395_000_000)
        // Up to where the ticks become coarser, and over it.
        #expect(grid.ceil(99_999_500_000) == 100_000_000_000)
    }
}
