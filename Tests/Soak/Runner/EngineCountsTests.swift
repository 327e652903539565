import Glibc
import Testing

@testable import SoakRunner

@Suite struct EngineCountsTests {
    let shop = Workshop()

    func append(_ text: String, to name: String) {
        let file = open(shop.path(name), O_WRONLY | O_CREAT | O_APPEND, 0o644)
        _ = write(file, text, text.utf8.count)
        close(file)
    }

    @Test func wholeLinesAreCountedOnceWhereverALookEnds() {
        var counts = EngineCounts(shop.folder)
        counts.look(atMs: 1000)
        #expect(counts.signals == 0 && counts.frames == 0)
        append("{\"a\":1}\n{\"a\":", to: "signals_2026-01-20.jsonl")
        counts.look(atMs: 2000)
        #expect(counts.signals == 1)
        append("2}\n", to: "signals_2026-01-20.jsonl")
        append("{}\n{}\n", to: "signals_2026-01-21.jsonl")
        append("{}\n", to: "followups_2026-01-21.jsonl")
        counts.look(atMs: 2000)  // too early for another look
        #expect(counts.signals == 1)
        counts.look(atMs: 3000)
        #expect(counts.signals == 4 && counts.frames == 0)
        counts.look(atMs: 4000)
        #expect(counts.signals == 4)
    }

    @Test func framesAreThoseOfTheMinutes() {
        let minute =
            #"{"type":"minute","at_ms":1,"feed":{"connected_ms":60000,"frames_in":1234,"messages_out":1}}"#
        append(
            #"{"type":"start","frames_in":9}"# + "\n" + minute + "\n" + minute + "\n",
            to: "ledger_2026-01-20.jsonl")
        append(#"{"type":"minute","feed":{}}"# + "\n", to: "ledger_2026-01-20.jsonl")
        var counts = EngineCounts(shop.folder)
        counts.look(atMs: 1000)
        #expect(counts.frames == 2468 && counts.signals == 0)
    }
}
