import Glibc

/// Where the data directory of a run can be read. A fault that mounts something over it (a full disk) does so in
/// a mount namespace of the run's own, and from outside the folder looks empty: what the engine sees is seen
/// through a process that lives in there.
enum DataView {
    /// Threads of a runner that are looked through.
    private static let threadsMax = 256

    /// The path to read from now. `processes`: of the run, any of which may be gone.
    static func folder(of run: String, processes: [Int32]) -> String {
        let plain = run + "/data"
        guard let resolved = realpath(run, nil) else { return plain }
        defer { free(resolved) }
        let absolute = String(cString: resolved) + "/data"
        guard let own = namespace("/proc/self") else { return plain }
        for process in processes {
            for place in ["/proc/\(process)"] + threads(of: process) {
                guard let other = namespace(place), other != own else { continue }
                let path = place + "/root" + absolute
                if access(path, R_OK | X_OK) == 0 { return path }
            }
        }
        return plain
    }

    private static func namespace(_ process: String) -> String? {
        var name = [UInt8](repeating: 0, count: 64)
        let length = name.withUnsafeMutableBytes {
            readlink(process + "/ns/mnt", $0.baseAddress!.assumingMemoryBound(to: CChar.self), $0.count)
        }
        return length > 0 ? String(decoding: name.prefix(length), as: UTF8.self) : nil
    }

    /// A runner moves only the thread that plays the run.
    private static func threads(of process: Int32) -> [String] {
        let folder = "/proc/\(process)/task"
        guard let handle = opendir(folder) else { return [] }
        defer { closedir(handle) }
        var paths: [String] = []
        while paths.count < threadsMax, let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if Int32(name) != nil { paths.append(folder + "/" + name) }
        }
        return paths
    }
}
