import Glibc
import SoakFaults

/// The runner's line to the exchange's socket for orders. One order, one answer; waits for it.
final class VenueControl {
    static let answerMsMax: Int64 = 10_000
    private static let pathBytesMax = 107

    private let descriptor: Int32
    private var buffer: [UInt8] = []

    init(_ folder: String, name: String) throws(SystemFailure) {
        let path = folder + "/" + name
        // A socket's own path may not be long; one that leads through the open folder never is.
        let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw SystemFailure("open", folder, errno: errno) }
        defer { close(directory) }
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw SystemFailure("connect to", path, errno: errno) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let short = Array("/proc/self/fd/\(directory)/\(name)".utf8.prefix(Self.pathBytesMax))
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: short) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let descriptor = descriptor
        let isConnected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) == 0 }
        }
        guard isConnected else {
            let failure = SystemFailure("connect to", path, errno: errno)
            close(descriptor)
            throw failure
        }
    }

    deinit { close(descriptor) }

    /// What the exchange has done so far, in all. Throws when it says no, or nothing.
    func order(_ words: [String]) throws(FaultMiss) -> VenueReport {
        let line = Array((words.joined(separator: " ") + "\n").utf8)
        guard send(descriptor, line, line.count, Int32(MSG_NOSIGNAL)) == line.count else {
            throw FaultMiss("the exchange takes no order: \(SystemFailure.name(errno))")
        }
        let answer = try readLine()
        guard let report = VenueReport(answer: answer) else {
            throw FaultMiss("the exchange says to `\(words.joined(separator: " "))`: \(answer)")
        }
        return report
    }

    private func readLine() throws(FaultMiss) -> String {
        let deadline = MonotonicClock.nowMs() + Self.answerMsMax
        while true {
            if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
                defer { buffer.removeSubrange(...end) }
                return String(decoding: buffer[..<end], as: UTF8.self)
            }
            var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let left = deadline - MonotonicClock.nowMs()
            guard left > 0, poll(&ready, 1, Int32(left)) >= 0 || errno == EINTR else {
                throw FaultMiss("the exchange gave no answer within \(Self.answerMsMax / 1000) s")
            }
            var bytes = [UInt8](repeating: 0, count: 4096)
            let got = recv(descriptor, &bytes, bytes.count, Int32(MSG_DONTWAIT))
            if got == 0 { throw FaultMiss("the exchange is gone") }
            if got > 0 { buffer += bytes[..<got] }
        }
    }
}
