import EngineCore
import Testing

@Suite struct EdgeTests {
    let cost = BasisPoints.whole(11)

    /// A tie goes to the even neighbour, on both sides of zero.
    @Test(arguments: [(1, 0), (3, 2), (5, 2), (7, 4), (-1, 0), (-3, -2), (-5, -2)])
    func roundsHalfToEven(gain: Int64, hundredths: Int64) {
        let oracle = Price(mantissa: 2_000_000)
        let best = Price(mantissa: 2_000_000 - gain)
        #expect(Edge.hundredths(side: .buy, best: best, oracle: oracle) == hundredths)
        let sell = Price(mantissa: 2_000_000 + gain)
        #expect(Edge.hundredths(side: .sell, best: sell, oracle: oracle) == hundredths)
    }

    @Test func roundsToTheNearestOtherwise() {
        let oracle = Price(mantissa: 3_000_000)
        #expect(Edge.hundredths(side: .buy, best: Price(mantissa: 2_999_999), oracle: oracle) == 0)
        #expect(Edge.hundredths(side: .buy, best: Price(mantissa: 2_999_998), oracle: oracle) == 1)
    }

    @Test func isNeverMoreThanHalfAStepOff() {
        var generator = SeededGenerator(state: 1)
        for _ in 0..<2_000 {
            let oracle = Int64.random(in: 1...5_000_000_000_000, using: &generator)
            let best = Int64.random(in: 1...5_000_000_000_000, using: &generator)
            let rounded = Edge.hundredths(
                side: .sell, best: Price(mantissa: best), oracle: Price(mantissa: oracle))
            let exact = Int128(best - oracle) * 1_000_000
            let error = (exact - Int128(rounded) * Int128(oracle)).magnitude
            #expect(error * 2 <= oracle.magnitude)
        }
    }

    /// The threshold is met exactly, and missed by the smallest step there is.
    @Test func reachesTheCostExactly() throws {
        let oracle = try px("1000.0")
        #expect(Edge.reaches(cost, side: .buy, best: try px("998.9"), oracle: oracle))
        #expect(!Edge.reaches(cost, side: .buy, best: try px("998.90000001"), oracle: oracle))
        #expect(Edge.reaches(cost, side: .sell, best: try px("1001.1"), oracle: oracle))
        #expect(!Edge.reaches(cost, side: .sell, best: try px("1001.09999999"), oracle: oracle))
    }

    /// An edge that only rounds up to the cost does not reach it.
    @Test func decidesOnTheUnroundedEdge() throws {
        let oracle = try px("1000.0")
        let best = try px("998.9004")
        #expect(Edge.hundredths(side: .buy, best: best, oracle: oracle) == 1_100)
        #expect(!Edge.reaches(cost, side: .buy, best: best, oracle: oracle))
    }

    /// Prices whose edge is the cost exactly; a `Double` decides some of them wrongly, integers none.
    @Test func isNotFooledWhereADoubleIs() throws {
        var doubleWasWrong = 0
        for cents in 1...2_000 {
            let oracle = Price(mantissa: Int64(cents) * 1_000_000 * 17)
            let best = Price(mantissa: oracle.mantissa / 10_000 * (10_000 - 11))
            #expect(Edge.reaches(cost, side: .buy, best: best, oracle: oracle))
            let oracleDouble = Double(oracle.description) ?? 0
            let bestDouble = Double(best.description) ?? 0
            if (oracleDouble - bestDouble) / oracleDouble * 1e4 < 11 { doubleWasWrong += 1 }
        }
        #expect(doubleWasWrong > 0)
    }

    @Test func honoursFractionalCosts() throws {
        let cost = try BasisPoints("10.9999")
        let oracle = try px("1000.0")
        #expect(Edge.reaches(cost, side: .buy, best: try px("998.90001"), oracle: oracle))
        #expect(!Edge.reaches(cost, side: .buy, best: try px("998.90002"), oracle: oracle))
        #expect(Edge.netHundredths(raw: 1_715, cost: .whole(11)) == 615)
        #expect(Edge.netHundredths(raw: 1_715, cost: try BasisPoints("11.005")) == 614)
        #expect(Edge.netHundredths(raw: 1_716, cost: try BasisPoints("11.005")) == 616)
    }

    @Test func extremesDoNotTrap() {
        let huge = Price(mantissa: .max)
        let tiny = Price(mantissa: 1)
        #expect(Edge.hundredths(side: .sell, best: huge, oracle: tiny) == .max)
        #expect(Edge.hundredths(side: .buy, best: huge, oracle: tiny) == .min)
        #expect(Edge.reaches(cost, side: .sell, best: huge, oracle: tiny))
        #expect(!Edge.reaches(cost, side: .buy, best: huge, oracle: tiny))
    }
}
