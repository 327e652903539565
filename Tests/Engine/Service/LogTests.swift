import EngineCore
import Glibc
import Logging
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

    @Test func fileIsRotatedBySizeAndBounded() throws {
        let path = path()
        defer {
            unlink(path)
            unlink(path + ".1")
        }
        for _ in 0..<20 {
            let sink = try LogSink(path: path, bytesMax: 4_096)
            for number in 0..<30 { sink.append("line \(number) of some length, to fill the file", .info) }
            sink.close()
        }
        let (now, before) = (text(of: path), text(of: path + ".1"))
        #expect(now.utf8.count < 2 * 4_096 && !before.isEmpty && before.utf8.count < 3 * 4_096)
        for line in (before + now).split(separator: "\n") { #expect(line.hasSuffix("to fill the file")) }
    }

    @Test func pathThatCannotBeOpenedIsAnError() {
        #expect(throws: (any Error).self) { try LogSink(path: "/nonexistent/dir/log", bytesMax: 10) }
    }
}
