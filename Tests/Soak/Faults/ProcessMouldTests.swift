import FoundationEssentials
import Glibc
import SoakFaults
import Testing

/// Copies of a program that stands before it first touches its files.
@Suite("A mould")
struct ProcessMouldTests {
    private let bench = Bench()

    private func mould(_ script: String, traced: [String] = []) throws -> ProcessMould? {
        try ProcessMould.make(
            ["/bin/sh", "-c", script, "mould", bench.path("data")], injector: Bench.injector,
            standingBefore: bench.path("data"), traced: traced, output: bench.path("out"),
            errors: bench.path("err"), waitMs: 30_000)
    }

    private func order(_ action: String, k: Int64 = 1) -> InjectorOrder {
        InjectorOrder(path: bench.path("data"), call: "write", action: action, k: k)
    }

    @Test("touches nothing itself; each life finds what lies there when it begins")
    func livesSeeTheirOwnFiles() throws {
        let mould = try #require(try mould("read was < $1/line; echo found $was; echo next > $1/line"))
        #expect(bench.text("out").isEmpty)
        mkdir(bench.path("data"), 0o755)
        for life in ["one", "two"] {
            bench.write("\(life)\n", to: "data/line")
            #expect(mould.live(nil, waitMs: 30_000).exit == .code(0))
            #expect(bench.text("data/line") == "next\n")
        }
        #expect(bench.text("out") == "found one\nfound two\n")
    }

    @Test("lives are processes of their own, one after the other")
    func processes() throws {
        mkdir(bench.path("data"), 0o755)
        let mould = try #require(try mould("echo alive > $1/line; exit 7"))
        var pids: Set<Int32> = []
        for _ in 0..<20 {
            let events = mould.live(nil, waitMs: 30_000)
            #expect(events.exit == .code(7))
            for case .started(let pid) in events { pids.insert(pid) }
        }
        #expect(pids.count == 20)
    }

    @Test("a life is disturbed as it was ordered, the next one as it was ordered for that")
    func orders() throws {
        mkdir(bench.path("data"), 0o755)
        let script = "exec 3>$1/line; echo first >&3; echo second >&3 || echo failed"
        let mould = try #require(try mould(script, traced: ["write"]))
        let torn = mould.live(order("tornkill:3", k: 2), waitMs: 30_000)
        #expect(torn.exit == .signal(SIGKILL) && torn.bite?.done == 3 && torn.bite?.matched == 2)
        #expect(bench.text("data/line") == "first\nsec")
        #expect(mould.live(order("errno:ENOSPC", k: 2), waitMs: 30_000).bite?.done == -Int64(ENOSPC))
        #expect(bench.text("data/line") == "first\n" && bench.text("out") == "failed\n")
        let free = mould.live(nil, waitMs: 30_000)
        #expect(free.exit == .code(0) && free.bite == nil)
        #expect(bench.text("data/line") == "first\nsecond\n")
        let late = mould.live(order("killbefore", k: 3), waitMs: 30_000)
        #expect(late.exit == .code(0) && late.bite == nil)
    }

    @Test(
        "what can't be copied is no mould, and touched nothing",
        arguments: ["exit 0", "(echo child > $1/line); echo parent > $1/line"])
    func noMould(script: String) throws {
        mkdir(bench.path("data"), 0o755)
        #expect(try mould(script) == nil)
        #expect(!FileManager.default.fileExists(atPath: bench.path("data/line")))
    }

    @Test("a life that does not end is killed after its time, and its mould with it")
    func hanging() throws {
        mkdir(bench.path("data"), 0o755)
        let mould = try #require(try mould("echo $$ > $1/line; while :; do :; done"))
        let events = mould.live(nil, waitMs: 200)
        var pids: [Int32] = []
        for case .started(let pid) in events { pids.append(pid) }
        #expect(events.exit == nil && pids.count == 1)
        #expect(eventually { pids.allSatisfy { kill($0, 0) != 0 } })
        #expect(mould.live(nil, waitMs: 200).exit == nil)
    }

    @Test("nothing of it is left when it goes")
    func nothingLeft() throws {
        mkdir(bench.path("data"), 0o755)
        do {
            let mould = try #require(try mould("echo alive > $1/line"))
            #expect(mould.live(nil, waitMs: 30_000).exit == .code(0))
            #expect(processes(named: bench.folder).count == 2)  // the mould and its injector
        }
        #expect(eventually { processes(named: bench.folder).isEmpty })
    }

    /// Processes with that word on their command line.
    private func processes(named word: String) -> [Int32] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { Int32($0) }
            .filter { pid in
                let line = (try? Data(contentsOf: URL(filePath: "/proc/\(pid)/cmdline"))) ?? Data()
                return String(decoding: line, as: UTF8.self).contains(word)
            }
    }
}
