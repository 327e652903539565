import EngineCore
import Glibc

/// The clock of a run and how the ledger names it.
struct RunClock: Sendable {
    let engine: any EngineClock
    let facts: ClockFacts
    /// Asked apart from the engine's own, which never jumps.
    let wall: any WallClock

    static func open(_ configuration: EngineConfiguration, file: String) throws(ConfigurationError)
        -> RunClock
    {
        switch configuration.clock {
        case .system:
            let clock = SteadyClock()
            let facts = ClockFacts(source: "system", rate: 1, originMS: 0)
            return RunClock(engine: clock, facts: facts, wall: clock)
        case .page(let path):
            guard let clock = PageClock(path: path) else {
                let reason = String(cString: strerror(errno))
                throw ConfigurationError(
                    file: file,
                    problem: "clock.page = \"\(path)\" is no clock page: \(reason); start the exchange first")
            }
            if let problem = configuration.problem(atRate: clock.rate) {
                throw ConfigurationError(file: file, problem: problem)
            }
            let facts = ClockFacts(source: "page", rate: clock.rate, originMS: clock.originMS)
            return RunClock(engine: clock, facts: facts, wall: clock)
        }
    }
}
