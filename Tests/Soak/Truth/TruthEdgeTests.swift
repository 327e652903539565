import Testing

@testable import SoakTruth

@Suite struct TruthEdgeTests {
    @Test(
        arguments: [
            // oracle 186.55, ask 186.23: 17.1535...
            (32_000_000, 18_655_000_000, 1_715),
            // Exactly half a hundredth: to the even one, down and up.
            (1_000_500, 10_000_000_000, 100), (1_001_500, 10_000_000_000, 100),
            (1_015_000, 10_000_000_000, 102),
            (-1_015_000, 10_000_000_000, -102), (-1_000_500, 10_000_000_000, -100),
            (0, 10_000_000_000, 0),
            // Largest price of the table: no overflow.
            (2_985_800_000_000, 2_985_800_000_000, 1_000_000),
        ] as [(Int64, Int64, Int64)])
    func roundsHalfToEven(distanceE8: Int64, oraclePxE8: Int64, hundredths: Int64) {
        #expect(TruthEdge.hundredths(distanceE8: distanceE8, oraclePxE8: oraclePxE8) == hundredths)
    }

    @Test(
        arguments: [
            (11_000_000, true), (10_999_999, false), (11_000_001, true),
        ] as [(Int64, Bool)])
    func costIsReachedByTheUnroundedEdge(distanceE8: Int64, reaches: Bool) {
        #expect(
            TruthEdge.reaches(costHundredths: 1_100, distanceE8: distanceE8, oraclePxE8: 10_000_000_000)
                == reaches)
    }

    @Test func aMissingOracleReachesNothing() {
        #expect(!TruthEdge.reaches(costHundredths: 1_100, distanceE8: 0, oraclePxE8: 0))
    }
}
