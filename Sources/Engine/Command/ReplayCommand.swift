import ArgumentParser
import EngineService

struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Does again, without a venue, what a recorded run did: the same files, byte for byte.",
        discussion: """
            Signals, follow-ups and markets come out as the recorded run wrote them; the ledger is a replay's own and \
            says so (clock.source "recording"), so that no judge takes it for live evidence.

            example: hip3-engine replay today.hip3 --data-dir /tmp/again
            """)

    @Argument(help: "A recording: what `run --record FILE` wrote.")
    var file: String

    @Option(help: "Where the files go: a new or an empty folder, unless --onto.")
    var dataDir: String

    @Flag(
        help: """
            Go on in a folder that earlier runs wrote, as an engine does that is started again: recover what they \
            left, spool while the disk fails, and say each signal when it is counted.
            """)
    var onto = false

    func run() throws {
        throw ExitCode(ReplayProgram.run(file, dataDirectory: dataDir, onto: onto).rawValue)
    }
}
