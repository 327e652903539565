#if canImport(Glibc)
    import Glibc
#endif

/// One run of `hip3-soak`, with one of its outputs in a pipe. It is killed when the test lets go of it.
struct ChildProcess: ~Copyable {
    struct NotStarted: Error { var errno: Int32 }

    private let pid: pid_t
    private let output: UnsafeMutablePointer<FILE>
    private var status: Int32?

    init(_ arguments: String...) throws { try self.init(arguments, output: 1) }

    init(_ arguments: [String], output number: Int32) throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw NotStarted(errno: errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], number)
        let strings = ([Self.program] + arguments).map { strdup($0) }
        defer { for string in strings { free(string) } }
        var pid: pid_t = 0
        let code = posix_spawn(&pid, Self.program, &actions, nil, strings + [nil], environ)
        close(ends[1])
        guard code == 0, let file = fdopen(ends[0], "r") else { throw NotStarted(errno: code) }
        self.pid = pid
        output = file
    }

    deinit {
        if status == nil {
            kill(pid, SIGKILL)
            waitpid(pid, nil, 0)
        }
        fclose(output)
    }

    /// The next line without its end; empty at the end of the output.
    func line() -> String {
        var text: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(text) }
        guard getline(&text, &capacity, output) > 0, let text else { return "" }
        return String(String(cString: text).dropLast())
    }

    func terminate() { kill(pid, SIGTERM) }

    /// The exit code; 128 + the signal that ended it.
    mutating func wait() -> Int32 {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        self.status = status
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
    }

    /// It is built into the same folder as the tests.
    private static var program: String {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        let path = String(decoding: buffer[..<max(0, count)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
            + "/hip3-soak"
    }
}
