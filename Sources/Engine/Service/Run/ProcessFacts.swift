import EngineStore
import Glibc

/// What the system says of this process.
enum ProcessFacts {
    static var pid: Int32 { getpid() }
    static var uid: UInt32 { getuid() }

    /// Resident memory; 0 when `/proc` does not say.
    static var residentBytes: Int64 {
        let fields = text(of: "/proc/self/statm").split(separator: " ")
        guard fields.count > 1, let pages = Int64(fields[1]) else { return 0 }
        return pages * Int64(sysconf(Int32(_SC_PAGESIZE)))
    }

    /// Open files, without the one that is open to count them.
    static var openFiles: Int {
        do throws(FileError) {
            return try max(0, PosixFileSystem().list("/proc/self/fd").count - 1)
        } catch {
            return 0
        }
    }

    /// User and system time so far.
    static var cpuSeconds: Double {
        var now = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
        return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
    }

    private static func text(of path: String) -> String {
        do throws(FileError) {
            let disk = PosixFileSystem()
            return String(decoding: try disk.read(disk.open(path, .read), at: 0, count: 4_096), as: UTF8.self)
        } catch {
            return ""
        }
    }
}
