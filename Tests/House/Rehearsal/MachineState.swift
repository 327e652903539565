import FoundationEssentials
import Subprocess

/// What of the machine belongs to nobody's run: it must be the same after one as before.
struct MachineState: Equatable, Sendable {
    /// Rules of the network, as far as there are programs that show them.
    let rules: [String]
    /// Shared memory, and names in the folders that are everybody's: those of ours alone, as others use them too.
    let names: Set<String>
    /// Groups of processes with a name of ours.
    let groups: Set<String>

    private static let folders = ["/tmp", "/var/tmp", "/dev/shm", "/run", "/run/netns"]
    /// Folders of other tests come and go beside this one: all have a name that `mkdtemp` drew.
    private static func isDrawn(_ name: String) -> Bool { name.contains(/-[A-Za-z0-9]{6}(-[a-z]+)?$/) }
    private static let words = ["hip3", "soak", "saboteur"]

    static func now() async -> MachineState {
        var rules: [String] = []
        for command in [["nft", "list", "ruleset"], ["iptables-save"], ["ip", "rule"], ["tc", "qdisc"]] {
            rules.append(await output(command))
        }
        var names: Set<String> = []
        for folder in folders {
            let all = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            for name in all where isOurs(name) && !isDrawn(name) {
                names.insert("\(folder)/\(name)")
            }
        }
        let groups = (try? FileManager.default.subpathsOfDirectory(atPath: "/sys/fs/cgroup")) ?? []
        return MachineState(
            rules: rules, names: names,
            groups: Set(groups.filter { isOurs(String($0.split(separator: "/").last ?? "")) }))
    }

    private static func isOurs(_ name: String) -> Bool { words.contains { name.contains($0) } }

    /// Without the lines that count packets; nothing where there is no such program.
    private static func output(_ command: [String]) async -> String {
        let result = try? await run(
            .name("env"), arguments: Arguments(command), output: .string(limit: 1 << 20), error: .discarded)
        let lines = (result?.standardOutput ?? "").split(separator: "\n")
        return lines.filter { !$0.hasPrefix("#") && !$0.hasPrefix(":") }.joined(separator: "\n")
    }
}
