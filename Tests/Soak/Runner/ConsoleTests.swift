import Glibc
import SoakFaults
import Testing

@testable import SoakRunner

@Suite struct ConsoleTests {
    let shop = Workshop()

    func output() -> Int32 { open(shop.path("out"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644) }

    @Test func eachLineHasItsNameAndABarIsDrawnOver() {
        let board = ConsoleBoard(names: ["a", "long"], output: output(), isTerminal: true)
        let console = board.begin("a")
        console.say("one\ntwo")
        let window = VirtualWindow(from: VirtualTime(ms: 0), durationMs: 1000)
        console.show(
            ProgressLine(window: window, now: VirtualTime(ms: 500), rate: 1, signals: nil), isTenth: true)
        board.end("a")
        board.close()
        let clear = Screen.clearLine
        let bar = "[....................] 0 of 2 done  a 0 %"
        let half = "[#####...............] 0 of 2 done  a 50 %"
        // When the last one is over there is no bar to draw, and the old one goes.
        #expect(shop.text("out") == "a    | one\na    | two\n\(clear)\(bar)\(clear)\(half)\(clear)")
    }

    @Test func inALogThereIsNoBar() {
        let board = ConsoleBoard(names: ["a"], output: output(), isTerminal: false)
        let console = board.begin("a")
        let window = VirtualWindow(from: VirtualTime(ms: 0), durationMs: 1000)
        console.show(
            ProgressLine(window: window, now: VirtualTime(ms: 500), rate: 1, signals: nil), isTenth: true)
        console.say("one")
        board.end("a")
        board.close()
        #expect(shop.text("out") == "a | one\n")
    }

    @Test func manyThreadsDoNotMixTheirLines() {
        let names = (0..<8).map { "run\($0)" }
        let board = ConsoleBoard(names: names, output: output(), isTerminal: false)
        OwnThreads.run(8, jobs: 8, goesOn: { true }) { index in
            let console = board.begin(names[index])
            for step in 0..<50 { console.say("step \(step)") }
            board.end(names[index])
        }
        let lines = shop.text("out").split(separator: "\n")
        #expect(lines.count == 400)
        for name in names {
            let own = lines.filter { $0.hasPrefix("\(name) | ") }
            #expect(own == (0..<50).map { "\(name) | step \($0)" })
        }
    }

    @Test func atMostSoManyRunAtOnceAndNoneIsBegunAfterTheStop() {
        let running = Counter()
        let asked = Counter()
        let mayGoOn: @Sendable () -> Bool = {
            asked.begin()
            return asked.begun <= 7
        }
        OwnThreads.run(9, jobs: 3, goesOn: mayGoOn) { _ in
            running.begin()
            usleep(2000)
            running.end()
        }
        #expect(running.begun == 7 && running.most <= 3)
    }
}
