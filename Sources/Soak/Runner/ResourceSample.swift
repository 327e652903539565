import Glibc

/// What a process takes from the machine, and what it has written.
package struct ResourceSample: Equatable, Sendable {
    package var residentBytes: Int64
    package var cpuMs: Int64
    package var openFiles: Int64
    package var dataBytes: Int64
    package var logBytes: Int64

    /// Nil when the process is gone.
    static func read(pid: Int32, directory: RunDirectory) -> Self? {
        guard let statm = try? FileTree.text("/proc/\(pid)/statm"),
            let stat = try? FileTree.text("/proc/\(pid)/stat"),
            let resident = residentPages(statm), let ticks = cpuTicks(stat)
        else { return nil }
        return Self(
            residentBytes: resident * Int64(sysconf(Int32(_SC_PAGESIZE))),
            cpuMs: ticks * 1000 / Int64(sysconf(Int32(_SC_CLK_TCK))), openFiles: openFiles(pid),
            dataBytes: FileTree.bytes(in: directory.data) + FileTree.bytes(in: directory.spool),
            logBytes: logBytes(directory))
    }

    /// Of the log where it is a file of the run, else of what the engine says on standard error: there it goes then.
    private static func logBytes(_ directory: RunDirectory) -> Int64 {
        let hasLog = access(directory.engineLog, F_OK) == 0
        return FileTree.size(hasLog ? directory.engineLog : directory.errors("engine"))
    }

    static func residentPages(_ statm: String) -> Int64? {
        let fields = statm.split(separator: " ")
        return fields.count > 1 ? Int64(fields[1]) : nil
    }

    /// User and system time; the name before it may hold blanks and brackets.
    static func cpuTicks(_ stat: String) -> Int64? {
        guard let end = stat.lastIndex(of: ")") else { return nil }
        let fields = stat[stat.index(after: end)...].split(separator: " ")
        guard fields.count > 12, let user = Int64(fields[11]), let system = Int64(fields[12]) else {
            return nil
        }
        return user + system
    }

    private static func openFiles(_ pid: Int32) -> Int64 {
        guard let handle = opendir("/proc/\(pid)/fd") else { return 0 }
        defer { closedir(handle) }
        var count: Int64 = 0
        while readdir(handle) != nil { count += 1 }
        return max(0, count - 2)
    }
}
