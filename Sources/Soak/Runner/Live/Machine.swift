import Glibc

/// Facts about this machine that a run writes down.
enum Machine {
    /// Another one after each start of the machine; `unknown` where the kernel does not tell.
    static var boot: String {
        let text = (try? FileTree.text("/proc/sys/kernel/random/boot_id")) ?? ""
        return text.split(separator: "\n").first.map(String.init) ?? "unknown"
    }

    /// Bytes that an ordinary user may still write below `path`; nil when it can't be told.
    static func freeBytes(_ path: String) -> Int64? {
        var facts = statvfs()
        guard statvfs(path, &facts) == 0 else { return nil }
        return Int64(facts.f_bavail) * Int64(facts.f_frsize)
    }
}
