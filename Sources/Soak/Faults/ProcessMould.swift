/// A program that was started once and stands before it first touches its files. Each life is a copy of it, a
/// process of its own that goes on from there, so exec, linking and command line are paid once and not by each.
///
/// A life sees what a program that is started would see, as long as what it looked at before (command line,
/// environment, the files that it reads first) is the same for all. Not thread safe; belongs to one thread.
package final class ProcessMould {
    private let process: LaunchedProcess

    private init(_ process: LaunchedProcess) { self.process = process }

    /// Starts `command` and lets it come to where it would open, make or remove something below `path`. `traced`:
    /// the calls that orders may name, as soak-inject names them. Output and errors of all lives go to the end of
    /// the same two files, which may be cut between lives and not be replaced. Nil when that program can't be
    /// copied: it never comes there, or has threads when it does.
    package static func make(
        _ command: [String], injector: String, standingBefore path: String, traced: [String], output: String,
        errors: String, waitMs: Int32
    ) throws(SystemFailure) -> ProcessMould? {
        let process = try LaunchedProcess.start(
            command, injector: injector, traced: traced, mouldedBefore: path, output: output, errors: errors)
        let events = process.events(waitMs: waitMs) { $0 == .standing }
        return events.contains(.standing) ? ProcessMould(process) : nil
    }

    /// One life from its beginning to its end, with what is done to it. One that lasts longer than `waitMs` is
    /// killed, and the mould with it; then no `exited` is among the events.
    package func live(_ order: InjectorOrder?, waitMs: Int32) -> [InjectorEvent] {
        process.live(order)
        return process.events(waitMs: waitMs, until: \.isExit)
    }
}
