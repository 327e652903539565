import ArgumentParser
import EngineService

/// `hip3-engine`.
@main
struct EngineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hip3-engine",
        abstract:
            "Observes HIP-3 markets: signals, follow-ups and a ledger that proves them. It never holds a key.",
        discussion: """
            exit codes: 0 ended in order, 1 died of an error, 64 wrong usage or configuration, \
            75 another engine holds the directory

            example: hip3-engine run --config config/mainnet.toml
            """,
        version: EngineVersion.text,
        subcommands: [RunCommand.self, ReplayCommand.self, CheckConfigCommand.self, HealthCheckCommand.self])

    /// Every end leaves by one door.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var waiting = command as? any AsyncParsableCommand {
                try await waiting.run()
            } else {
                try command.run()
            }
        } catch let code as ExitCode {
            exit(withError: code)
        } catch {
            // Help and version are no errors; everything else that the parser says is wrong usage.
            if exitCode(for: error) == .success { exit(withError: error) }
            Console.complain(fullMessage(for: error))
            exit(withError: ExitCode(ExitStatus.usage.rawValue))
        }
    }
}
