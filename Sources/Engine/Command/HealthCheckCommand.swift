import ArgumentParser
import EngineService

struct HealthCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "healthcheck", abstract: "Asks a running engine how it is: exit 0 healthy, 1 not.",
        discussion: "example: hip3-engine healthcheck --ops 127.0.0.1:9646")

    @Option(help: "HOST:PORT of the engine.")
    var ops: String = OpsAddress.standard.description

    func run() throws {
        guard let address = OpsAddress(ops) else {
            throw ValidationError("--ops \(ops) is no HOST:PORT, as in \(OpsAddress.standard)")
        }
        switch HealthQuestion.ask(address) {
        case .healthy: Console.say("healthy")
        case .unhealthy(let reasons):
            Console.complain("hip3-engine: unhealthy: \(reasons)")
            throw ExitCode(ExitStatus.failed.rawValue)
        case .noAnswer(let why):
            Console.complain("hip3-engine: no answer from \(address): \(why)")
            throw ExitCode(ExitStatus.failed.rawValue)
        }
    }
}
