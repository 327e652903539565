import ArgumentParser
import EngineService

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Observes until SIGTERM or SIGINT.",
        discussion: """
            example: hip3-engine run --config config/mainnet.toml --data-dir data/mainnet/signals

            example: hip3-engine run --config config/mainnet.toml --record today.hip3
            """)

    @Option(help: "The configuration file.")
    var config: String

    @Option(help: "The feed, instead of the file's ws_url; /info is asked at the same host.")
    var wsUrl: String?

    @Option(help: "Where the files go, instead of the file's persistence.data_dir.")
    var dataDir: String?

    @Option(help: "HOST:PORT of /healthz, /status and /metrics, instead of the file's telemetry.ops.")
    var ops: String?

    @Option(
        help: """
            Keep every frame, timer firing and disconnect in this file, for `replay`. One that is there is never \
            overwritten: FILE.2, FILE.3 … are next.
            """)
    var record: String?

    func run() async throws {
        let overrides = EngineConfiguration.Overrides(webSocketURL: wsUrl, dataDirectory: dataDir, ops: ops)
        let configuration = try ConfigurationFile.read(config, overrides)
        let status = await EngineProgram.run(configuration, file: config, recording: record)
        throw ExitCode(status.rawValue)
    }
}

/// Reads a configuration or ends with one line.
enum ConfigurationFile {
    static func read(
        _ path: String, _ overrides: EngineConfiguration.Overrides = .init()
    ) throws(ExitCode) -> EngineConfiguration {
        do throws(ConfigurationError) {
            return try EngineConfiguration.read(path, overrides: overrides)
        } catch {
            Console.complain("hip3-engine: \(error)")
            throw ExitCode(ExitStatus.usage.rawValue)
        }
    }
}
