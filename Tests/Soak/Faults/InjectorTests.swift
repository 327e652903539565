import Glibc
import SoakFaults
import Testing

@Suite struct InjectorTests {
    let bench = Bench()
    static let line = "thread 0 line 000000 ................................\n"

    func order(_ action: String, k: Int64 = 3, call: String = "write") -> InjectorOrder {
        InjectorOrder(path: bench.path("lines"), call: call, action: action, k: k)
    }

    func writer(threads: Int = 1, lines: Int = 10) -> [String] {
        [Bench.built("soak-writer"), bench.path("lines"), String(threads), String(lines)]
    }

    @Test func aProgramGetsNothingElseThatWeHaveOpen() throws {
        let bench = Bench()
        let ours = fcntl(2, F_DUPFD, 50)
        defer { close(ours) }
        #expect(ours >= 50)
        let ended = try bench.run(["sh", "-c", "ls /proc/self/fd > '\(bench.path("open"))'"])
        #expect(ended.exit == .code(0))
        let names = bench.text("open").split(separator: "\n").compactMap { Int32($0) }
        #expect(names.starts(with: [0, 1, 2]) && !names.contains(ours), "\(names)")
    }

    @Test func aTornWriteLeavesARealPrefixAndNoProcess() throws {
        let run = try bench.run(writer(), order: order("tornkill:20"), armed: true)
        #expect(run.exit == .code(137))
        #expect(run.events.exit == .signal(9))
        let bite = try #require(run.events.bite)
        let length = Int64(Self.line.utf8.count)
        #expect(bite.asked == length && bite.done == 20 && bite.matched == 3 && bite.offset == 2 * length)
        #expect(bite.path == bench.path("lines"))
        #expect(bench.bytes("lines").count == Int(2 * length + 20))
        #expect(bench.text("lines").hasSuffix("thread 0 line 000002"))
    }

    @Test(arguments: ["tornkill:half", "tornkill:1", "tornkill:53", "tornkill:54", "tornkill:100000"])
    func aTornWriteNeverEndsALine(action: String) throws {
        let run = try bench.run(writer(), order: order(action, k: 1), armed: true)
        let bite = try #require(run.events.bite)
        #expect(bite.done > 0 && bite.done < bite.asked)
        #expect(bench.bytes("lines").last != UInt8(ascii: "\n"))
        #expect(bench.bytes("lines").count == Int(bite.done))
    }

    @Test func aBatchIsTornInsideALineAndNotBetweenTwo() throws {
        // One write of four lines of 8 bytes: half of it is a line's end, so one byte less is let through.
        let script = "printf 'aaaaaaa\\nbbbbbbb\\nccccccc\\nddddddd\\n' >> \(bench.path("lines"))"
        let run = try bench.run(["sh", "-c", script], order: order("tornkill:half", k: 1), armed: true)
        #expect(run.events.bite?.done == 15)
        #expect(bench.text("lines") == "aaaaaaa\nbbbbbbb")
    }

    @Test func aLineEndAloneCannotBeTornAndIsLeftForTheNextWrite() throws {
        let script = "printf '\\n' >> \(bench.path("lines")); printf 'second\\n' >> \(bench.path("lines"))"
        let run = try bench.run(["sh", "-c", script], order: order("tornkill:3", k: 1), armed: true)
        #expect(run.events.bite?.matched == 2)
        #expect(bench.text("lines") == "\nsec")
    }

    @Test func unarmedItOnlyPassesThrough() throws {
        let run = try bench.run(writer(threads: 4, lines: 50), order: order("tornkill:half", k: 1))
        #expect(run.exit == .code(0))
        #expect(run.events.bite == nil)
        #expect(bench.bytes("lines").count == 4 * 50 * Self.line.utf8.count)
    }

    @Test func whatIsNotReachedDoesNotBite() throws {
        let run = try bench.run(writer(lines: 10), order: order("killbefore", k: 11), armed: true)
        #expect(run.exit == .code(0))
        #expect(run.events.bite == nil)
    }

    @Test func anotherFileIsLeftAlone() throws {
        let other = InjectorOrder(path: bench.path("signals_"), call: "write", action: "killbefore", k: 1)
        let run = try bench.run(writer(), order: other, armed: true)
        #expect(run.exit == .code(0))
    }

    @Test func threadsAreFollowed() throws {
        let run = try bench.run(
            writer(threads: 8, lines: 200), order: order("tornkill:half", k: 700), armed: true)
        let bite = try #require(run.events.bite)
        #expect(bite.matched == 700)
        #expect(run.exit == .code(137))
    }

    @Test func errnoShortAndKillsDoWhatTheySay() throws {
        let failed = try bench.run(writer(), order: order("errno:ENOSPC"), armed: true)
        #expect(failed.exit == .code(1))
        #expect(failed.events.bite?.done == -Int64(ENOSPC))
        #expect(bench.bytes("lines").count == 2 * Self.line.utf8.count)
        unlink(bench.path("lines"))
        let short = try bench.run(writer(), order: order("short:7"), armed: true)
        #expect(short.exit == .code(1))
        #expect(bench.bytes("lines").count == 2 * Self.line.utf8.count + 7)
        unlink(bench.path("lines"))
        _ = try bench.run(writer(), order: order("killbefore"), armed: true)
        #expect(bench.bytes("lines").count == 2 * Self.line.utf8.count)
        unlink(bench.path("lines"))
        _ = try bench.run(writer(), order: order("killafter"), armed: true)
        #expect(bench.bytes("lines").count == 3 * Self.line.utf8.count)
        unlink(bench.path("lines"))
        let refused = try bench.run(writer(), order: order("errno:EACCES", k: 1, call: "openat"), armed: true)
        #expect(refused.exit == .code(1))
        #expect(bench.bytes("lines").isEmpty)
    }

