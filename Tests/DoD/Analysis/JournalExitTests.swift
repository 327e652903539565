import DoDFormat
import Testing

@testable import DoDAnalysis

@Suite("Ends of the engine that the runner saw")
struct JournalExitTests {
    private func journal(_ events: [(Int64, JournalEvent)]) -> Journal {
        Journal(
            lines: events.enumerated().map { seq, event in
                JournalLine(
                    place: LinePlace(file: "journal.jsonl", line: Int64(seq) + 1, byteOffset: 0),
                    seq: Int64(seq),
                    wallMS: event.0, virtualMS: event.0, event: event.1)
            })
    }

    private func started(_ generation: Int64) -> JournalEvent {
        .engineStarted(pid: 7, generation: generation, reason: "restart")
    }

    private let exited = JournalEvent.engineExited(
        EngineExit(pid: 7, generation: 1, code: nil, signal: 9, during: nil))

    @Test("One that it watched is an end at that time")
    func seen() {
        let journal = journal([(1_000, started(1)), (5_000, exited), (6_000, started(2)), (9_000, exited)])
        #expect(journal.exitsMS == [5_000, 9_000])
    }

    @Test("One that it found when it came back is not: the engine ended before, nobody saw when")
    func foundLater() {
        let journal = journal([
            (1_000, started(1)), (50_000, exited), (50_000, .kept(type: "run-resumed")), (50_200, started(2)),
            (70_000, exited),
        ])
        #expect(journal.exitsMS == [70_000])
    }
}
