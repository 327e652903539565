import DoDChecks
import DoDFormat

/// The policy that a run is judged by, so that the criteria so far are tried by the same one.
enum RunPolicy {
    private static let bytesMax = 1 << 20

    /// Reads a policy file.
    static func read(_ path: String) throws(PolicyRefusal) -> Policy {
        guard let bytes = SmallFile.bytes(path, max: bytesMax) else {
            throw PolicyRefusal(description: "--policy \(path): no such file, or it can't be read")
        }
        do { return try PolicyFile.policy(toml: String(decoding: bytes, as: UTF8.self), source: path) } catch
        {
            throw PolicyRefusal(description: "--policy \(path): \(error)")
        }
    }

    /// The one that the run itself is judged by, where it can be read from here: as `run.json` names it, or the
    /// words that started the run; else the standard one.
    static func of(_ folder: String) -> Policy {
        let words = (RunReading.command(of: folder) ?? "").split(separator: " ").map(String.init)
        let after = words.firstIndex(of: "--policy").map { $0 + 1 }
        let named = after.flatMap { $0 < words.count ? words[$0] : nil }
        guard let path = kept(folder) ?? named, let policy = try? read(path) else { return .phaseA }
        return policy
    }

    private static func kept(_ folder: String) -> String? {
        guard let bytes = SmallFile.bytes(folder + "/run.json", max: bytesMax) else { return nil }
        return (try? JSONParser.parse(bytes, allowsBlanks: true))?["policy"]?.text
    }
}
