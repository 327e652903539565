import ArgumentParser
import EngineFeed
import EngineService

/// The engine with one bug, planted where it meets its disk, its feed, its clock and its configuration: what a judge
/// must not let pass. A test gives it to the runner as the engine.
@main
struct Saboteur: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "saboteur",
        abstract: "hip3-engine with one bug in it. For tests of the harness only.",
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
        var plant = bug.plant(in: configuration)
        if let wire = plant.wire {
            do {
                let relay = try WireRelay(to: configuration.webSocket.port, wire)
                plant.configuration.webSocket = try .webSocket(
                    "ws://127.0.0.1:\(relay.port)\(configuration.webSocket.path)")
            } catch {
                Console.complain("saboteur: no relay: \(error)")
                throw ExitCode(ExitStatus.failed.rawValue)
            }
        }
        throw ExitCode(await EngineProgram.run(plant.configuration, file: config, on: plant.disk).rawValue)
    }
}
