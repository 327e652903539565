import ArgumentParser
import EngineService

struct CheckConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-config", abstract: "Says whether a configuration is right, and touches nothing.",
        discussion: "example: hip3-engine check-config config/mainnet.toml")

    @Argument(help: "The configuration file.")
    var file: String

    func run() throws {
        let configuration = try ConfigurationFile.read(file)
        Console.say("\(file) is right: \(configuration.summary)")
    }
}
