import CClockPage
import Dispatch
import FoundationEssentials
import Glibc
import SoakFaults
import SoakScenario
import Synchronization

@testable import SoakRunner

/// A run with actors in place of the exchange, the engine and the judge (small shell scripts), and a clock that
/// stands where the test puts it. Everything else is real: processes, injector, files, journal.
final class Stage: @unchecked Sendable {
    let shop = Workshop()
    let interruption = Interruption()
    private let page: OpaquePointer
    private let batchFinished = Mutex<(results: [ScenarioResult?], failure: RunRefusal?)?>(nil)
    private let finished = Mutex<Result<RunReport, SystemFailure>?>(nil)

    static let window = VirtualWindow(from: VirtualTime("2026-01-20T23:00:00Z")!, durationMs: 7_200_000)

    static let exchange = """
        trap 'exit 0' TERM
        echo "ready port=4711 seed=1 clock=$(dirname "$0")/clock"
        while :; do sleep 0.01; done
        """

    /// Appends a line each 5 ms to the file of the day that the test wrote into `day`.
    static let engine = """
        [ "$1" = --version ] && { echo "actor 1"; exit 0; }
        here=$(dirname "$0")
        data=$(sed -n 's/^data_dir = "\\(.*\\)"/\\1/p' "$2")
        trap 'exit 0' TERM
        echo "starting"; echo "ready ops=127.0.0.1:1"
        while :; do
          echo '{"line":"01234567890123456789012345678901234567890123456789"}' >> "$data/signals_$(cat "$here/day").jsonl"
          sleep 0.005
        done 2>/dev/null
        """

    static let judge = """
        while [ $# -gt 0 ]; do
          case "$1" in --json) json=$2;; --html) echo "<p>report</p>" > "$2";; esac
          shift
        done
        here=$(dirname "$0")
        sed "s/VERDICT/$(cat "$here/verdict")/" "$here/verdict.json" > "$json"
        echo "judged"
        exit "$(cat "$here/exit")"
        """

    init(engine: String = Stage.engine, exchange: String = Stage.exchange) {
        let first = clock_reading(
            virtual_ns: Self.window.from.ms * 1_000_000, real_ns: clock_real_ns(), rate: 0,
            limit_ns: Int64.max)
        page = clock_page_create(shop.path("clock"), first)
        shop.write(exchange, to: "exchange.sh")
        shop.write(engine, to: "engine.sh")
        shop.write(Self.judge, to: "judge.sh")
        shop.write("2026-01-20", to: "day")
        judge(says: "REHEARSAL PASS", exit: 0)
        for name in ["engine.sh", "day"] { chmod(shop.path(name), 0o644) }
    }

    deinit { clock_page_close(page) }

    func judge(says verdict: String, exit: Int32) {
        shop.write(verdict, to: "verdict")
        shop.write(String(exit), to: "exit")
        shop.write(
            #"{"schema":1,"verdict":"VERDICT","criteria":[{"id":"integrity","result":"pass","summary":"all there"}]}"#,
            to: "verdict.json")
    }

    func order(_ faults: [FaultSpec] = []) throws -> RunOrder {
        mkdir(shop.path("reports"), 0o755)
        return RunOrder(
            command: "hip3-soak rehearse --seed 1", scenario: "staged", seed: 1, speed: 300, markets: 32,
            window: Self.window, faults: try FaultPlan(faults, window: Self.window, seed: 1), policy: nil,
            reports: shop.path("reports"),
            programs: programs, engineUser: Workshop.user)
    }

    var programs: Programs {
        Programs(
            exchange: ["sh", shop.path("exchange.sh")], engine: ["sh", shop.path("engine.sh")],
            engineVersion: ["sh", shop.path("engine.sh"), "--version"],
            judge: ["sh", shop.path("judge.sh")], injector: Workshop.injector)
    }

    /// Runs a batch on a thread of its own; its lines go to the file `console`.
    func begin(
        _ scenarios: [Scenario], _ change: (inout ScenarioBatch) -> Void = { _ in }
    ) throws -> [ScenarioBatch.Task] {
        mkdir(shop.path("reports"), 0o755)
        var batch = ScenarioBatch(
            seed: nil, keepsPassed: false, reports: shop.path("reports"), programs: programs,
            engineUser: Workshop.user, words: [])
        batch.output = open(shop.path("console"), O_WRONLY | O_CREAT | O_APPEND, 0o644)
        batch.isTerminal = false
        change(&batch)
        let tasks = try batch.tasks(scenarios)
        let ready = batch
        DispatchQueue(label: "staged batch").async {
            let results = ready.run(tasks, interruption: self.interruption)
            self.batchFinished.withLock { $0 = results }
        }
        return tasks
    }

    func results() async throws -> [ScenarioResult?] {
        try await eventually("the batch to end") { self.batchFinished.withLock { $0 != nil } }
        return batchFinished.withLock { $0!.results }
    }

    /// The folders of the runs that were begun and not removed, by name.
    var runs: [RunDirectory] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: shop.path("reports"))) ?? []
        return names.sorted().map { RunDirectory(path: shop.path("reports/" + $0), runID: $0) }
    }

    /// Begins the run on a thread of its own.
    func begin(
        _ order: RunOrder, _ change: (Rehearsal) -> Void = { _ in }
    ) throws -> RunDirectory {
        let output = open(shop.path("console"), O_WRONLY | O_CREAT | O_APPEND, 0o644)
        let run = try Rehearsal(
            order, console: Console(output: output, isTerminal: false), interruption: interruption)
        change(run)
        let directory = run.directory
        let box = UncheckedBox(run)
        DispatchQueue(label: "staged run").async {
            let result: Result<RunReport, SystemFailure>
            do throws(SystemFailure) { result = .success(try box.value.run()) } catch {
                result = .failure(error)
            }
            self.finished.withLock { $0 = result }
        }
        return directory
    }

    func move(to time: String) {
        let reading = clock_reading(
            virtual_ns: VirtualTime(time)!.ms * 1_000_000, real_ns: clock_real_ns(), rate: 0,
            limit_ns: Int64.max)
        clock_page_write(page, reading)
    }

    /// What the engine's actor takes for today.
    func day(_ day: String) { shop.write(day, to: "day") }

    func report() async throws -> RunReport {
        try await eventually("the run to end") { self.finished.withLock { $0 != nil } }
        return try finished.withLock { $0! }.get()
    }

    struct TimedOut: Error, CustomStringConvertible { var description: String }

    /// Waits for something that will be so.
    func eventually(_ what: String, _ isSo: () -> Bool) async throws {
        for _ in 0..<6000 {
            if isSo() { return }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw TimedOut(description: "waited for \(what); the console says:\n\(shop.text("console"))")
    }
}

private struct UncheckedBox<Value>: @unchecked Sendable {
    let value: Value
    init(_ value: Value) { self.value = value }
}

/// The lines of a journal, as JSON objects.
struct JournalFile {
    let text: String

    init(_ directory: RunDirectory) {
        text =
            (try? Data(contentsOf: URL(filePath: directory.journal))).map {
                String(decoding: $0, as: UTF8.self)
            } ?? ""
    }

    var types: [String] {
        text.split(separator: "\n").map { line in
            String(line.dropFirst(#"{"type":""#.count).prefix { $0 != "\"" })
        }.filter { $0 != "sample" }
    }

    func line(_ type: String) -> String {
        text.split(separator: "\n").last { $0.hasPrefix("{\"type\":\"\(type)\"") }.map(String.init) ?? ""
    }

    func has(_ type: String) -> Bool { types.contains(type) }
}
