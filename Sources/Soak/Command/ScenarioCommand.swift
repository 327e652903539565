import ArgumentParser

/// `hip3-soak scenario`: short runs with an expectation.
struct ScenarioCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scenario",
        abstract: "Scenarios: runs of which it is known what must come of them.",
        discussion: "Example: hip3-soak scenario run scenarios/smoke-torn-write.toml --keep",
        subcommands: [ScenarioListCommand.self, ScenarioRunCommand.self])
}
