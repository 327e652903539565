import Glibc

/// What /proc says of a process.
package enum ProcessFacts {
    /// The state's letter: R, S, D, T (stopped), t (stopped by a tracer), Z. Nil when the process is gone.
    package static func state(_ pid: Int32) -> Character? {
        guard let text = read("/proc/\(pid)/stat"), let end = text.lastIndex(of: ")") else { return nil }
        return text[end...].dropFirst(2).first
    }

    /// The soft limit of that name; nil when it is unlimited or not there.
    static func softLimit(_ pid: Int32, _ name: String) -> Int64? {
        guard
            let line = read("/proc/\(pid)/limits")?.split(separator: "\n").first(where: { $0.hasPrefix(name) }
            )
        else { return nil }
        return line.dropFirst(name.count).split(separator: " ").first.flatMap { Int64($0) }
    }

    static func openFiles(_ pid: Int32) -> Int64 {
        guard let handle = opendir("/proc/\(pid)/fd") else { return 0 }
        defer { closedir(handle) }
        var count: Int64 = 0
        while readdir(handle) != nil { count += 1 }
        return max(0, count - 2)
    }

    private static func read(_ path: String) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 16_384)
        let got = Glibc.read(file, &bytes, bytes.count)
        return got > 0 ? String(decoding: bytes.prefix(got), as: UTF8.self) : nil
    }
}
