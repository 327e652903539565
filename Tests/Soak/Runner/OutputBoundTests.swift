import FoundationEssentials
import Glibc
import SoakFaults
import Testing

@testable import SoakRunner

@Suite("What a program says does not fill the disk")
struct OutputBoundTests {
    private let shop = Workshop()
    private var path: String { shop.path("engine.err") }
    private let bound = OutputBound(bytesMax: 1000)

    /// As a program that was started has it open.
    private func appending() -> Int32 { open(path, O_WRONLY | O_CREAT | O_APPEND, 0o644) }

    private func say(_ count: Int, to file: Int32) {
        for number in 0..<count {
            let line = Array("line \(number) of some words\n".utf8)
            #expect(write(file, line, line.count) == line.count)
        }
    }

    @Test func aShortOneIsLeftAlone() {
        let file = appending()
        defer { close(file) }
        say(3, to: file)
        #expect(bound.hold(path) == nil && bound.hold(shop.path("nowhere")) == nil)
        #expect(access(path + ".1", F_OK) != 0)
    }

    @Test func aLongOneIsMovedAsideAndItsProgramGoesOn() {
        let file = appending()
        defer { close(file) }
        say(100, to: file)
        let text = shop.text("engine.err")
        #expect(bound.hold(path) == .init(bytes: Int64(text.utf8.count), isKept: true))
        #expect(shop.text("engine.err.1") == text && FileTree.size(path) == 0)
        say(2, to: file)
        #expect(shop.text("engine.err") == "line 0 of some words\nline 1 of some words\n")
        // The next one takes the place of the copy before: never more than two.
        say(80, to: file)
        #expect(bound.hold(path)?.isKept == true)
        #expect(shop.text("engine.err.1").split(separator: "\n").count == 82)
    }

    @Test func whereNoCopyCanBeMadeItIsCutAtTwiceTheBound() {
        mkdir(path + ".1", 0o755)
        let file = appending()
        defer { close(file) }
        say(60, to: file)
        #expect(bound.hold(path) == nil && FileTree.size(path) > 1000)
        say(60, to: file)
        let size = FileTree.size(path)
        #expect(bound.hold(path) == .init(bytes: size, isKept: false))
        #expect(FileTree.size(path) == 0)
    }

    @Test func theRunSaysSoInItsJournalAndCountsTheLinesAllTheSame() async throws {
        let chatty = """
            [ "$1" = --version ] && { echo "actor 1"; exit 0; }
            trap 'exit 0' TERM
            echo "ready ops=127.0.0.1:1"
            while :; do echo "INFO many words are said here, again and again and again" >&2; sleep 0.001; done
            """
        let stage = Stage(engine: chatty)
        var order = try stage.order()
        order.outputBytesMax = 4000
        let directory = try stage.begin(order)
        try await stage.eventually("two cuts") {
            JournalFile(directory).types.count { $0 == "output-cut" } >= 2
        }
        stage.move(to: "2026-01-21T01:00:00Z")
        let report = try await stage.report()
        #expect(report.ending == .completed)
        #expect(JournalFile(directory).line("output-cut").contains(#""file":"engine.err","bytes":"#))
        #expect(JournalFile(directory).line("output-cut").contains(#""kept":true,"#))
        // The judge holds a log's volume against its limit, wherever the engine logs.
        let sizes = JournalFile(directory).text.split(separator: "\n").filter {
            $0.hasPrefix(#"{"type":"sample""#)
        }
        .compactMap { $0.split(separator: #""log_bytes":"#).last?.prefix { $0.isNumber } }.compactMap {
            Int($0)
        }
        #expect(sizes.contains { $0 > 0 }, "\(sizes)")
        // Whole lines on both sides of a cut.
        for name in ["engine.err", "engine.err.1"] {
            for line in stage.shop.text("reports/\(directory.runID)/\(name)").split(separator: "\n") {
                #expect(line == "INFO many words are said here, again and again and again")
            }
        }
    }
}
