import ArgumentParser
import EngineService

/// The engine with one bug: what a judge must not let pass. A test gives it to the runner as the engine.
@main
struct Saboteur: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "saboteur",
        abstract: "hip3-engine with one bug in what it does to its files. For tests of the judge only.",
        discussion: "example: saboteur --bug swallow run --config engine.toml",
        version: "saboteur of \(EngineVersion.text)")

    enum Verb: String, ExpressibleByArgument {
        case run
    }

    @Option(help: "Which one: \(Bug.allCases.map(\.rawValue).joined(separator: ", ")).")
    var bug: Bug

    @Argument(help: "As hip3-engine's own.")
    var verb: Verb

    @Option(help: "The configuration file.")
    var config: String

    func run() async throws {
        let configuration: EngineConfiguration
        do throws(ConfigurationError) {
            configuration = try EngineConfiguration.read(config)
        } catch {
            Console.complain("saboteur: \(error)")
            throw ExitCode(ExitStatus.usage.rawValue)
        }
        let disk = bug.disk(seed: configuration.syntheticSeed ?? 0)
        throw ExitCode(await EngineProgram.run(configuration, file: config, on: disk).rawValue)
    }
}
