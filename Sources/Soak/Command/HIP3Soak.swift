import ArgumentParser
import SoakRunner

@main
struct HIP3Soak: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hip3-soak",
        abstract: "Drives an engine through a day, injects faults, and proves that each bit.",
        discussion: """
            Example: hip3-soak rehearse            # a whole synthetic day in about 5 minutes, then its verdict

            Exit: 0 all passed, 1 failed, 2 inconclusive, 64 wrong usage, 70 the harness broke, 75 another run \
            is going on.
            """,
        version: SoakVersion.text,
        subcommands: [
            RehearseCommand.self, RunCommand.self, ResumeCommand.self, StatusCommand.self, NoteCommand.self,
            ProbeCommand.self, ScenarioCommand.self, SweepCommand.self, ExchangeCommand.self,
        ])
}