    @Test func itIsArmedAndDisarmedInMidRun() throws {
        bench.write("", to: "lines")
        let script = "while :; do echo 0123456789 >> \(bench.path("lines")); sleep 0.005; done"
        let process = try LaunchedProcess.start(
            ["sh", "-c", script], injector: Bench.injector, order: order("tornkill:half", k: 4), output: nil,
            errors: nil)
        #expect(eventually { bench.bytes("lines").count > 55 })
        process.arm()
        let events = process.eventsUntilEnd(waitMs: 30_000)
        #expect(events.contains(.armed))
        #expect(events.bite?.matched == 4)
        #expect(bench.text("lines").hasSuffix("\n01234"))
    }

    @Test(arguments: [
        (["sh", "-c", "exit 7"], ProcessExit.code(7)), (["sh", "-c", "kill -11 $$"], .signal(11)),
    ])
    func itEndsAsTheProgramEnds(command: [String], exit: ProcessExit) throws {
        let run = try bench.run(command)
        #expect(run.events.exit == exit)
        #expect(run.exit == .code(exit.shellCode))
    }

    @Test func aMissingProgramIs127() throws {
        #expect(try bench.run(["/nowhere/at-all"]).exit == .code(127))
        #expect(bench.text("err").contains("/nowhere/at-all: No such file or directory"))
    }

    @Test func signalsArePassedOn() throws {
        let process = try LaunchedProcess.start(
            ["sh", "-c", "trap 'exit 5' TERM; echo up; while :; do sleep 0.01; done"],
            injector: Bench.injector,
            output: bench.path("out"), errors: nil)
        #expect(eventually { bench.text("out") == "up\n" })
        process.signal(SIGTERM)
        #expect(process.eventsUntilEnd(waitMs: 30_000).exit == .code(5))
    }

    @Test func theProgramDiesWithWhoeverStartedIt() throws {
        var process: LaunchedProcess? = try LaunchedProcess.start(
            ["sh", "-c", "trap '' TERM HUP INT; echo $$; sleep 600 & wait"], injector: Bench.injector,
            output: bench.path("out"), errors: nil)
        #expect(eventually { bench.text("out").hasSuffix("\n") })
        let pid = try #require(Int32(bench.text("out").dropLast()))
        #expect(kill(pid, 0) == 0)
        _ = process?.line
        process = nil  // closes the life line, as the kernel does when the runner is killed
        #expect(eventually { kill(pid, 0) != 0 })
    }

    @Test func theProgramDiesWithTheInjectorItself() throws {
        let process = try LaunchedProcess.start(
            ["sh", "-c", "echo $$ $PPID; sleep 600 & wait"], injector: Bench.injector,
            output: bench.path("out"),
            errors: nil)
        try #require(eventually { bench.text("out").hasSuffix("\n") })
        let pids = bench.text("out").split(whereSeparator: \.isWhitespace).compactMap { Int32($0) }
        try #require(pids.count == 2)
        kill(pids[1], SIGKILL)
        #expect(eventually { kill(pids[0], 0) != 0 })
        #expect(eventually { process.exit() == .signal(SIGKILL) })
    }

    @Test func privilegesAreDroppedForGood() throws {
        let run = try bench.run(["sh", "-c", "id -u; id -g; id -G"], user: Bench.user)
        #expect(run.exit == .code(0))
        let expected = Bench.isRoot ? "1000\n1000\n1000\n" : "\(getuid())\n\(getgid())\n"
        #expect(bench.text("out").hasPrefix(expected))
    }

    @Test func aProbeSaysWhatTheUserMayDo() throws {
        let data = bench.engineFolder("data")
        let good = try CreateProbe.run(data + "/file", as: Bench.user, injector: Bench.injector)
        #expect(good.errno == 0)
        #expect(access(data + "/file", F_OK) != 0)
        #expect(good.uid == (Bench.user?.uid ?? getuid()))
        if Bench.isRoot { chown(data, 0, 0) } else { chmod(data, 0o555) }
        #expect(try CreateProbe.run(data + "/file", as: Bench.user, injector: Bench.injector).errno == EACCES)
        // Without another user the same folder says nothing of modes when we are root.
        if Bench.isRoot {
            #expect(try CreateProbe.run(data + "/file", as: nil, injector: Bench.injector).errno == 0)
        }
    }

    @Test(arguments: [
        (["--call", "write"], "--path, --call and --action go together"),
        (["--path", "x", "--call", "wirte", "--action", "killbefore"], "no such call: wirte"),
        (
            ["--path", "x", "--call", "fsync", "--action", "tornkill:3"],
            "only write and pwrite64 can be cut short"
        ),
        (["--path", "x", "--call", "write", "--action", "explode"], "no such action: explode"),
        (["--path", "x", "--call", "write", "--action", "errno:EWHAT"], "EWHAT"),
        (["--uid", "5"], "go together"),
        (["--k", "0"], "--k"), (["--what", "0"], "no such option: --what"),
    ])
    func wrongUsageIsOneLine(arguments: [String], message: String) throws {
        let run = try bench.run([Bench.injector] + arguments + ["--", "true"])
        #expect(run.exit == .code(64))
        #expect(bench.text("err").contains(message))
        #expect(bench.text("err").split(separator: "\n").count == 1)
    }
}
