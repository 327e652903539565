import Glibc

/// Monotonic time.
enum Clock {
    static func ns() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}

/// Numbers for people.
enum Numbers {
    static func text(_ number: Double, _ decimals: Int) -> String {
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let scaled = Int64((number.magnitude * scale).rounded())
        let unit = Int64(scale)
        var fraction = String(scaled % unit)
        while fraction.utf8.count < decimals { fraction = "0" + fraction }
        let sign = number < 0 ? "-" : ""
        return decimals == 0 ? "\(sign)\(scaled)" : "\(sign)\(scaled / unit).\(fraction)"
    }
}

/// A program that ran to its end, and what it took by the kernel's own account.
struct Child {
    let code: Int32
    let wallNs: Int64
    let cpuNs: Int64
    let residentBytes: Int64

    /// Its standard output goes to `output` (nowhere, where none is given). `cores`: the only ones it may use.
    static func run(_ arguments: [String], cores: [Int] = [], output: String = "/dev/null") throws -> Child {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        let words =
            cores.isEmpty
            ? arguments : ["taskset", "-c", cores.map(String.init).joined(separator: ",")] + arguments
        var vector: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for word in vector { free(word) } }
        var pid: pid_t = 0
        let began = Clock.ns()
        let error = posix_spawnp(&pid, words[0], &actions, nil, &vector, environ)
        guard error == 0 else {
            throw BenchFailure("can't start \(words[0]): \(String(cString: strerror(error)))")
        }
        var status: Int32 = 0
        var usage = rusage()
        while wait4(pid, &status, 0, &usage) < 0 {
            guard errno == EINTR else { throw BenchFailure("wait4: errno \(errno)") }
        }
        let wall = Clock.ns() - began
        let signal = status & 0x7f
        let microseconds =
            (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1_000_000 + Int(usage.ru_utime.tv_usec)
            + Int(usage.ru_stime.tv_usec)
        return Child(
            code: signal == 0 ? (status >> 8) & 0xff : 128 + signal, wallNs: wall,
            cpuNs: Int64(microseconds) * 1_000, residentBytes: Int64(usage.ru_maxrss) * 1_024)
    }
}
