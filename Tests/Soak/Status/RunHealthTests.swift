import Testing

@testable import SoakStatus

@Suite("Whether a run is well, for a machine that asks")
struct RunHealthTests {
    private func health(
        _ state: RunState, _ source: VerdictSoFar.Source = .tried,
        engine: (isHealthy: Bool, text: String)? = nil
    ) throws -> RunHealth {
        var status = StatusSamples.status(try StatusSamples.folder())
        status.state = state
        status.verdict.source = source
        return RunHealth(status, engine: engine)
    }

    @Test("While an engine runs its own word counts, and one that has none is well")
    func running() throws {
        #expect(try health(.running(sinceMs: 0)).isWell)
        #expect(try health(.running(sinceMs: 0), engine: (true, "healthy")).text == "healthy")
        let sick = try health(.running(sinceMs: 0), engine: (false, "the disk is full"))
        #expect(!sick.isWell && sick.text == "the disk is full")
    }

    @Test("A run that is over is well when it was judged, whatever the verdict")
    func over() throws {
        let judged = try health(.ended(outcome: "completed", atMs: 0), .written(word: "FAIL"))
        #expect(judged.isWell && judged.text == "over: FAIL")
        #expect(try !health(.ended(outcome: "completed", atMs: 0)).isWell)
        #expect(try !health(.ended(outcome: "interrupted", atMs: 0), .written(word: "PASS")).isWell)
    }

    @Test("Before the engine starts nothing is wrong; without anybody at work all is")
    func others() throws {
        #expect(try health(.preparing).isWell)
        #expect(try health(.engineDown(why: "signal 9", sinceMs: 0)).text == "the engine is down: signal 9")
        for state in [RunState.paused(sinceMs: 0), .abandoned(sinceMs: 0, canGoOn: true), .noRun] {
            #expect(try !health(state, engine: (true, "healthy")).isWell, "\(state)")
        }
    }
}
