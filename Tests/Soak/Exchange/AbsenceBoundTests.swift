import SoakExchange
import Testing

@Suite struct AbsenceBoundTests {
    private let second: Int64 = 1_000_000_000

    private func gone() -> AbsenceBound {
        var bound = AbsenceBound()
        bound.left(virtualNs: 1_000 * second, realNs: 5 * second)
        return bound
    }

    @Test func nobodyLeftSoNothingHolds() {
        #expect(!AbsenceBound().holds(virtualNs: 9_999 * second, realNs: 0))
    }

    @Test func timeRunsForTheFirstVirtualMinuteOfAnAbsence() {
        let bound = gone()
        #expect(!bound.holds(virtualNs: 1_060 * second - 1, realNs: 5 * second))
        #expect(bound.holds(virtualNs: 1_060 * second, realNs: 5 * second + 200_000_000))
    }

    @Test func itGoesOnWhenAClientAsksAgain() {
        var bound = gone()
        bound.returned()
        #expect(!bound.holds(virtualNs: 1_060 * second, realNs: 6 * second))
    }

    @Test func anEngineThatStaysAwayIsDeadAndTimeGoesOn() {
        let bound = gone()
        #expect(bound.holds(virtualNs: 1_060 * second, realNs: 15 * second - 1))
        #expect(!bound.holds(virtualNs: 1_060 * second, realNs: 15 * second))
    }

    @Test func atRealSpeedItIsNeverFelt() {
        let bound = gone()
        for away in Int64(0)...600 {
            #expect(!bound.holds(virtualNs: (1_000 + away) * second, realNs: (5 + away) * second))
        }
    }
}
