/// What a fault may see and touch. The runner is one; so is a test.
package protocol FaultGround: AnyObject {
    var now: VirtualTime { get }
    /// Milliseconds of the machine's monotonic clock.
    var realMs: Int64 { get }
    /// Absolute path.
    var dataDirectory: String { get }
    /// Who the engine is when it is not who the runner is.
    var engineUser: UserIdentity? { get }
    var engineState: EngineState { get }
    /// Counts the engine's starts from 1.
    var generation: Int { get }
    /// What the injector reported of the engine's present (or last) life.
    var bite: InjectorBite? { get }

    func armInjector()
    /// Matching calls since it was armed; nil when it has bitten meanwhile, or is gone.
    func disarmInjector() -> Int64?
    /// SIGKILL, at once.
    func killEngine()
    /// Tries to create a file as the engine's user would; it is removed again.
    func probeCreate(_ path: String) throws(SystemFailure) -> CreateProbe
}

package enum EngineState: Equatable, Sendable {
    /// Started, not yet ready.
    case starting(pid: Int32)
    case running(pid: Int32)
    case down(ProcessExit)
    case never

    package var pid: Int32? {
        switch self {
        case .starting(let pid), .running(let pid): pid
        case .down, .never: nil
        }
    }

    package var exit: ProcessExit? { if case .down(let exit) = self { exit } else { nil } }
}
