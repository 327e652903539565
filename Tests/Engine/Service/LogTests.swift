import EngineCore
import EngineStore
import Glibc
import Logging
import Synchronization
import Testing

@testable import EngineService

@Suite struct LogTests {
    private struct FixedClock: EngineClock {
        let nowMS: Int64 = 1_768_893_180_007
        func realNanoseconds(forVirtualMS virtualMS: Int64) -> Int64 { virtualMS }
    }

    private func text(of path: String) -> String {
        guard let file = fopen(path, "r") else { return "" }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    private func path() -> String { "/tmp/hip3-log-\(getpid())-\(UInt32.random(in: 0 ... .max))" }

    @Test func linesCarryTheEnginesTimeAndStayLines() throws {
        let path = path()
        defer { unlink(path) }
        let sink = try LogSink(path: path, bytesMax: 1 << 20)
        let log = Logger(label: "t") { _ in EngineLogHandler(sink: sink, clock: FixedClock()) }
        StoreLog(log).counted(signals: ["market: xyz:2, side: buy, edge_bps: 17.29"], first: 16)
        log.error("two\nlines")
        log.warning("w")
        log.debug("not shown")
        #expect(sink.takeCounts() == LogSink.Counts(error: 1, warning: 1, info: 1))
        #expect(sink.takeCounts() == LogSink.Counts())
        sink.close()
        #expect(
            text(of: path) == """
                2026-01-20T07:13:00.007Z INFO Signal detected (#16), market: xyz:2, side: buy, edge_bps: 17.29
                2026-01-20T07:13:00.007Z ERROR two lines
                2026-01-20T07:13:00.007Z WARNING w

                """)
    }

    /// Two files, neither of them longer than its bound and a line, every line whole and in order, over restarts
    /// and however many lines come at once.
    @Test(arguments: [30, 3_000]) func fileIsRotatedBySizeAndBounded(linesAtOnce: Int) throws {
        let folder = try folder()
        let path = folder + "/engine.log"
        var written = 0
        for _ in 0..<6_000 / linesAtOnce {
            let sink = try LogSink(path: path, bytesMax: 4_096)
            for _ in 0..<linesAtOnce {
                written += 1
                sink.append("line \(written) of some length, to fill the file", .info)
            }
            sink.close()
        }
        #expect(try PosixFileSystem().list(folder) == ["engine.log", "engine.log.1"])
        let (now, before) = (text(of: path), text(of: path + ".1"))
        for size in [now.utf8.count, before.utf8.count] { #expect(size > 0 && size < 4_096 + 60) }
        let lines = (before + now).split(separator: "\n").map(String.init)
        #expect(
            lines
                == (written - lines.count + 1...written).map { "line \($0) of some length, to fill the file" }
        )
        try remove(folder)
    }

    /// A full disk, as the kernel gives it: no line is taken. Said once; each loss is counted.
    @Test func logThatTakesNothingIsToldOfOnce() throws {
        let said = Mutex<[String]>([])
        let sink = try LogSink(path: "/dev/full", bytesMax: 4_096) { line in
            said.withLock { $0.append(line) }
        }
        for turn in 1...5 {
            for _ in 0..<10 { sink.append("line", .info) }
            let deadline = ContinuousClock.now + .seconds(30)
            while sink.totals.lost < turn * 10, ContinuousClock.now < deadline { usleep(500) }
        }
        sink.close()
        #expect(sink.totals.lost == 50 && sink.totals.info == 50)
        #expect(
            said.withLock { $0 } == [
                "hip3-engine: telemetry.log_file = /dev/full takes no lines: No space left on device;"
                    + " signals are kept all the same, make room for it"
            ])
    }

    /// What takes only part of the lines, and later takes lines again: whole ones only, and how many are missing.
    @Test func lineThatWasCutIsEndedBeforeTheNext() throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
        // All that goes into a pipe of the usual size, but half a thousand lines.
        let size = 64 << 10
        var output = LogOutput(descriptor: ends[1])
        #expect(output.write([UInt8](repeating: UInt8(ascii: "a"), count: size - 5_001) + [10]) == nil)
        let thousand = output.write(Array(String(repeating: "0123456789\n", count: 1_000).utf8))
        let loss = try #require(thousand)
        #expect(loss.code == EAGAIN && loss.lines > 0)
        #expect(output.write(Array("lost\n".utf8)) == LogOutput.Loss(lines: 1, code: EAGAIN))
        var bytes = [UInt8](repeating: 0, count: size)
        let count = read(ends[0], &bytes, size)
        #expect(count > 60_000)
        #expect(output.write(Array("next\n".utf8)) == nil)
        var more = [UInt8](repeating: 0, count: size)
        let moreCount = read(ends[0], &more, size)
        let text = String(decoding: bytes[..<count] + more[..<moreCount], as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let whole = lines.count { $0 == "0123456789" }
        #expect(whole + loss.lines == 1_000)
        #expect(lines.suffix(2) == ["next", ""] && !lines.contains("lost"))
    }

    /// A folder that takes no new name: the log goes on, and begins anew at twice its bound.
    @Test func logThatCannotBeRotatedIsBoundedAllTheSame() throws {
        let folder = try folder()
        let path = folder + "/engine.log"
        // A folder in the place of the older log: nothing can be renamed over it, whoever asks.
        try #require(mkdir(path + ".1", 0o755) == 0)
        var output = try LogOutput(path, bytesMax: 1_000)
        var longest = 0
        for number in 0..<200 {
            #expect(output.write(Array("line \(number) of the log that can't be rotated\n".utf8)) == nil)
            longest = max(longest, text(of: path).utf8.count)
        }
        output.close()
        #expect(longest > 1_900 && longest < 2_100)
        #expect(text(of: path).hasSuffix("line 199 of the log that can't be rotated\n"))
        for line in text(of: path).split(separator: "\n") { #expect(line.hasPrefix("line ")) }
        try #require(rmdir(path + ".1") == 0)
        try remove(folder)
    }

    /// Others may move or remove a log, and the lines go on under its name.
    @Test(arguments: [true, false]) func logThatOthersRotateGoesOn(isRemoved: Bool) throws {
        let folder = try folder()
        let path = folder + "/engine.log"
        var output = try LogOutput(path, bytesMax: 1 << 20)
        #expect(output.write(Array("before\n".utf8)) == nil)
        if isRemoved { unlink(path) } else { rename(path, folder + "/engine.log-20260120") }
        #expect(output.write(Array("after\n".utf8)) == nil)
        output.close()
        #expect(text(of: path) == "after\n")
        if !isRemoved { #expect(text(of: folder + "/engine.log-20260120") == "before\n") }
        try remove(folder)
    }

    private func folder() throws -> String {
        let folder = path()
        try #require(mkdir(folder, 0o755) == 0)
        return folder
    }

    private func remove(_ folder: String) throws {
        for name in try PosixFileSystem().list(folder) { unlink(folder + "/" + name) }
        #expect(rmdir(folder) == 0)
    }

    @Test func pathThatCannotBeOpenedIsAnError() {
        #expect(throws: (any Error).self) { try LogSink(path: "/nonexistent/dir/log", bytesMax: 10) }
    }
}
