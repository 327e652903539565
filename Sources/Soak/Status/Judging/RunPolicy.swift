import DoDChecks

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

    /// The one that the words name that started the run, where it can be read from here; else the standard one.
    static func of(command: String?) -> Policy {
        let words = (command ?? "").split(separator: " ").map(String.init)
        guard let at = words.firstIndex(of: "--policy"), at + 1 < words.count,
            let policy = try? read(words[at + 1])
        else { return .phaseA }
        return policy
    }
}
