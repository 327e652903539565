import ArgumentParser
import SoakFaults
import SoakRunner

#if canImport(Glibc)
    import Glibc
#endif

/// What every command takes that runs an engine.
struct RunOptions: ParsableArguments {
    @Option(
        help: "Where run folders go (default: reports, or /var/tmp when the engine's user can't reach that).")
    var reports: String?

    @Option(help: "The engine to run (default: hip3-engine beside this program).")
    var engineBinary: String?

    @Option(help: "The judge to ask (default: hip3-dod beside this program).")
    var judgeBinary: String?

    @Option(
        help: ArgumentHelp(
            "A fault that may be left out where this machine can't do it, by kind or id; may be given more than once.",
            valueName: "name"))
    var allowSkip: [String] = []

    /// Without leave a fault that this machine can't do makes the run inconclusive.
    var leave: SkipLeave { SkipLeave(allowSkip) }

    var engineUser: UserIdentity? { RunOrder.engineUser(ofUid: geteuid()) }

    func programs() throws(RunRefusal) -> Programs { try .locate(engine: engineBinary, judge: judgeBinary) }

    func folder() throws(RunRefusal) -> ReportsFolder { try .choose(asked: reports, engineUser: engineUser) }

    /// Words that repeat these options.
    var words: [String] {
        [("--reports", reports), ("--engine-binary", engineBinary), ("--judge-binary", judgeBinary)]
            .flatMap { name, value in value.map { [name, $0] } ?? [] } + leave.words
    }
}

/// One line on standard error and the exit code of the refusal.
func refuse(_ refusal: RunRefusal) -> ExitCode {
    let line = Array("hip3-soak: \(refusal)\n".utf8)
    _ = write(2, line, line.count)
    return ExitCode(refusal.exitCode)
}
