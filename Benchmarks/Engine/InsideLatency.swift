import Glibc

/// One of the engine's own histograms, as its `/metrics` shows it at one moment.
struct InsideLatency {
    /// Upper ends in seconds, the last of them infinite, and how many took no longer.
    private var buckets: [(bound: Double, count: Int)] = []

    /// - Parameter page: what `OpsPage.metrics` gave.
    init(_ family: String, in page: String) throws {
        for line in page.split(separator: "\n") where line.hasPrefix(family + "_bucket{") {
            let parts = line.split(separator: "\"")
            guard parts.count == 3, let count = Int(parts[2].drop { $0 != " " }.dropFirst()) else {
                throw BenchFailure("/metrics: \(line)")
            }
            buckets.append((parts[1] == "+Inf" ? .infinity : Double(parts[1]) ?? .nan, count))
        }
        guard buckets.last?.bound == .infinity else { throw BenchFailure("/metrics has no \(family)") }
    }

    /// What was counted since `earlier`.
    func since(_ earlier: InsideLatency) -> InsideLatency {
        var difference = self
        for at in buckets.indices { difference.buckets[at].count -= earlier.buckets[at].count }
        return difference
    }

    private var count: Int { buckets.last?.count ?? 0 }

    /// `p50 <= 50 us`: in which class it lies; nobody knows more.
    private func percentile(_ percent: Double) -> String {
        let rank = max(1, Int((percent / 100 * Double(count)).rounded(.up)))
        guard let at = buckets.firstIndex(where: { $0.count >= rank }) else { return "none" }
        let bound = buckets[at].bound
        return bound.isInfinite
            ? "above \(Text.decimal(buckets[at - 1].bound * 1e6, 0)) us"
            : "<= \(Text.decimal(bound * 1e6, 0)) us"
    }

    private func share(within seconds: Double) -> String {
        let count = buckets.last { $0.bound <= seconds * 1.000_001 }?.count ?? 0
        return Text.decimal(Double(count) * 100 / Double(max(1, self.count)), 2)
    }

    /// - Parameter limit: the share of those that took no longer is told too, in seconds.
    func description(limit: Double) -> String {
        "p50 \(percentile(50)), p90 \(percentile(90)), p99 \(percentile(99)), p99.9 \(percentile(99.9));"
            + " \(share(within: limit)) % within \(Text.decimal(limit * 1e6, 0)) us (\(count) lines)"
    }
}

/// What a running engine shows on its port.
enum OpsPage {
    /// - Parameter ready: the engine's first line, which names the port.
    static func metrics(_ ready: String) throws -> String {
        guard let word = ready.split(separator: " ").first(where: { $0.hasPrefix("ops=") }),
            let port = word.split(separator: ":").last.flatMap({ Int($0) })
        else { throw BenchFailure("no ops= in: \(ready)") }
        let connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        defer { close(connection) }
        var address = loopback(port: port)
        let isConnected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        let request = "GET /metrics HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n\r\n"
        guard isConnected, send(connection, request, request.utf8.count, Int32(MSG_NOSIGNAL)) > 0
        else {
            throw BenchFailure("127.0.0.1:\(port)/metrics: errno \(errno)")
        }
        var page: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while case let count = recv(connection, &buffer, buffer.count, 0), count > 0 {
            page += buffer[..<count]
        }
        return String(decoding: page, as: UTF8.self)
    }
}
