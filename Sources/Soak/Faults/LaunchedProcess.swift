import FoundationEssentials
import Glibc

/// A program under soak-inject: started as another user where asked, ended when this object or this process
/// goes away, whatever kills it. Not thread safe; belongs to one thread.
package final class LaunchedProcess {
    private let launcher: pid_t
    /// Orders go out here and events come in: readable when there are some.
    package let line: Int32
    private var buffer: [UInt8] = []
    private var reaped: ProcessExit?

    private static let lineNumber: Int32 = 3
    private static let appending = O_WRONLY | O_CREAT | O_APPEND

    private init(launcher: pid_t, line: Int32) {
        self.launcher = launcher
        self.line = line
    }

    deinit {
        close(line)  // soak-inject kills the program at this end of file
        if reaped == nil { waitpid(launcher, nil, 0) }
    }

    /// Starts `command`. Its standard input is /dev/null; output and errors are appended to files. `traced` are
    /// the calls that it may be armed for later; `order` is known from the beginning. For `mouldedBefore` see
    /// ``ProcessMould``.
    package static func start(
        _ command: [String], injector: String, user: UserIdentity? = nil, traced: [String] = [],
        order: InjectorOrder? = nil, mouldedBefore touched: String? = nil, output: String?, errors: String?
    ) throws(SystemFailure) -> LaunchedProcess {
        let arguments =
            identity(user) + ["--control", String(lineNumber)]
            + (traced.isEmpty ? [] : ["--trace", traced.joined(separator: ",")])
            + (touched.map { ["--mould", $0] } ?? [])
            + (order?.arguments ?? []) + ["--"] + command
        return try spawn(
            injector: injector, arguments: arguments, output: output, errors: errors)
    }

    static func identity(_ user: UserIdentity?) -> [String] {
        user.map { ["--uid", String($0.uid), "--gid", String($0.gid)] } ?? []
    }

    /// Passes a signal on to the program.
    package func signal(_ number: Int32) { if reaped == nil { kill(launcher, number) } }
    /// The order that it was started with.
    package func arm() { order("arm") }
    /// Another one, for calls that are traced.
    package func arm(_ injectorOrder: InjectorOrder) { order(injectorOrder.line) }
    /// To the program itself, whatever it is; `signal` passes on only those that ask for an end.
    package func signalProgram(_ number: Int32) { order("signal \(number)") }
    package func disarm() { order("disarm") }
    /// Changes a soft limit of the program; `limited` tells what came of it.
    package func limitProgram(_ limit: EngineLimit, to value: Int64) {
        order("limit \(limit.rawValue) \(UInt64(bitPattern: value))")
    }
    /// A copy of a mould goes on from where it stands; see ``ProcessMould``.
    func live(_ injectorOrder: InjectorOrder?) {
        order("live" + (injectorOrder.map { " \($0.words)" } ?? ""))
    }
    /// SIGKILL to the program and all that it started.
    package func killProgram() { order("kill") }

    private func order(_ text: String) {
        let line = Array((text + "\n").utf8)
        _ = send(self.line, line, line.count, Int32(MSG_NOSIGNAL))
    }

    /// What was reported since the last time. Does not wait.
    package func events() -> [InjectorEvent] {
        var bytes = [UInt8](repeating: 0, count: 4096)
        while true {
            let got = read(line, &bytes, bytes.count)
            if got <= 0 { break }
            buffer.append(contentsOf: bytes.prefix(got))
        }
        var found: [InjectorEvent] = []
        while let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
            if let event = InjectorEvent(line: buffer[..<end]) { found.append(event) }
            buffer.removeSubrange(...end)
        }
        return found
    }

    /// How the launcher itself ended; nil while it runs. It ends as the program does.
    package func exit() -> ProcessExit? { reap(WNOHANG) }

    private func awaitExit() { _ = reap(0) }

    private func reap(_ options: Int32) -> ProcessExit? {
        if let reaped { return reaped }
        var status: Int32 = 0
        guard waitpid(launcher, &status, options) == launcher else { return nil }
        let signal = status & 0x7f
        reaped = signal == 0 ? .code((status >> 8) & 0xff) : .signal(signal)
        return reaped
    }

    /// All events up to the program's end; what it waits for longer than `waitMs` is killed.
    package func eventsUntilEnd(waitMs: Int32) -> [InjectorEvent] { events(waitMs: waitMs) { _ in false } }

    /// As `eventsUntilEnd`, but only up to the first that `isLast`.
    func events(waitMs: Int32, until isLast: (InjectorEvent) -> Bool) -> [InjectorEvent] {
        var found: [InjectorEvent] = []
        let deadline = MonotonicClock.nowMs() + Int64(waitMs)
        while true {
            let ended = exit() != nil
            found += events()
            if ended || found.contains(where: isLast) { return found }
            var ready = pollfd(fd: line, events: Int16(POLLIN), revents: 0)
            poll(&ready, 1, 20)
            // Its last descriptor is closed: it is ending.
            if ready.revents & Int16(POLLHUP) != 0 { awaitExit() }
            if MonotonicClock.nowMs() > deadline { kill(launcher, SIGKILL) }
        }
    }

    static func spawn(
        injector: String, arguments: [String], output: String?, errors: String?
    ) throws(SystemFailure) -> LaunchedProcess {
        let line = try makeLine()
        defer { close(line.theirs) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output ?? "/dev/null", appending, 0o644)
        if errors != nil, errors == output {
            posix_spawn_file_actions_adddup2(&actions, 1, 2)
        } else {
            posix_spawn_file_actions_addopen(&actions, 2, errors ?? "/dev/null", appending, 0o644)
        }
        posix_spawn_file_actions_adddup2(&actions, line.theirs, lineNumber)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        setSignals(&attributes)
        let words = [injector, "--report", String(lineNumber)] + arguments
        var pid: pid_t = 0
        let environment = ProcessInfo.processInfo.environment.map { "\($0.key)=\($0.value)" }.sorted()
        let failure = withCStrings(words) { argv in
            withCStrings(environment) { envp in posix_spawn(&pid, injector, &actions, &attributes, argv, envp)
            }
        }
        guard failure == 0 else {
            close(line.ours)
            throw SystemFailure("start", injector, errno: failure)
        }
        return LaunchedProcess(launcher: pid, line: line.ours)
    }

    // A group of its own, so that Ctrl-C on the terminal reaches the runner only; no blocked or ignored signal.
    private static func setSignals(_ attributes: inout posix_spawnattr_t) {
        var none = sigset_t()
        sigemptyset(&none)
        var defaults = sigset_t()
        sigemptyset(&defaults)
        for number in [SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGQUIT] { sigaddset(&defaults, number) }
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        posix_spawnattr_setflags(&attributes, Int16(flags))
    }

    // Their end above the number that they get it as: a dup2 onto itself would leave it close-on-exec.
    private static func makeLine() throws(SystemFailure) -> (ours: Int32, theirs: Int32) {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
            throw SystemFailure("socketpair", "", errno: errno)
        }
        _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
        let theirs = fcntl(ends[1], F_DUPFD_CLOEXEC, 10)
        let failure = errno
        close(ends[1])
        guard theirs >= 0 else {
            close(ends[0])
            throw SystemFailure("socketpair", "", errno: failure)
        }
        return (ends[0], theirs)
    }

    private static func withCStrings<R>(_ words: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> R) -> R
    {
        let copies = words.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies + [nil])
    }
}
