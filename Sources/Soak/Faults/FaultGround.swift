/// What a fault may see and touch. The runner is one; so is a test.
package protocol FaultGround: AnyObject {
    var now: VirtualTime { get }
    /// Milliseconds of the machine's monotonic clock.
    var realMs: Int64 { get }
    /// Absolute paths.
    var dataDirectory: String { get }
    var spoolDirectory: String { get }
    /// Who the engine is when it is not who the runner is.
    var engineUser: UserIdentity? { get }
    var engineState: EngineState { get }
    /// Counts the engine's starts from 1.
    var generation: Int { get }
    /// The first bite since the injector was armed in the engine's present (or last) life.
    var bite: InjectorBite? { get }
    /// The count when the last bite that was asked for was done; nil before.
    var spent: InjectorTally? { get }

    /// The calls must be among those that the engine was started to be traced at. Forgets what bit before.
    func armInjector(_ order: InjectorOrder)
    /// The count since it was armed; nil when the engine is gone.
    func disarmInjector() -> InjectorTally?
    /// SIGKILL, at once.
    func killEngine()
    func signalEngine(_ number: Int32)
    /// Sets a soft limit of the engine, -1 for none, and gives the one that it had; nil when the engine is gone.
    func limitEngine(_ limit: EngineLimit, to value: Int64) throws(SystemFailure) -> Int64?
    /// The exchange's.
    var venuePort: Int { get }
    var speaksTLS: Bool { get }
    /// The name that the engine knows the exchange by, where it has one that can be taken away.
    var venueName: VenueName? { get }
    /// Has the exchange do something; what it has done so far, in all.
    func orderVenue(_ words: [String]) throws(FaultMiss) -> VenueReport
    /// Another engine on the same directories, with the same command.
    func startSecondEngine() throws(SystemFailure)
    /// How it ended; nil while it runs.
    var secondEngine: SecondEngine? { get }
    /// SIGKILL to it, where it runs.
    func endSecondEngine()
    /// Opens more connections to the engine's ops server, which it needs memory for; nothing when it is down.
    func pressEngine()
    /// Closes them all.
    func releaseEngine()
    /// What the wall clock that the engine reads says from now on.
    func setWall(_ shift: WallShift) throws(SystemFailure)
    var wall: WallReading { get }
    /// Set when the data directory is a disk of our own that can lose its power.
    var loopDisk: LoopDisk? { get set }
    /// Why nothing can be mounted over the data directory; nil when it can.
    var mountObstacle: String? { get }
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

/// Limits that a running engine can be given. The raw value is the injector's word.
package enum EngineLimit: String, Sendable {
    case openFiles = "files"
    case fileSize = "bytes"
    case memory
    case data

    /// As /proc/PID/limits calls it.
    var name: String {
        switch self {
        case .openFiles: "Max open files"
        case .fileSize: "Max file size"
        case .memory: "Max address space"
        case .data: "Max data size"
        }
    }
}
