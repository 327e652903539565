import Glibc

/// What /proc says of a process.
package enum ProcessFacts {
    /// The state's letter: R, S, D, T (stopped), t (stopped by a tracer), Z. Nil when the process is gone.
    package static func state(_ pid: Int32) -> Character? {
        guard let text = read("/proc/\(pid)/stat"), let end = text.lastIndex(of: ")") else { return nil }
        return text[end...].dropFirst(2).first
    }

    /// By a signal, or by one that its tracer holds.
    package static func isStopped(_ pid: Int32) -> Bool {
        switch state(pid) {
        case "T", "t": true
        default: false
        }
    }

    /// What the process has mapped; nil when it is gone.
    package static func addressSpaceBytes(_ pid: Int32) -> Int64? {
        guard let text = read("/proc/\(pid)/statm"),
            let pages = text.split(separator: " ").first.flatMap({ Int64($0) })
        else { return nil }
        return pages * Int64(sysconf(Int32(_SC_PAGESIZE)))
    }

    /// What it has mapped of its own to write into, its stack apart: what RLIMIT_DATA is held against. Nil when it is
    /// gone.
    package static func dataBytes(_ pid: Int32) -> Int64? {
        guard let text = read("/proc/\(pid)/status"),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("VmData:") }),
            let kilobytes = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first
        else { return nil }
        return Int64(kilobytes).map { $0 * 1024 }
    }

    /// How long its threads that live now were ready to run and waited for a processor; nil where the kernel does
    /// not count that.
    package static func waitedMs(_ pid: Int32) -> Int64? {
        guard let threads = try? FolderNames.read("/proc/\(pid)/task") else { return nil }
        var sum: Int64?
        for thread in threads {
            guard let text = read("/proc/\(pid)/task/\(thread)/schedstat") else { continue }
            let fields = text.split { $0 == " " || $0 == "\n" }
            guard fields.count >= 2, let waitedNs = Int64(fields[1]) else { continue }
            sum = (sum ?? 0) + waitedNs / 1_000_000
        }
        return sum
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
