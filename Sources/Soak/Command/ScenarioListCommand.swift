import ArgumentParser
import SoakRunner
import SoakScenario

struct ScenarioListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "All scenarios, and why each exists.",
        discussion: """
            One line each: name, set, the time that a run takes at least (min:s), the verdict that is expected, and why \
            it exists. On a terminal the last is cut to one line; in a pipe it is whole.

            Examples:
              hip3-soak scenario list
              hip3-soak scenario list --set smoke
            """)

    @Option(help: "Only those of a set: smoke, full (with smoke in it), day, canary.")
    var set: String?

    func run() throws {
        do throws(RunRefusal) {
            let wanted = try set.map { text throws(RunRefusal) in try ScenarioChoice.set(text) }
            let scenarios = try ScenarioChoice.library().filter { wanted?.members.contains($0.set) ?? true }
            for line in ScenarioTable.lines(scenarios, width: Screen.width(1)) { try Output.put(line + "\n") }
        } catch { throw refuse(error) }
    }
}
