import SoakFaults

/// The line by which a program says that it can be used: `ready name=value …`, somewhere in its output.
struct ReadyLine: Equatable {
    let values: [String: String]

    /// The first one in `text`; a line that is not ended yet does not count.
    init?(in text: some StringProtocol) {
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        where line == "ready" || line.hasPrefix("ready ") {
            var values: [String: String] = [:]
            for word in line.split(separator: " ").dropFirst() {
                let halves = word.split(separator: "=", maxSplits: 1)
                if halves.count == 2 { values[String(halves[0])] = String(halves[1]) }
            }
            self.values = values
            return
        }
        return nil
    }

    /// The first one in what was appended to a file after byte `offset`.
    static func read(_ path: String, after offset: Int64) -> Self? {
        guard let bytes = try? FileTree.read(path), bytes.count > offset else { return nil }
        return Self(in: String(decoding: bytes[Int(offset)...], as: UTF8.self))
    }
}
