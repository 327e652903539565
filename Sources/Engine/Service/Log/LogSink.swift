package import EngineStore
import Glibc
import Logging

/// Where log lines go: a file that is rotated by size, or standard error. A thread of its own writes them, so
/// that nobody who logs waits for a disk.
package final class LogSink: Sendable {
    /// Log lines by level, as the ledger counts them.
    package struct Counts: Sendable, Equatable {
        package var error = 0
        package var warning = 0
        package var info = 0
    }

    /// Since the process began. Only rises.
    package struct Totals: Sendable, Equatable {
        package var error = 0
        package var warning = 0
        package var info = 0
        /// Lines that found no room, or that the log did not take.
        package var lost = 0

        package init() {}
    }

    private struct State {
        var waiting: [UInt8] = []
        var counts = Counts()
        var totals = Totals()
        /// Lines that found no room since the last mail, because the disk took none.
        var lost = 0
        var isClosed = false
    }

    /// Bytes that may wait for a slow disk; lines beyond are lost, and the next line says how many.
    private static let waitingBytesMax = 8 << 20

    private let monitor = Monitor(State())
    private let path: String?
    private let complain: @Sendable (String) -> Void
    private let thread = Monitor<OwnThread?>(nil)

    /// - Parameters:
    ///   - path: nil for standard error.
    ///   - bytesMax: from which size on the file is rotated.
    ///   - complain: told once, in a line, when the log begins to take none.
    package init(
        path: String?, bytesMax: Int, complain: @escaping @Sendable (String) -> Void = Console.complain
    ) throws(FileError) {
        self.path = path
        self.complain = complain
        let first =
            try path.map { path throws(FileError) in try LogOutput(path, bytesMax: bytesMax) }
            ?? LogOutput(descriptor: 2)
        let writer = OwnThread("log-write") { self.write(to: first) }
        thread.with { $0 = writer }
    }

    /// One line without its end.
    func append(_ line: String, _ level: Logger.Level) {
        monitor.change { state in
            switch level {
            case .critical, .error:
                state.counts.error += 1
                state.totals.error += 1
            case .warning:
                state.counts.warning += 1
                state.totals.warning += 1
            default:
                state.counts.info += 1
                state.totals.info += 1
            }
            guard state.waiting.count + line.utf8.count < Self.waitingBytesMax else {
                state.lost += 1
                state.totals.lost += 1
                return
            }
            state.waiting += line.utf8
            state.waiting.append(UInt8(ascii: "\n"))
        }
    }

    package var totals: Totals { monitor.with(\.totals) }

    /// What was logged since the last call.
    package func takeCounts() -> Counts {
        monitor.with { state in
            defer { state.counts = Counts() }
            return state.counts
        }
    }

    /// Writes what waits, and ends.
    package func close() {
        monitor.change { $0.isClosed = true }
        let running = thread.with { thread in
            defer { thread = nil }
            return thread
        }
        running?.join()
    }

    private func write(to first: LogOutput) {
        var output = first
        var isFailing = false
        /// Lines that were lost and of which the log does not say so yet.
        var untold = 0
        while true {
            let (bytes, lost, isClosed) = monitor.wait({ !$0.waiting.isEmpty || $0.isClosed }) { state in
                defer {
                    state.waiting.removeAll(keepingCapacity: state.waiting.count < 1 << 16)
                    state.lost = 0
                }
                return (state.waiting, state.lost, state.isClosed)
            }
            if bytes.isEmpty { return output.close() }
            untold += lost
            if untold > 0 {
                let told = "WARNING \(untold) log lines were lost: the log took no more\n"
                if output.write(Array(told.utf8)) == nil { untold = 0 }
            }
            let loss = output.write(bytes)
            if let loss {
                untold += loss.lines
                monitor.with { $0.totals.lost += loss.lines }
                if !isFailing { say(loss.code) }
            }
            isFailing = loss != nil
            if isClosed { return output.close() }
        }
    }

    /// Once, when it begins: where a log that fails has been told to be, nobody looks for what it says.
    private func say(_ code: Int32) {
        guard let path else { return }
        complain(
            "hip3-engine: telemetry.log_file = \(path) takes no lines: \(String(cString: strerror(code)));"
                + " signals are kept all the same, make room for it")
    }
}
