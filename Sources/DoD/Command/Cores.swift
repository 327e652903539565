#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What the machine has for this process.
enum Cores {
    /// Cores that this process may run on: fewer than there are in a container or below `taskset`.
    static var usable: Int {
        let online = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        guard let status = try? Output.text(of: "/proc/self/status"),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("Cpus_allowed:") })
        else { return online }
        let allowed = line.reduce(0) { $0 + ($1.hexDigitValue?.nonzeroBitCount ?? 0) }
        // The name of the line has hexadecimal digits, too.
        let named = "Cpus_allowed:".reduce(0) { $0 + ($1.hexDigitValue?.nonzeroBitCount ?? 0) }
        return max(1, min(online, allowed - named))
    }
}
