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
        /// Lines that found no room.
        package var lost = 0

        package init() {}
    }

    private struct State {
        var waiting: [UInt8] = []
        var counts = Counts()
        var totals = Totals()
        /// Lines that found no room, because the disk took none.
        var lost = 0
        var isClosed = false
    }

    /// Bytes that may wait for a slow disk; lines beyond are lost, and the next line says how many.
    private static let waitingBytesMax = 8 << 20

    private let monitor = Monitor(State())
    private let path: String?
    private let bytesMax: Int
    private let thread = Monitor<OwnThread?>(nil)

    /// - Parameter path: nil for standard error.
    package init(path: String?, bytesMax: Int) throws(FileError) {
        self.path = path
        self.bytesMax = bytesMax
        var output = LogOutput(descriptor: 2, length: 0)
        if let path { output = try LogOutput.open(path) }
        let first = output
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
        while true {
            let (bytes, lost, isClosed) = monitor.wait({ !$0.waiting.isEmpty || $0.isClosed }) { state in
                defer {
                    state.waiting.removeAll(keepingCapacity: state.waiting.count < 1 << 16)
                    state.lost = 0
                }
                return (state.waiting, state.lost, state.isClosed)
            }
            if lost > 0 {
                output.write(Array("WARNING \(lost) log lines were lost: the log took no more\n".utf8))
            }
            if !bytes.isEmpty { output.write(bytes) }
            if let path, output.length >= bytesMax { output.rotate(path) }
            if isClosed, bytes.isEmpty { return output.close() }
        }
    }
}

/// One open log. A log that can't be written is no reason to stop.
struct LogOutput {
    private var descriptor: Int32
    private(set) var length: Int

    init(descriptor: Int32, length: Int) {
        self.descriptor = descriptor
        self.length = length
    }

    static func open(_ path: String) throws(FileError) -> LogOutput {
        let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw FileError(.open, path, errno) }
        return LogOutput(descriptor: descriptor, length: Int(max(0, lseek(descriptor, 0, SEEK_END))))
    }

    mutating func write(_ bytes: [UInt8]) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress! + written, $0.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            written += count
        }
        length += written
    }

    /// `engine.log` becomes `engine.log.1`, in the place of the one before. So a log takes at most twice its bound.
    mutating func rotate(_ path: String) {
        guard rename(path, path + ".1") == 0 else { return }
        do throws(FileError) {
            let next = try LogOutput.open(path)
            close()
            self = next
        } catch {}
    }

    func close() { if descriptor > 2 { Glibc.close(descriptor) } }
}
