import Glibc

/// Asks a running engine how it is, as Docker's health check does: one blocking request, no library.
package enum HealthQuestion {
    package enum Answer: Sendable, Equatable {
        case healthy
        /// What the engine gave as its reasons.
        case unhealthy(String)
        case noAnswer(String)
    }

    private static let patienceSeconds = 5
    private static let answerBytesMax = 64 << 10

    package static func ask(_ address: OpsAddress) -> Answer {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(address.host, String(address.port), &hints, &found) == 0, let first = found else {
            return .noAnswer("no such host: \(address.host)")
        }
        defer { freeaddrinfo(found) }
        let connection = socket(first.pointee.ai_family, first.pointee.ai_socktype, first.pointee.ai_protocol)
        guard connection >= 0 else { return .noAnswer(reason()) }
        defer { close(connection) }
        var patience = timeval(tv_sec: patienceSeconds, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(connection, SOL_SOCKET, option, &patience, socklen_t(MemoryLayout<timeval>.size))
        }
        guard connect(connection, first.pointee.ai_addr, first.pointee.ai_addrlen) == 0 else {
            return .noAnswer(reason())
        }
        let request = Array("GET /healthz HTTP/1.1\r\nHost: \(address)\r\nConnection: close\r\n\r\n".utf8)
        guard send(connection, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else {
            return .noAnswer(reason())
        }
        return read(receive(from: connection))
    }

    private static func receive(from connection: Int32) -> [UInt8] {
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while answer.count < answerBytesMax {
            let count = recv(connection, &buffer, buffer.count, 0)
            if count <= 0 { break }
            answer += buffer[..<count]
        }
        return answer
    }

    private static func read(_ bytes: [UInt8]) -> Answer {
        let answer = String(decoding: bytes, as: UTF8.self)
        if answer.hasPrefix("HTTP/1.1 200 ") { return .healthy }
        let body = answer.split(separator: "\r\n\r\n", maxSplits: 1).dropFirst().first ?? ""
        if answer.hasPrefix("HTTP/1.1 503 ") { return .unhealthy(body.filter { !$0.isNewline }) }
        return .noAnswer(answer.isEmpty ? "nothing came back in time" : "not an engine's answer")
    }

    private static func reason() -> String { String(cString: strerror(errno)) }
}
