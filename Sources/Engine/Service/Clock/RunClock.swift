import EngineCore
import Glibc

/// The clock of a run and how the ledger names it.
struct RunClock: Sendable {
    let engine: any EngineClock
    let source: String
    let rate: Double
    let originMS: Int64
    /// Nil in a rehearsal, whose time nobody sets.
    let wall: SteadyClock?

    static func open(_ configuration: EngineConfiguration, file: String) throws(ConfigurationError)
        -> RunClock
    {
        switch configuration.clock {
        case .system:
            let clock = SteadyClock()
            return RunClock(engine: clock, source: "system", rate: 1, originMS: 0, wall: clock)
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
            return RunClock(
                engine: clock, source: "page", rate: clock.rate, originMS: clock.originMS, wall: nil)
        }
    }
}
