import Testing

@testable import DoDFormat

@Suite("Ids that fall are believed where a clock line says why")
struct FallenTimeTests {
    private func answers(_ ids: [SignalID]) -> [String] {
        var recent = RecentIDs()
        return ids.map {
            switch recent.add(SignalInstant($0)) {
            case .new: "new"
            case .twice: "twice"
            case .tooOld(let later): "below \(later.ms)"
            }
        }
    }

    private func id(_ ms: Int64) throws -> SignalID {
        SignalID(market: try #require(MarketKey("xyz:1")), side: .buy, timestampMS: ms, number: 0)
    }

    @Test("An id far below is told together with the one that it is below")
    func tooOld() throws {
        let rising = try (0..<80).map { try id(1_000 + $0) }
        #expect(answers(rising + [try id(900)]).last == "below 1015")
        #expect(answers(rising + [try id(1_079)]).last == "twice")
    }

    @Test("Only a step back that spans both explains it")
    func mayFall() {
        var context = RecordAudit.Context()
        context.clockSteps = [ClockStep(fromMS: 2_000, toMS: 1_500), ClockStep(fromMS: 5_000, toMS: 9_000)]
        #expect(context.mayFall(from: 1_900, to: 1_600))
        #expect(!context.mayFall(from: 1_900, to: 1_400))  // further than it was set
        #expect(!context.mayFall(from: 2_100, to: 1_600))  // after the step nothing fell
        #expect(!context.mayFall(from: 8_000, to: 6_000))  // ahead explains no fall
    }
}
